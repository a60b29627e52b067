"""Rows of complaints. What is sealed stays sealed here."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.complaints import Complaint, ComplaintKind, Step
from peerhub.moderation.tables import complaints

COLUMNS = [complaints.c[name] for name in Complaint.__slots__]


def _complaint(row: Any) -> Complaint:
    fields = dict(row._mapping)
    fields |= {
        "kind": ComplaintKind(row.kind),
        "step": Step(row.step),
        "barred": tuple(row.barred),
    }
    return Complaint(**fields)


async def insert_complaint(db: AsyncConnection, complaint: Complaint, words: bytes) -> None:
    fields = {**asdict(complaint), "barred": list(complaint.barred), "words": words}
    await db.execute(insert(complaints).values(**fields))


async def find_complaint(db: AsyncConnection, complaint_id: str) -> Complaint | None:
    query = select(*COLUMNS).where(complaints.c.complaint_id == complaint_id)
    row = (await db.execute(query)).first()
    return _complaint(row) if row else None


async def find_by_reference(db: AsyncConnection, reference: str) -> Complaint | None:
    query = select(*COLUMNS).where(complaints.c.reference == reference)
    row = (await db.execute(query)).first()
    return _complaint(row) if row else None


async def find_sealed(db: AsyncConnection, complaint_id: str) -> tuple[bytes, bytes | None]:
    """Its words, and those of the answer where there is one."""
    query = select(complaints.c.words, complaints.c.answer_words)
    row = (await db.execute(query.where(complaints.c.complaint_id == complaint_id))).one()
    return row.words, row.answer_words


async def list_complaints(db: AsyncConnection, *, waiting: bool = False) -> list[Complaint]:
    """What waits: the one that is due first; all of them: the newest first."""
    query = select(*COLUMNS)
    if waiting:
        query = query.where(complaints.c.answered_at.is_(None)).order_by(complaints.c.at)
    else:
        query = query.order_by(complaints.c.at.desc())
    return [_complaint(row) for row in await db.execute(query)]


async def list_complaints_by(db: AsyncConnection, person_id: str) -> list[Complaint]:
    query = select(*COLUMNS).where(complaints.c.complainant_id == person_id)
    return [_complaint(row) for row in await db.execute(query.order_by(complaints.c.at))]


async def set_waiting(db: AsyncConnection, complaint_id: str, **fields: Any) -> bool:
    """Change one that has no answer yet: two answers cannot both win."""
    done = await db.execute(
        update(complaints)
        .where(complaints.c.complaint_id == complaint_id, complaints.c.answered_at.is_(None))
        .values(**fields)
    )
    return done.rowcount == 1
