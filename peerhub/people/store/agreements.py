"""Rows in, rows out of who agreed to which version of what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.models import DocumentKind
from peerhub.community.tables import documents
from peerhub.core.prepared import Prepared
from peerhub.people.models import AgreedHow, Agreement, PersonState
from peerhub.people.tables import agreements, people

AGREED = [kind for kind in DocumentKind if kind.agreed]
# The newest version of each kind that everybody has to agree to.
_needed = (
    select(documents.c.kind, func.max(documents.c.number).label("needed"))
    .where(documents.c.kind != literal_column("'privacy'"), documents.c.ask_again)
    .group_by(documents.c.kind)
)
_newest_of_person = (
    select(func.max(agreements.c.number))
    .where(agreements.c.person_id == bindparam("person"), agreements.c.kind == documents.c.kind)
    .correlate(documents)
    .scalar_subquery()
)
_asked = _needed.having(
    func.max(documents.c.number) > func.coalesce(_newest_of_person, literal_column("0"))
)
# For the frame of every page of a signed-in person: one statement for what is theirs alone.
FRAME = Prepared(
    select(people.c.opened_notes, exists(_asked).label("asked")).where(
        people.c.person_id == bindparam("person")
    )
)


async def list_needed(db: AsyncConnection) -> dict[DocumentKind, int]:
    """The lowest number of each kind that whoever joins must have read."""
    return {DocumentKind(row.kind): row.needed for row in await db.execute(_needed)}


async def list_asked(db: AsyncConnection, person_id: str) -> dict[DocumentKind, int]:
    """The lowest numbers that this person has not agreed to, nor to a later one."""
    rows = await db.execute(_asked, {"person": person_id})
    return {DocumentKind(row.kind): row.needed for row in rows}


async def find_frame(db: AsyncConnection, person_id: str) -> tuple[list[str], bool]:
    """Which content notes open for this person, and whether they are asked to agree to something."""
    row = await FRAME.one(db, person=person_id)
    return (row.opened_notes.splitlines(), bool(row.asked)) if row else ([], False)


async def insert_agreements(db: AsyncConnection, person_id: str, rows: Sequence[Agreement]) -> None:
    """Again is as good as once: the first time stays."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    fields = [
        {"person_id": person_id, "kind": a.kind, "number": a.number, "at": a.at, "how": a.how}
        for a in rows
    ]
    if fields:
        await db.execute(dialect.insert(agreements).on_conflict_do_nothing(), fields)


async def list_agreements(db: AsyncConnection, person_id: str) -> list[Agreement]:
    query = select(agreements).where(agreements.c.person_id == person_id)
    rows = await db.execute(query.order_by(agreements.c.at.desc(), agreements.c.kind))
    return [
        Agreement(DocumentKind(row.kind), row.number, row.at, AgreedHow(row.how)) for row in rows
    ]


async def count_agreements(db: AsyncConnection) -> dict[tuple[DocumentKind, int], int]:
    """How many members agreed to each version itself."""
    query: Any = (
        select(agreements.c.kind, agreements.c.number, func.count().label("many"))
        .join(people, people.c.person_id == agreements.c.person_id)
        .where(people.c.state == PersonState.MEMBER)
        .group_by(agreements.c.kind, agreements.c.number)
    )
    return {(DocumentKind(row.kind), row.number): row.many for row in await db.execute(query)}


async def delete_agreements(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(agreements).where(agreements.c.person_id == person_id))
