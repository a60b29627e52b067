"""What the records hold about one person: what they wrote for the hub.

Erasing keeps it: the law asks for the records (Online Safety Act 2023, section 23), under an id
that then names nobody. A name that somebody wrote into a record as an answer stays there as well.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import versions_for_anyone
from peerhub.compliance.access import records_by_owner
from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction


class PersonalCompliance:
    """Which pages and documents they put their name to."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        return {
            "records": [
                {"page": f"{r.topic}:{r.key}", "version": r.version, "at": to_iso(r.made_at)}
                for r in await records_by_owner(db, person_id)
            ],
            "documents": [
                {"document": v.kind, "version": v.number, "at": to_iso(v.published_at)}
                for v in await versions_for_anyone(db)
                if v.published_by == person_id
            ],
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        return None
