"""Set how this hub moderates."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.transaction import Transaction
from peerhub.moderation import audit
from peerhub.moderation.store import choices
from peerhub.people.models import Person


async def outside_contact(db: AsyncConnection) -> str:
    """Whom outside the hub a reporter can ask; for anyone."""
    return await choices.find_outside(db)


async def choose_outside(tx: Transaction, by: Person, words: str) -> None:
    """Said anew, with an entry in the audit trail; the words themselves stand on the page."""
    await choices.set_outside(tx.db, words)
    await audit.append(
        tx, actor_id=by.person_id, action="moderation.outside", subject="hub:moderation"
    )
