"""Rows of passkeys by which leads open their keys."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.safeguarding.models import Passkey
from peerhub.moderation.safeguarding.tables import lead_passkeys


async def list_passkeys(db: AsyncConnection, key_id: str) -> list[Passkey]:
    """Of one key, the oldest first."""
    query = (
        select(lead_passkeys)
        .where(lead_passkeys.c.key_id == key_id)
        .order_by(lead_passkeys.c.made_at, lead_passkeys.c.passkey_id)
    )
    return [Passkey(**row) for row in (await db.execute(query)).mappings()]


async def insert_passkey(db: AsyncConnection, passkey: Passkey) -> None:
    await db.execute(insert(lead_passkeys).values(**asdict(passkey)))


async def delete_passkey(db: AsyncConnection, key_id: str, passkey_id: str) -> bool:
    """Whether there was one of this key."""
    gone = await db.execute(
        delete(lead_passkeys).where(
            lead_passkeys.c.key_id == key_id, lead_passkeys.c.passkey_id == passkey_id
        )
    )
    return gone.rowcount > 0
