"""Ask for another look at a decision: somebody else decides, and it waits no longer than anything."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.events import CaseDue, ItemReported
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, appeals, rules, taken
from peerhub.moderation.models import (
    APPEAL,
    APPEAL_DECIDED_WITHIN,
    Case,
    CaseKind,
    CaseState,
    Urgency,
)
from peerhub.moderation.service.climb import settle
from peerhub.moderation.service.report import seal_report
from peerhub.moderation.store import cases, reports, stakes


async def appeal(
    tx: Transaction, decision_id: str, secret: str, *, words: str, client_id: str
) -> str:
    """Open it; its reference. A retry gets the same one; Refused where there is one already.

    Whoever ever decided against the item or its author is kept out of it, like everybody who has
    part in it.
    """
    decision, case = await appeals.decision_for_author(tx.db, tx.keys, decision_id, secret)
    key, digest = receipt_key(tx, decision_id, client_id), hash_body("appeal", words)
    before = await first_answer(tx, key, digest)
    if before:
        return str(before["reference"])
    measured = any(one.kind.is_told for one in await taken.measures_by(tx.db, decision))
    rules.check_appeal(decision, tx.now, measured=measured)
    if await appeals.appeal_about(tx.db, decision):
        raise Refused(_("You have asked for another look already. The answer comes on this page."))
    opened = _opened(tx, case, decision_id)
    await cases.insert_case(tx.db, opened)
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    sealed = seal_report(tx, opened, case.author_id, card, reason=APPEAL, note=words)
    await reports.insert_report(tx.db, sealed)
    deciders = {f"person:{one}" for one in await cases.list_deciders(tx.db, case.item)}
    await stakes.insert_barred(tx.db, opened.case_id, deciders)
    await settle(tx, opened)
    await insert_receipts(tx, [(key, digest, {"reference": sealed.reference})])
    tx.record(ItemReported(opened.case_id, sealed.report_id))
    tx.record(CaseDue(opened.case_id), due_at=opened.due_at)
    return sealed.reference


def _opened(tx: Transaction, case: Case, decision_id: str) -> Case:
    return Case(
        new_id(),
        CaseKind.APPEAL,
        case.item,
        case.author_id,
        case.place,
        case.sector,
        CaseState.OPEN,
        tx.now,
        urgency=Urgency.SOON,
        from_level=case.from_level,
        level=case.level,
        due_at=tx.now + APPEAL_DECIDED_WITHIN,
        decision_id=decision_id,
    )
