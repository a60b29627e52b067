"""What is still to be done for somebody: check in with them, say a word to the thread, ring a service.

A task stands inside the wall. Outside stands only on which day leads are reminded that there is one.
Tasks go on after a concern is closed: that is when most people are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from peerhub.core.errors import Refused
from peerhub.core.events import ConcernDue
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding.access import (
    Holder,
    OpenConcern,
    check_open,
    concern_opened,
    concern_outside,
)
from peerhub.moderation.safeguarding.models import EntryKind
from peerhub.moderation.safeguarding.sealed import Line
from peerhub.moderation.safeguarding.service.write import write
from peerhub.moderation.safeguarding.store import rota


@dataclass(frozen=True, slots=True)
class Task:
    """One that is open. `number` is that of the line which says it; `on` None where any day will do."""

    number: int
    words: str
    on: date | None


def open_tasks(opened: OpenConcern) -> list[Task]:
    """In the order in which they were written down."""
    signed = [entry for entry in opened.entries if entry.signed]
    done = {e.said.get("number", "") for e in signed if e.kind is EntryKind.TASK_DONE}
    return [
        Task(
            e.number,
            e.said["task"],
            date.fromisoformat(e.said["on"]) if e.said["on"] else None,
        )
        for e in signed
        if e.kind is EntryKind.TASK and str(e.number) not in done
    ]


async def add_task(
    tx: Transaction, holder: Holder, concern_id: str, words: str, *, on: datetime | None
) -> None:
    """Leads are reminded on the morning of that day. It is no action: the clock goes on."""
    concern = await concern_outside(tx.db, holder, concern_id)
    said = {"task": words, "on": on.date().isoformat() if on else ""}
    entry = await write(tx, concern, Line(EntryKind.TASK, said, check_open(holder)))
    if on is not None:
        await rota.insert_reminder(tx.db, concern_id, entry.number, on)
        tx.record(ConcernDue(concern_id), due_at=on)


async def finish_task(
    tx: Transaction, holder: Holder, concern_id: str, number: int, came_of_it: str
) -> None:
    """Refused where another lead was faster."""
    opened = await concern_opened(tx.db, holder, concern_id)
    if number not in {task.number for task in open_tasks(opened)}:
        raise Refused(_("This has been done already. Look at the concern again."), field="task")
    said = {"number": str(number), "came_of_it": came_of_it}
    await write(tx, opened.concern, Line(EntryKind.TASK_DONE, said, check_open(holder)))
    await rota.delete_reminder(tx.db, concern_id, number)
