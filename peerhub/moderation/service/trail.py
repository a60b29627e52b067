"""What is written into the audit trail beside decisions, and whether it is whole."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.moderation import audit
from peerhub.moderation.models import TrailFault


async def note(
    tx: Transaction, *, actor_id: str, action: str, subject: str, detail: str = ""
) -> None:
    """An entry of the audit trail for power used in a place: ids and words of ours, never people's."""
    await audit.append(tx, actor_id=actor_id, action=action, subject=subject, detail=detail)


async def verify_audit(db: AsyncConnection, keys: Keys) -> tuple[int, TrailFault | None]:
    """How many entries of the audit trail stand, and where it is broken, if it is."""
    return await audit.verify(db, keys)
