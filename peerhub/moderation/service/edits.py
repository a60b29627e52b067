"""Somebody changed what waits: where a moderator asked for it, it waits for a moderator again."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.events import ItemHeld
from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.moderation.models import CaseKind, CaseState, DecisionOutcome
from peerhub.moderation.service.undo import reopen
from peerhub.moderation.store import cases


async def show_again(tx: Transaction, item: ItemRef) -> None:
    """For the feature whose held item was edited; nothing happens where it waits already."""
    for case in await cases.list_cases_about(tx.db, item):
        last = await cases.find_decision(tx.db, case.case_id)
        asked = last is not None and last.outcome == DecisionOutcome.EDIT
        if case.kind is CaseKind.HOLD and case.state is CaseState.DECIDED and asked:
            await reopen(tx, case)
            tx.record(ItemHeld(case.case_id))


async def is_asked(db: AsyncConnection, item: ItemRef) -> bool:
    """Whether a moderator has asked its author to change it: then they may, however old it is."""
    for case in await cases.list_cases_about(db, item):
        last = await cases.find_decision(db, case.case_id)
        if last is not None and last.outcome == DecisionOutcome.EDIT:
            return True
    return False
