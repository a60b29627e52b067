"""Rows of the circle: keys, signatures, who has theirs open now."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.safeguarding.circle import Circle, circle_of
from peerhub.moderation.safeguarding.models import Approval, LeadKey, Part
from peerhub.moderation.safeguarding.tables import (
    concern_keys,
    lead_approvals,
    lead_keys,
    lead_passkeys,
    lead_unlockings,
)


async def load_circle(db: AsyncConnection) -> Circle:
    """All keys and signatures, checked."""
    keys = [
        LeadKey(**{**row, "part": Part(row["part"])})
        for row in (await db.execute(select(lead_keys))).mappings()
    ]
    found = (await db.execute(select(lead_approvals))).mappings()
    return circle_of(keys, [Approval(**row) for row in found])


async def insert_key(db: AsyncConnection, key: LeadKey) -> None:
    await db.execute(insert(lead_keys).values(**asdict(key)))


async def set_founder(db: AsyncConnection, key_id: str) -> None:
    await db.execute(update(lead_keys).where(lead_keys.c.key_id == key_id).values(founder=True))


async def set_founders_signed(db: AsyncConnection, key_id: str, signature: bytes) -> None:
    await db.execute(
        update(lead_keys).where(lead_keys.c.key_id == key_id).values(founders=signature)
    )


async def end_key(db: AsyncConnection, key_id: str, now: datetime) -> None:
    """It opens nothing any more: what was sealed to it is deleted with it."""
    await db.execute(update(lead_keys).where(lead_keys.c.key_id == key_id).values(ended_at=now))
    await db.execute(delete(concern_keys).where(concern_keys.c.key_id == key_id))
    await db.execute(delete(lead_unlockings).where(lead_unlockings.c.key_id == key_id))
    await db.execute(delete(lead_passkeys).where(lead_passkeys.c.key_id == key_id))


async def insert_approval(db: AsyncConnection, approval: Approval) -> None:
    where = (
        lead_approvals.c.key_id == approval.key_id,
        lead_approvals.c.by_key_id == approval.by_key_id,
    )
    await db.execute(delete(lead_approvals).where(*where))  # a false one may stand there
    await db.execute(insert(lead_approvals).values(**asdict(approval)))


async def insert_unlocking(
    db: AsyncConnection,
    *,
    unlocking_id: str,
    key_id: str,
    session_id: str,
    wrap: bytes,
    now: datetime,
) -> None:
    await db.execute(
        insert(lead_unlockings).values(
            unlocking_id=unlocking_id, key_id=key_id, session_id=session_id, wrap=wrap, used_at=now
        )
    )


async def find_wrap(
    db: AsyncConnection, unlocking_id: str, session_id: str, *, since: datetime
) -> tuple[str, bytes, datetime] | None:
    """(key_id, the key of that browser's cookie, last use) where it was used since then."""
    query = select(lead_unlockings).where(
        lead_unlockings.c.unlocking_id == unlocking_id,
        lead_unlockings.c.session_id == session_id,
        lead_unlockings.c.used_at > since,
    )
    row = (await db.execute(query)).first()
    return (row.key_id, row.wrap, row.used_at) if row else None


async def set_unlocking_used(db: AsyncConnection, unlocking_id: str, now: datetime) -> None:
    await db.execute(
        update(lead_unlockings)
        .where(lead_unlockings.c.unlocking_id == unlocking_id)
        .values(used_at=now)
    )


async def delete_unlocking(db: AsyncConnection, unlocking_id: str) -> None:
    await db.execute(delete(lead_unlockings).where(lead_unlockings.c.unlocking_id == unlocking_id))


async def delete_unlockings_of(db: AsyncConnection, key_id: str, session_id: str) -> None:
    """Of one browser, or of all of a holder's where `session_id` is ""."""
    gone = delete(lead_unlockings).where(lead_unlockings.c.key_id == key_id)
    if session_id:
        gone = gone.where(lead_unlockings.c.session_id == session_id)
    await db.execute(gone)


async def delete_unlockings_before(db: AsyncConnection, then: datetime) -> None:
    await db.execute(delete(lead_unlockings).where(lead_unlockings.c.used_at <= then))
