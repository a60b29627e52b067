"""Duties of complaints, and of cases handed on: who waits for whom is told, and no word of it."""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.events import (
    CaseNeedsEyes,
    ComplaintAcknowledged,
    ComplaintAnswered,
    ComplaintDue,
    ComplaintMade,
)
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, heard
from peerhub.moderation.complaints import Complaint
from peerhub.moderation.models import CaseState
from peerhub.moderation.service.complain import climb
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify


async def on_case_needs_eyes(tx: Transaction, event: CaseNeedsEyes) -> None:
    """Everybody else who may decide it."""
    case = await access.case_to_tell(tx.db, event.case_id)
    if case is None or case.state is CaseState.DECIDED:
        return
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    for person in await access.moderators_of(tx.db, case):
        if person.person_id != event.by_id:
            await notify(
                tx,
                person.person_id,
                NoticeKind.CASE_ASSIGNED,
                key=f"eyes:{event.case_id}",
                path=f"/moderation/cases/{event.case_id}",
                place=card.place_title if card else _("a place that is gone"),
            )


async def on_complaint_made(tx: Transaction, event: ComplaintMade) -> None:
    complaint = await heard.complaint_to_tell(tx.db, event.complaint_id)
    if complaint is not None:
        await _tell_handlers(tx, complaint, again="")


async def on_complaint_due(tx: Transaction, event: ComplaintDue) -> None:
    """Its time has passed: it goes one step up, and those there hear of it, each time anew."""
    complaint = await climb(tx, event.complaint_id)
    if complaint is not None:
        await _tell_handlers(tx, complaint, again=f":{to_iso(complaint.due_at)}")


async def _tell_handlers(tx: Transaction, complaint: Complaint, *, again: str) -> None:
    for person in await heard.handlers_of(tx.db, complaint):
        await notify(
            tx,
            person.person_id,
            NoticeKind.COMPLAINT_WAITS,
            key=f"complaint:{complaint.complaint_id}{again}",
            path=f"/complaints-desk/{complaint.complaint_id}",
            reference=complaint.reference,
        )


async def on_complaint_acknowledged(tx: Transaction, event: ComplaintAcknowledged) -> None:
    await _tell_complainant(tx, event.complaint_id, NoticeKind.COMPLAINT_SEEN)


async def on_complaint_answered(tx: Transaction, event: ComplaintAnswered) -> None:
    await _tell_complainant(tx, event.complaint_id, NoticeKind.COMPLAINT_ANSWERED)


async def _tell_complainant(tx: Transaction, complaint_id: str, kind: NoticeKind) -> None:
    """Who has no account looks at the address."""
    complaint = await heard.complaint_to_tell(tx.db, complaint_id)
    if complaint is None or not complaint.complainant_id:
        return
    await notify(
        tx,
        complaint.complainant_id,
        kind,
        key=f"complaint:{complaint_id}:{kind}",
        path=heard.complaint_path(tx.keys, complaint.reference),
        reference=complaint.reference,
    )
