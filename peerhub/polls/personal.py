"""What polls hold about one person: their answers, found by making the hashes anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.polls import store
from peerhub.polls.access import answerer_for


class PersonalPolls:
    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        found = await store.list_answered(db, await _answerers(db, keys, person_id))
        return {
            "polls": [
                {"about": about, "question": question, "chosen": words}
                for about, question, words in found
            ]
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await store.delete_answers(tx.db, await _answerers(tx.db, tx.keys, person_id))


async def _answerers(db: AsyncConnection, keys: Keys, person_id: str) -> list[str]:
    return [answerer_for(keys, poll_id, person_id) for poll_id in await store.list_ids(db)]
