"""What the forum holds about how one person reads: read marks, watched and muted threads, choices."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.forum.store import standings


class PersonalForum:
    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        reads, watched = await standings.list_all_of(db, person_id)
        way, own = await standings.find_choices(db, person_id)
        return {
            "threads_read": [
                {"title": title, "up_to": number, "at": to_iso(at)} for title, number, at in reads
            ],
            "threads_watched": [{"title": title, "state": state} for title, state in watched],
            "forum_choices": {"reading": way.value, "watch_own": own},
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await standings.delete_all_of(tx.db, person_id)
