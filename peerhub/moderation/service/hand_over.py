"""What somebody said of danger in a report goes behind safeguarding's wall, and stays there alone."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.moderation.sealed import note_place, open_note
from peerhub.moderation.store import cases, reports


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Who said what, about which item. `reporter_id` is "" for who has no account."""

    reporter_id: str
    note: str
    item: ItemRef


async def hand_over(tx: Transaction, report_id: str) -> HandedOver | None:
    """The report's note, which moderators cannot read from now on; None where there is no such report."""
    found = await reports.find_report_by_id(tx.db, report_id)
    case = await cases.find_case(tx.db, found.case_id) if found else None
    if found is None or case is None:
        return None
    note = open_note(tx.keys, found)
    await reports.set_note(tx.db, report_id, tx.keys.seal("", about=note_place(report_id)))
    return HandedOver(found.reporter_id, note, case.item)
