"""What the directory holds about one person: whose pages they edit."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.directory import store


class PersonalDirectory:
    """The pages stay: they are the organisations' own. That somebody edited them goes."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        found = await store.list_edited_by(db, person_id)
        return {"edits": [{"organisation": one.name, "slug": one.slug} for one in found]}

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await store.delete_editors_of_person(tx.db, person_id)
