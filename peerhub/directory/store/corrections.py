"""Rows of suggested corrections."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.corrections import PAGE_CORRECTIONS, Correction, CorrectionState
from peerhub.directory.tables import organisation_corrections

C = organisation_corrections.c
OPEN = C.state == CorrectionState.OPEN


def _correction(row: Any) -> Correction:
    fields = {name: getattr(row, name) for name in Correction.__slots__}
    return Correction(**{**fields, "state": CorrectionState(row.state)})


async def insert_correction(db: AsyncConnection, new: Correction) -> None:
    fields = {name: getattr(new, name) for name in Correction.__slots__}
    await db.execute(insert(organisation_corrections).values(**fields))


async def find_correction(db: AsyncConnection, correction_id: str) -> Correction | None:
    query = select(organisation_corrections).where(C.correction_id == correction_id)
    row = (await db.execute(query)).first()
    return _correction(row) if row else None


async def list_open(db: AsyncConnection, organisation_id: str) -> list[Correction]:
    """The oldest first."""
    query = select(organisation_corrections).where(OPEN, C.organisation_id == organisation_id)
    query = query.order_by(C.at, C.correction_id).limit(PAGE_CORRECTIONS)
    return [_correction(row) for row in await db.execute(query)]


async def count_open(db: AsyncConnection, organisation_id: str, person_id: str) -> int:
    query = select(func.count()).where(
        OPEN, C.organisation_id == organisation_id, C.person_id == person_id
    )
    return await db.scalar(query) or 0


async def list_of_person(
    db: AsyncConnection, person_id: str, organisation_id: str = ""
) -> list[Correction]:
    """The newest first; for one page, or for all where none is named."""
    query = select(organisation_corrections).where(C.person_id == person_id)
    if organisation_id:
        query = query.where(C.organisation_id == organisation_id).limit(PAGE_CORRECTIONS)
    found = await db.execute(query.order_by(C.at.desc(), C.correction_id))
    return [_correction(row) for row in found]


async def set_state(
    db: AsyncConnection,
    correction_id: str,
    state: CorrectionState,
    at: datetime,
    reason: str = "",
) -> bool:
    """Compare and set: only the first answer counts."""
    change = update(organisation_corrections).where(C.correction_id == correction_id, OPEN)
    said = {"state": state, "decided_at": at, "reason": reason}
    return (await db.execute(change.values(**said))).rowcount == 1


async def delete_of_person(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(organisation_corrections).where(C.person_id == person_id))
