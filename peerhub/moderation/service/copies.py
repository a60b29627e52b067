"""The same picture wherever else it stands: what is removed as an intimate picture goes everywhere.

Online Safety Act 2023, section 10(3A): the report's picture and its copies, within 48 hours.
"""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.events import CaseDecided
from peerhub.core.items import ItemRef, KnowsCopies, Outcome
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import audit
from peerhub.moderation.models import (
    FILE,
    Case,
    CaseKind,
    CaseState,
    Decision,
    DecisionOutcome,
    ReportReason,
)
from peerhub.moderation.store import cases, reports


async def take_down_copies(tx: Transaction, case: Case, decision: Decision) -> None:
    """Each copy is a case of its own, decided likewise: its author is told why, and may appeal."""
    port = tx.contents.get(FILE)
    if decision.outcome != DecisionOutcome.REMOVE or not isinstance(port, KnowsCopies):
        return
    if not await is_of_a_picture(tx, case):
        return
    await port.bar(tx, case.item)
    for upload_id in await port.copies_of(tx.db, case.item):
        await _take_down(tx, case, decision, ItemRef(FILE, upload_id))


async def allow_again(tx: Transaction, case: Case) -> None:
    """The removal was wrong: the picture may be shared again. Its copies are undone one by one."""
    port = tx.contents.get(FILE)
    if isinstance(port, KnowsCopies) and await is_of_a_picture(tx, case):
        await port.unbar(tx, case.item)


async def is_of_a_picture(tx: Transaction, case: Case) -> bool:
    """Whether anybody reported it as an intimate picture."""
    tally = (await reports.list_tallies(tx.db, [case.case_id], since=tx.now)).get(case.case_id)
    return tally is not None and ReportReason.INTIMATE_IMAGE in tally.reasons


async def _take_down(tx: Transaction, case: Case, decision: Decision, copy: ItemRef) -> None:
    """Nothing where it is gone, or somebody decided about it in this moment."""
    card = await tx.contents[FILE].card_for_moderator(tx.db, copy.id)
    if card is None:
        return
    own = await cases.find_open_case(tx.db, CaseKind.REPORT, copy)
    if own is None:
        own = Case(
            new_id(),
            CaseKind.REPORT,
            copy,
            card.author_id,
            card.place,
            card.sector,
            CaseState.OPEN,
            tx.now,
            urgency=case.urgency,
            from_level=case.level,
            level=case.level,
        )
        await cases.insert_case(tx.db, own)
    if not await cases.set_case_decided(tx.db, own.case_id, tx.now):
        return
    why = _(
        "The same picture was removed elsewhere here: somebody in it did not agree to its being shown."
    )
    same = replace(decision, decision_id=new_id(), case_id=own.case_id, reason=why, at=tx.now)
    await cases.insert_decision(tx.db, same)
    await audit.append(
        tx,
        actor_id=decision.moderator_id,
        action="case.remove",
        subject=str(copy),
        detail=f"case:{own.case_id} decision:{same.decision_id}",
    )
    await tx.contents[FILE].apply(tx, copy.id, Outcome.REMOVE, why)
    tx.record(CaseDecided(own.case_id, same.decision_id))
