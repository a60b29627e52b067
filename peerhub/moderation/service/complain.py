"""Complain, acknowledge, answer; and climb where nobody did in time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from peerhub.core.errors import Refused
from peerhub.core.events import (
    ComplaintAcknowledged,
    ComplaintAnswered,
    ComplaintDue,
    ComplaintMade,
)
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import audit, heard
from peerhub.moderation import complaints as rules
from peerhub.moderation.complaints import Answer, Complaint, ComplaintKind, Step
from peerhub.moderation.store import complaints, decided
from peerhub.people.models import Person


async def complain(
    tx: Transaction,
    person: Person | None,
    *,
    kind: ComplaintKind,
    words: str,
    barred: Collection[str],
    client_id: str,
) -> str:
    """Make one; its reference. A retry gets the same one."""
    complainant_id = person.person_id if person else ""
    key = receipt_key(tx, complainant_id, client_id)
    digest = hash_body("complaint", kind, words, *sorted(barred))
    before = await first_answer(tx, key, digest)
    if before:
        return str(before["reference"])
    barred = {*barred, *await _deciders(tx, complainant_id, kind)}
    complaint_id, sign = new_id(), new_id()
    made = Complaint(
        complaint_id,
        kind,
        complainant_id,
        f"{sign[:4]}-{sign[4:8]}",
        tuple(sorted(barred)),
        Step.NEAR,
        tx.now,
        tx.now + rules.ACKNOWLEDGED_WITHIN,
    )
    made = replace(made, step=await heard.step_with_somebody(tx.db, made))
    sealed = tx.keys.seal(words, about=heard.words_place(complaint_id))
    await complaints.insert_complaint(tx.db, made, sealed)
    await insert_receipts(tx, [(key, digest, {"reference": made.reference})])
    tx.record(ComplaintMade(complaint_id))
    tx.record(ComplaintDue(complaint_id), due_at=made.due_at)
    return made.reference


async def _deciders(tx: Transaction, complainant_id: str, kind: ComplaintKind) -> set[str]:
    """Who decided about the complainant before: what was decided is not theirs to answer for."""
    if not complainant_id or kind not in (ComplaintKind.TAKEN_DOWN, ComplaintKind.SANCTION):
        return set()
    found = await decided.list_decisions_about(tx.db, complainant_id)
    return {f"person:{one.moderator_id}" for one in found}


async def acknowledge(tx: Transaction, person: Person, complaint_id: str) -> None:
    """Somebody has read it and says so; once is enough."""
    found = await heard.complaint_for_handler(tx.db, tx.keys, person, complaint_id)
    if found.complaint.acknowledged_at or found.complaint.answered_at:
        return
    await _acknowledge(tx, person, found.complaint)
    tx.record(ComplaintAcknowledged(complaint_id))


async def _acknowledge(tx: Transaction, person: Person, complaint: Complaint) -> None:
    seen = replace(complaint, acknowledged_at=tx.now)
    due_at = rules.next_due(seen, tx.now)
    await complaints.set_waiting(
        tx.db,
        complaint.complaint_id,
        acknowledged_at=tx.now,
        acknowledged_by=person.person_id,
        due_at=due_at,
    )
    tx.record(ComplaintDue(complaint.complaint_id), due_at=due_at)
    await _log(tx, person, complaint, "complaint.acknowledged")


async def answer(
    tx: Transaction, person: Person, complaint_id: str, *, outcome: Answer, words: str
) -> None:
    """Answer it for good; Refused where somebody else was faster."""
    found = await heard.complaint_for_handler(tx.db, tx.keys, person, complaint_id)
    rules.check_answer(found.complaint, words)
    if found.complaint.acknowledged_at is None:
        await _acknowledge(tx, person, found.complaint)
    done = await complaints.set_waiting(
        tx.db,
        complaint_id,
        answered_at=tx.now,
        answered_by=person.person_id,
        answer=outcome,
        answer_words=tx.keys.seal(words, about=heard.answer_place(complaint_id)),
    )
    if not done:
        raise Refused(_("Somebody else was faster: it has an answer already."), code="gone")
    await _log(tx, person, found.complaint, "complaint.answered")
    tx.record(ComplaintAnswered(complaint_id))


async def climb(tx: Transaction, complaint_id: str) -> Complaint | None:
    """One step up where its time has passed, and a new time; None where it is answered or not due."""
    found = await complaints.find_complaint(tx.db, complaint_id)
    if found is None or found.answered_at is not None or tx.now < found.due_at:
        return None
    now = replace(found, step=Step.ABOVE, due_at=rules.next_due(found, tx.now))
    await complaints.set_waiting(tx.db, complaint_id, step=now.step, due_at=now.due_at)
    tx.record(ComplaintDue(complaint_id), due_at=now.due_at)
    if found.step is not Step.ABOVE:
        await audit.append(
            tx, actor_id="", action="complaint.climbed", subject=f"complaint:{complaint_id}"
        )
    return now


async def _log(tx: Transaction, person: Person, complaint: Complaint, action: str) -> None:
    subject = f"complaint:{complaint.complaint_id}"
    await audit.append(tx, actor_id=person.person_id, action=action, subject=subject)
