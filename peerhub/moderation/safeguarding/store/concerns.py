"""Rows of concerns: what stands outside, who can open them, and their chronologies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.safeguarding.models import (
    Concern,
    ConcernState,
    Letter,
    Rung,
    SealedEntry,
    Urgency,
)
from peerhub.moderation.safeguarding.tables import (
    concern_entries,
    concern_keys,
    concern_letters,
    concerns,
)

OUTSIDE = [column for column in concerns.c if column.name != "reference_hash"]


def _concern(row: Any) -> Concern:
    found = dict(row)
    return Concern(
        **{
            **found,
            "urgency": Urgency(found["urgency"]),
            "state": ConcernState(found["state"]),
            "rung": Rung(found["rung"]),
        }
    )


async def insert_concern(db: AsyncConnection, concern: Concern, reference_hash: str) -> None:
    await db.execute(insert(concerns).values(**asdict(concern), reference_hash=reference_hash))


async def find_concern(db: AsyncConnection, concern_id: str) -> Concern | None:
    row = (await db.execute(select(*OUTSIDE).where(concerns.c.concern_id == concern_id))).mappings()
    found = row.first()
    return _concern(found) if found else None


async def find_by_reference(db: AsyncConnection, reference_hash: str) -> Concern | None:
    query = select(*OUTSIDE).where(concerns.c.reference_hash == reference_hash)
    found = (await db.execute(query)).mappings().first()
    return _concern(found) if found else None


async def list_concerns(
    db: AsyncConnection, key_id: str, *, closed: bool, limit: int
) -> list[Concern]:
    """Those sealed to this key: the most urgent first, then the oldest; closed ones newest first."""
    query = select(*OUTSIDE).join(concern_keys, concern_keys.c.concern_id == concerns.c.concern_id)
    query = query.where(concern_keys.c.key_id == key_id)
    if closed:
        query = query.where(concerns.c.state == ConcernState.CLOSED)
        query = query.order_by(concerns.c.closed_at.desc())
    else:
        query = query.where(concerns.c.state != ConcernState.CLOSED)
        query = query.order_by(concerns.c.urgency, concerns.c.opened_at, concerns.c.concern_id)
    return [_concern(row) for row in (await db.execute(query.limit(limit))).mappings()]


async def set_concern(db: AsyncConnection, concern_id: str, **fields: Any) -> None:
    await db.execute(update(concerns).where(concerns.c.concern_id == concern_id).values(**fields))


async def delete_concern(db: AsyncConnection, concern_id: str) -> None:
    """After its time: entries, letters and keys go with it."""
    for table in (concern_letters, concern_entries, concern_keys):
        await db.execute(delete(table).where(table.c.concern_id == concern_id))
    await db.execute(delete(concerns).where(concerns.c.concern_id == concern_id))


async def insert_concern_keys(
    db: AsyncConnection, concern_id: str, sealed: Sequence[tuple[str, bytes]]
) -> None:
    """(key_id, the concern's private key sealed to it) each."""
    rows = [{"concern_id": concern_id, "key_id": i, "sealed": each} for i, each in sealed]
    if rows:
        await db.execute(insert(concern_keys), rows)


async def find_concern_key(db: AsyncConnection, concern_id: str, key_id: str) -> bytes | None:
    query = select(concern_keys.c.sealed).where(
        concern_keys.c.concern_id == concern_id, concern_keys.c.key_id == key_id
    )
    return await db.scalar(query)


async def list_sealed_to(db: AsyncConnection, key_id: str) -> dict[str, bytes]:
    """By concern, its private key as sealed to this holder."""
    query = select(concern_keys.c.concern_id, concern_keys.c.sealed)
    rows = await db.execute(query.where(concern_keys.c.key_id == key_id))
    return {row.concern_id: row.sealed for row in rows}


async def list_key_ids(db: AsyncConnection, concern_id: str) -> set[str]:
    query = select(concern_keys.c.key_id).where(concern_keys.c.concern_id == concern_id)
    return set((await db.execute(query)).scalars())


async def list_entries(db: AsyncConnection, concern_id: str) -> list[SealedEntry]:
    query = select(concern_entries).where(concern_entries.c.concern_id == concern_id)
    rows = await db.execute(query.order_by(concern_entries.c.number))
    return [SealedEntry(row.number, row.sealed, row.hash, row.at) for row in rows]


async def find_last_entry(db: AsyncConnection, concern_id: str) -> SealedEntry | None:
    query = select(concern_entries).where(concern_entries.c.concern_id == concern_id)
    row = (await db.execute(query.order_by(concern_entries.c.number.desc()).limit(1))).first()
    return SealedEntry(row.number, row.sealed, row.hash, row.at) if row else None


async def insert_entry(db: AsyncConnection, concern_id: str, entry: SealedEntry) -> None:
    await db.execute(insert(concern_entries).values(concern_id=concern_id, **asdict(entry)))


async def insert_letter(db: AsyncConnection, concern_id: str, letter: Letter) -> None:
    await db.execute(insert(concern_letters).values(concern_id=concern_id, **asdict(letter)))


async def list_letters(db: AsyncConnection, concern_id: str) -> list[Letter]:
    query = select(concern_letters).where(concern_letters.c.concern_id == concern_id)
    rows = await db.execute(query.order_by(concern_letters.c.number))
    return [Letter(row.number, row.sealed, row.at) for row in rows]


async def list_closed_before(db: AsyncConnection, then: datetime, limit: int) -> list[str]:
    query = select(concerns.c.concern_id).where(
        concerns.c.state == ConcernState.CLOSED,
        concerns.c.closed_at < then,
        concerns.c.held.is_(False),
    )
    return list((await db.execute(query.limit(limit))).scalars())


async def lock_concern(db: AsyncConnection, concern_id: str) -> None:
    """Until the transaction ends; SQLite has one writer anyway."""
    query = select(concerns.c.concern_id).where(concerns.c.concern_id == concern_id)
    await db.execute(query.with_for_update())
