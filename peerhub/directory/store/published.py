"""Rows of what organisations publish for everybody, a numbered page at a time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.models import Filters, Kind, Organisation, Seen
from peerhub.directory.store.organisations import N, fits, has, seen
from peerhub.directory.store.profiles import with_facts
from peerhub.directory.tables import organisation_facts, organisations

PUBLIC = (Seen.PUBLIC,)
SAYS_WHAT = (N.words != "", seen("words", PUBLIC))  # without it an entry would say nothing


def _published(filters: Filters, kinds: Collection[str]) -> ColumnElement[bool]:
    """`kinds`: only organisations with at least one public fact of one of these kinds."""
    parts = [fits(filters, PUBLIC), *SAYS_WHAT]
    if kinds:
        parts.append(or_(*[and_(seen(kind, PUBLIC), _has_any(kind)) for kind in kinds]))
    return and_(*parts)


def _has_any(kind: str) -> ColumnElement[bool]:
    fact = organisation_facts.alias()
    said = fact.c.organisation_id == N.organisation_id
    query = select(fact.c.value).where(said, fact.c.kind == kind)
    return query.correlate(organisations).exists()


async def find_published(
    db: AsyncConnection, filters: Filters, kinds: Collection[str], *, offset: int, limit: int
) -> list[Organisation]:
    """By name, whole: what of each may go out is the reader's door to decide."""
    query = select(organisations).where(_published(filters, kinds))
    page = query.order_by(N.sort_name, N.slug).offset(offset).limit(limit)
    return await with_facts(db, (await db.execute(page)).all())


async def count_published(db: AsyncConnection, filters: Filters, kinds: Collection[str]) -> int:
    query = select(func.count()).select_from(organisations).where(_published(filters, kinds))
    return await db.scalar(query) or 0


async def find_published_by_id(db: AsyncConnection, organisation_id: str) -> Organisation | None:
    query = select(organisations).where(
        N.organisation_id == organisation_id, _published(Filters(), ())
    )
    found = await with_facts(db, (await db.execute(query)).all())
    return found[0] if found else None


def _places(filters: Filters, kinds: Collection[str]) -> Select[Any]:
    """A row for each public place of an organisation: where it is, and that it is online."""
    of = _published(filters, kinds)
    columns = (N.organisation_id, N.sort_name, N.slug)
    here = select(*columns, literal("physical").label("place")).where(
        of, N.address != "", seen("address", PUBLIC)
    )
    online = select(*columns, literal("virtual").label("place")).where(
        of, seen(Kind.ACCESS, PUBLIC), has(Kind.ACCESS, "online")
    )
    return select(union_all(here, online).subquery())


async def find_places(
    db: AsyncConnection, filters: Filters, kinds: Collection[str], *, offset: int, limit: int
) -> list[tuple[Organisation, str]]:
    """(the organisation, "physical" or "virtual"), by name."""
    places = _places(filters, kinds).subquery().c
    query = select(places.organisation_id, places.place).order_by(
        places.sort_name, places.slug, places.place
    )
    rows = (await db.execute(query.offset(offset).limit(limit))).all()
    ids = {row.organisation_id for row in rows}
    found = select(organisations).where(N.organisation_id.in_(ids))
    by_id = {o.organisation_id: o for o in await with_facts(db, (await db.execute(found)).all())}
    return [(by_id[row.organisation_id], row.place) for row in rows]


async def count_places(db: AsyncConnection, filters: Filters, kinds: Collection[str]) -> int:
    query = select(func.count()).select_from(_places(filters, kinds).subquery())
    return await db.scalar(query) or 0
