"""What moderation holds about one person: what they reported, what was decided about their words.

Erasing keeps reports and decisions, by an id that then names nobody: a case must stay answerable.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.moderation.mine import measures_of_person
from peerhub.moderation.service.organisations import declared_by
from peerhub.moderation.store import complaints, decided, reports, screening, stakes, standings
from peerhub.moderation.store import keys as keys_of


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
            "single_keys": await keys_of.has_keys(db, person_id),
            "organisations": await declared_by(db, keys, person_id),
            "measures": [
                {
                    "kind": measure.kind,
                    "scope": measure.scope,
                    "rule": decision.rule,
                    "reason": decision.reason,
                    "from": to_iso(measure.from_at),
                    "until": to_iso(measure.until_at) if measure.until_at else None,
                    "ended": to_iso(measure.ended_at) if measure.ended_at else None,
                }
                for measure, decision in await measures_of_person(db, person_id)
            ],
            "complaints": [
                {"reference": c.reference, "kind": c.kind, "at": to_iso(c.at), "answer": c.answer}
                for c in await complaints.list_complaints_by(db, person_id)
            ],
            "decisions": [
                {"outcome": d.outcome, "rule": d.rule, "reason": d.reason, "at": to_iso(d.at)}
                for d in await decided.list_decisions_about(db, person_id)
            ],
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await standings.delete_standing(tx.db, person_id)
        await screening.delete_repeats(tx.db, person_id)
        await reports.forget_declarations(tx.db, person_id)
        await keys_of.set_keys(tx.db, person_id, on=False)
        await stakes.set_names(tx.db, person_id, {}, tx.now)
