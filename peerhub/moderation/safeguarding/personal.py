"""What safeguarding holds about one person: their key and hours. Of concerns nobody but leads can tell."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding import correspondence
from peerhub.moderation.safeguarding.service.join_circle import end_keys_of
from peerhub.moderation.safeguarding.store import keys, letters, rota


class PersonalSafeguarding:
    """Concerns are kept by law and by id; what names somebody in them is sealed to the leads."""

    async def export_person(
        self, db: AsyncConnection, hub_keys: Keys, person_id: str
    ) -> dict[str, Any]:
        circle = await keys.load_circle(db)
        own = [k for k in circle.keys.values() if k.person_id == person_id]
        shift = (await rota.list_shifts(db)).get(person_id)
        return {
            "keys": [{"part": k.part, "made_at": to_iso(k.made_at)} for k in own],
            "on_duty": shift.manner if shift else None,
            "letters": [
                f"/letters/{box_id}"
                for box_id in await letters.list_boxes_of(
                    db, correspondence.letter_mark(hub_keys, person_id)
                )
            ],
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        """They read nothing later."""
        await end_keys_of(tx, person_id)
        await rota.delete_shift(tx.db, person_id)
        await letters.delete_of(tx.db, correspondence.letter_mark(tx.keys, person_id))
