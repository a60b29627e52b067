"""What notifications holds about one person: what they were told here."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.notifications import store
from peerhub.notifications.rules import notice_fields

MOST = 10_000  # more than anybody is told in years; keeps one export from filling the memory


class PersonalNotices:
    """Their notices, as they read them."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        found = await store.list_notices(db, person_id, limit=MOST)
        return {"notices": [notice_fields(notice) for notice in found]}

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await store.delete_notices(tx.db, person_id)
