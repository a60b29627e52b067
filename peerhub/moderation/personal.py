"""What moderation holds about one person: what they reported, what was decided about their words.

Erasing keeps reports and decisions, by an id that then names nobody: a case must stay answerable.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.moderation.service.organisations import declared_by
from peerhub.moderation.store import cases, reports, stakes, standings


class PersonalModeration:
    """Reports without their sealed notes; never who reported this person."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        return {
            "reports": [
                {"reference": r.reference, "reason": r.reason, "at": to_iso(r.at)}
                for r in await reports.list_reports_by(db, person_id)
            ],
            "organisations": await declared_by(db, keys, person_id),
            "decisions": [
                {"outcome": d.outcome, "reason": d.reason, "at": to_iso(d.at)}
                for d in await cases.list_decisions_about(db, person_id)
            ],
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await standings.delete_standing(tx.db, person_id)
        await stakes.set_names(tx.db, person_id, {}, tx.now)
