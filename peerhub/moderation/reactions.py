"""Duties of moderation: tell those concerned, and write the audit trail.

A duty's mark commits with what it did, so the trail gets one entry an event. Who reported is told
to nobody here.
"""

from __future__ import annotations

import structlog

from peerhub.community.access import community_for_anyone
from peerhub.core.clock import to_iso
from peerhub.core.events import (
    AuditHeadDue,
    AuditHeadTold,
    CaseAssigned,
    CaseDecided,
    CaseDue,
    ItemHeld,
    ItemReported,
    PersonApproved,
    PersonSuspended,
    RoleGiven,
    RoleTaken,
    TokenMade,
)
from peerhub.core.items import ItemCard
from peerhub.core.looked_after import LookedAfter
from peerhub.core.mailer import Mail
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, audit, taken
from peerhub.moderation.appeals import appeal_path, reports_about
from peerhub.moderation.models import ACTED, APPEAL, Case, CaseState, Decision, DecisionOutcome
from peerhub.moderation.rules import AGAINST
from peerhub.moderation.service.climb import climb, settle
from peerhub.moderation.service.copies import take_down_copies
from peerhub.moderation.service.trail import tell_head
from peerhub.moderation.steps import gone_words
from peerhub.moderation.told import OF_A_PAGE, READABLE, notice_kind
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import address_for_mail
from peerhub.people.letters import letter

log = structlog.get_logger("moderation")


async def on_item_held(tx: Transaction, event: ItemHeld) -> None:
    """Where nobody near may decide it, it goes up at once."""
    case = await access.case_to_tell(tx.db, event.case_id)
    if case is not None and case.state is CaseState.OPEN:
        await _tell_moderators(tx, await settle(tx, case))


async def on_item_reported(tx: Transaction, event: ItemReported) -> None:
    """The reporter hears that it arrived, the moderators that it waits."""
    for report in await access.reports_to_answer(tx.db, event.case_id):
        if report.report_id == event.report_id and report.reporter_id:
            appeals = report.reason == APPEAL
            kind = NoticeKind.APPEAL_RECEIVED if appeals else NoticeKind.REPORT_RECEIVED
            await notify(
                tx,
                report.reporter_id,
                kind,
                key=f"report:{report.report_id}",
                path=f"/report/{report.reference}",
                reference=report.reference,
            )
    case = await access.case_to_tell(tx.db, event.case_id)
    if case is not None and case.state is CaseState.OPEN:
        await _tell_moderators(tx, case)


async def on_case_due(tx: Transaction, event: CaseDue) -> None:
    """Undecided in its time: those on the next level hear of it, on the last one once more."""
    case = await climb(tx, event.case_id)
    if case is not None and case.due_at is not None:
        await _tell_moderators(tx, case, again=f":{to_iso(case.due_at)}")


async def on_case_assigned(tx: Transaction, event: CaseAssigned) -> None:
    case = await access.case_to_tell(tx.db, event.case_id)
    if case is None or case.state is CaseState.DECIDED or case.claimed_by != event.person_id:
        return
    if not event.person_id:  # passed on to the reviewers: also those who heard of it before
        await _tell_moderators(tx, case, again=":passed_on")
        return
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    await notify(
        tx,
        event.person_id,
        NoticeKind.CASE_ASSIGNED,
        key=f"assigned:{case.case_id}:{event.person_id}",
        path=f"/moderation/cases/{case.case_id}",
        place=_place(case, card),
    )


async def _tell_moderators(tx: Transaction, case: Case, *, again: str = "") -> None:
    """Everyone who may decide it; where nobody may, administrators hear that somebody must be found."""
    case_id = case.case_id
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    place = _place(case, card)
    eligible = await access.moderators_of(tx.db, case)
    for person in eligible:
        await notify(
            tx,
            person.person_id,
            NoticeKind.CASE_WAITS,
            key=f"case:{case_id}{again}",
            path=f"/moderation/cases/{case_id}",
            case=case.kind,
            place=place,
        )
    if eligible:
        return
    for person in await access.administrators_to_tell(tx.db, case):
        await notify(
            tx,
            person.person_id,
            NoticeKind.CASE_UNATTENDED,
            key=f"unattended:{case_id}{again}",
            path="/admin/people",
            place=place,
        )


def _place(case: Case, card: ItemCard | None) -> str:
    return card.place_title if card else gone_words(case)


async def on_case_decided(tx: Transaction, event: CaseDecided) -> None:
    """The author hears what and why, each reporter what came of it."""
    case = await access.case_to_tell(tx.db, event.case_id)
    decision = await access.decision_to_tell(tx.db, event.decision_id)
    if case is None or decision is None:
        return
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    await _tell_author(tx, case, decision, card)
    outcome = decision.outcome
    if outcome == DecisionOutcome.LEAVE and (card is None or card.state == "withdrawn"):
        outcome = "withdrawn"
    if outcome in (DecisionOutcome.LEAVE, DecisionOutcome.RELEASE) and await _acted(tx, decision):
        outcome = ACTED
    if outcome == DecisionOutcome.UPHOLD:
        return  # nothing has changed for those who reported it
    for report in await reports_about(tx.db, case):
        if not report.reporter_id:
            continue  # without an account: they look at their address
        await notify(
            tx,
            report.reporter_id,
            NoticeKind.REPORT_DECIDED,
            key=f"decided:{report.report_id}:{decision.decision_id}",
            path=f"/report/{report.reference}",
            reference=report.reference,
            outcome=outcome,
        )


async def remove_copies(tx: Transaction, event: CaseDecided) -> None:
    """An intimate picture goes wherever it stands, in a transaction after the decision about one."""
    case = await access.case_to_tell(tx.db, event.case_id)
    decision = await access.decision_to_tell(tx.db, event.decision_id)
    if case is not None and decision is not None:
        await take_down_copies(tx, case, decision)


async def _acted(tx: Transaction, decision: Decision) -> bool:
    """Whether something was done about the author, which they were told."""
    return any(one.kind.is_told for one in await taken.measures_by(tx.db, decision))


async def _tell_author(
    tx: Transaction, case: Case, decision: Decision, card: ItemCard | None
) -> None:
    outcome = DecisionOutcome(decision.outcome)
    about = await taken.decision_appealed(tx.db, case)
    kind = notice_kind(case, outcome, about)
    if kind is None:
        return
    if not case.author_id:
        await _tell_keepers(tx, case, decision, card, kind)
        return
    readable = kind in READABLE and card is not None
    if outcome in AGAINST:
        path = appeal_path(tx.keys, decision.decision_id)
    else:
        path = card.path if readable and card else "/help#decisions"
    await notify(
        tx,
        case.author_id,
        kind,
        key=f"decision:{decision.decision_id}",
        path=path,
        place=_place(case, card),
        **({} if kind is NoticeKind.RELEASED else {"reason": decision.reason}),
    )


async def _tell_keepers(
    tx: Transaction, case: Case, decision: Decision, card: ItemCard | None, kind: NoticeKind
) -> None:
    """Of what has no author, whoever looks after it: they may ask for another look as an author may."""
    port = tx.contents.get(case.item.kind)
    if kind not in OF_A_PAGE or card is None or not isinstance(port, LookedAfter):
        return
    against = kind is NoticeKind.REMOVED
    path = appeal_path(tx.keys, decision.decision_id) if against else card.path
    for person_id in await port.people_to_tell(tx.db, case.item.id):
        await notify(
            tx,
            person_id,
            OF_A_PAGE[kind],
            key=f"decision:{decision.decision_id}",
            path=path,
            title=card.title,
            reason=decision.reason,
        )


async def on_audit_head_due(tx: Transaction, _event: AuditHeadDue) -> None:
    """Kept in the log as well, which often goes to another machine."""
    log.info("audit head", kept=await tell_head(tx))


async def mail_audit_head(tx: Transaction, event: AuditHeadTold) -> Mail | None:
    """The end of the trail, in a letter that its keeper need not understand to keep."""
    to = await address_for_mail(tx.db, event.person_id)
    if not to:
        return None
    hub = (await community_for_anyone(tx.db)).name
    lines = [
        _("Every use of power in this hub stands in its audit trail. This is where it ends today:"),
        event.kept,
        _("Keep this letter; there is nothing else to do. If anybody ever doubts the trail, whoever"
          " runs the server checks it against this line, and it shows whether what was written"
          " until today was changed or taken out:"),
        f"peerhub audit verify --kept {event.kept}",
    ]  # fmt: skip
    return letter(to, _("the audit trail, to keep"), *lines, hub=hub, address=tx.config.address)


async def log_role_given(tx: Transaction, event: RoleGiven) -> None:
    await audit.append(
        tx,
        actor_id=event.by_id,
        action="role.given",
        subject=f"person:{event.person_id}",
        detail=f"{event.role}@{event.scope}",
    )


async def log_role_taken(tx: Transaction, event: RoleTaken) -> None:
    await audit.append(
        tx,
        actor_id=event.by_id,
        action="role.taken",
        subject=f"person:{event.person_id}",
        detail=f"{event.role}@{event.scope}",
    )


async def log_token_made(tx: Transaction, event: TokenMade) -> None:
    await audit.append(
        tx,
        actor_id=event.by_id,
        action="token.made",
        subject=f"person:{event.person_id}",
        detail=f"token:{event.token_id} {event.scopes}",
    )


async def log_person_suspended(tx: Transaction, event: PersonSuspended) -> None:
    subject = f"person:{event.person_id}"
    await audit.append(tx, actor_id=event.by_id, action="person.suspended", subject=subject)


async def log_person_approved(tx: Transaction, event: PersonApproved) -> None:
    subject = f"person:{event.person_id}"
    await audit.append(tx, actor_id=event.by_id, action="person.approved", subject=subject)
