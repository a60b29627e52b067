"""What drafts hold about one person: what they began to write."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.drafts import store


class PersonalDrafts:
    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        found = await store.list_drafts(db, person_id)
        return {
            "drafts": [
                {"place": place, "body": body, "at": to_iso(at)} for place, body, at in found
            ]
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await store.delete_drafts_of(tx.db, person_id)
