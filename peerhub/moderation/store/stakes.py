"""Rows of what keeps people from a case, and of what moderators write about one. All names sealed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.tables import affiliations, case_barred, case_notes


@dataclass(frozen=True, slots=True)
class SealedNote:
    """A note as it rests."""

    note_id: str
    author_id: str
    text: bytes
    at: datetime


async def insert_barred(db: AsyncConnection, case_id: str, names: Collection[str]) -> None:
    """Again is as good as once."""
    if names:
        dialect = postgresql if db.dialect.name == "postgresql" else sqlite
        rows = [{"case_id": case_id, "who": who} for who in sorted(names)]
        await db.execute(dialect.insert(case_barred).on_conflict_do_nothing(), rows)


async def list_barred(db: AsyncConnection, case_id: str) -> frozenset[str]:
    query = select(case_barred.c.who).where(case_barred.c.case_id == case_id)
    return frozenset((await db.execute(query)).scalars())


async def list_marks(db: AsyncConnection, person_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Marks of organisations by person; those who declared none are absent."""
    query = select(affiliations.c.person_id, affiliations.c.mark).where(
        affiliations.c.person_id.in_(set(person_ids))
    )
    found: dict[str, set[str]] = {}
    for row in await db.execute(query):
        found.setdefault(row.person_id, set()).add(row.mark)
    return {person_id: frozenset(marks) for person_id, marks in found.items()}


async def list_names(db: AsyncConnection, person_id: str) -> list[tuple[str, bytes]]:
    """(mark, sealed name) of what one person declared, as they declared it."""
    query = select(affiliations).where(affiliations.c.person_id == person_id)
    query = query.order_by(affiliations.c.at, affiliations.c.mark)
    return [(row.mark, row.name) for row in await db.execute(query)]


async def set_names(
    db: AsyncConnection, person_id: str, names: Mapping[str, bytes], at: datetime
) -> None:
    """These and no others, by mark."""
    await db.execute(delete(affiliations).where(affiliations.c.person_id == person_id))
    rows = [{"person_id": person_id, "mark": m, "name": n, "at": at} for m, n in names.items()]
    if rows:
        await db.execute(insert(affiliations), rows)


async def insert_note(db: AsyncConnection, case_id: str, note: SealedNote) -> None:
    await db.execute(
        insert(case_notes).values(
            note_id=note.note_id,
            case_id=case_id,
            author_id=note.author_id,
            text=note.text,
            at=note.at,
        )
    )


async def list_notes(db: AsyncConnection, case_id: str) -> list[SealedNote]:
    query = select(case_notes).where(case_notes.c.case_id == case_id)
    query = query.order_by(case_notes.c.at, case_notes.c.note_id)
    return [
        SealedNote(row.note_id, row.author_id, row.text, row.at) for row in await db.execute(query)
    ]
