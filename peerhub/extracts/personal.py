"""What extracts hold about one person: what they proposed, and what they answered others."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.extracts import store


class PersonalExtracts:
    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        found = await store.list_of(db, person_id)
        return {"extracts": [{"title": title, "state": state} for title, state in found]}

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await store.delete_of(tx.db, person_id)
