"""Nothing waits for ever: what is undecided past its time goes to the next level, seen or not."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.events import CaseDue
from peerhub.core.transaction import Transaction
from peerhub.moderation import access, audit
from peerhub.moderation.models import DECIDE_WITHIN, Case, CaseState, Level
from peerhub.moderation.store import cases


async def settle(tx: Transaction, case: Case) -> Case:
    """The case on a level on which somebody may decide it: at once where nobody nearer may."""
    level = await access.level_with_somebody(tx.db, case)
    return await _raise(tx, case, level) if level > case.level else case


async def climb(tx: Transaction, case_id: str) -> Case | None:
    """One level up where its time has passed, and a new time; None where it is decided or not due.

    On the last level it stays: those who may decide it are told anew each time it is due.
    """
    case = await cases.find_case(tx.db, case_id)
    if case is None or case.state is not CaseState.OPEN or not case.due_at:
        return None
    if tx.now < case.due_at:
        return None
    due_at = tx.now + DECIDE_WITHIN[case.urgency]
    await cases.set_open_case(tx.db, case_id, due_at=due_at)
    tx.record(CaseDue(case_id), due_at=due_at)
    case = replace(case, due_at=due_at)
    if case.level is Level.REVIEWER:
        return case
    case = replace(case, level=Level(case.level + 1))
    return await _raise(tx, case, await access.level_with_somebody(tx.db, case))


async def _raise(tx: Transaction, case: Case, level: Level) -> Case:
    if await cases.set_open_case(tx.db, case.case_id, level=level):
        await audit.append(
            tx,
            actor_id="",
            action="case.climbed",
            subject=str(case.item),
            detail=f"case:{case.case_id} level:{level.name.lower()}",
        )
    return replace(case, level=level)
