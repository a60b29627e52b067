"""Rows of what organisations publish for everybody, a numbered page at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.models import Filters, Kind, Organisation, Seen
from peerhub.directory.store.organisations import N, fits, has, seen
from peerhub.directory.store.profiles import with_facts
from peerhub.directory.tables import organisation_facts, organisation_services, organisations

S = organisation_services.c

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


def _units() -> FromClause:
    """A row for each named service that is public, and one for an organisation without any."""
    shown = and_(S.organisation_id == N.organisation_id, seen("services", PUBLIC))
    return organisations.outerjoin(organisation_services, shown)


IN_ORDER = (N.sort_name, N.slug, S.place)


async def find_services(
    db: AsyncConnection, filters: Filters, kinds: Collection[str], *, offset: int, limit: int
) -> list[tuple[Organisation, str | None]]:
    """(the organisation, which of its services or None for itself), by name."""
    query = select(N.organisation_id, S.service_id).select_from(_units())
    query = query.where(_published(filters, kinds)).order_by(*IN_ORDER)
    rows = (await db.execute(query.offset(offset).limit(limit))).all()
    whole = await _whole(db, rows)
    return [(whole[row.organisation_id], row.service_id) for row in rows]


async def count_services(db: AsyncConnection, filters: Filters, kinds: Collection[str]) -> int:
    query = select(func.count()).select_from(_units()).where(_published(filters, kinds))
    return await db.scalar(query) or 0


async def find_service(db: AsyncConnection, key: str) -> tuple[Organisation, str | None] | None:
    query = select(N.organisation_id, S.service_id).select_from(_units())
    rows = (
        await db.execute(
            query.where(
                _published(Filters(), ()), func.coalesce(S.service_id, N.organisation_id) == key
            ).limit(1)
        )
    ).all()
    whole = await _whole(db, rows)
    return (whole[rows[0].organisation_id], rows[0].service_id) if rows else None


async def _whole(db: AsyncConnection, rows: Sequence[Any]) -> dict[str, Organisation]:
    ids = {row.organisation_id for row in rows}
    query = select(organisations).where(N.organisation_id.in_(ids))
    found = await with_facts(db, (await db.execute(query)).all())
    return {one.organisation_id: one for one in found}


def _places(filters: Filters, kinds: Collection[str]) -> Select[Any]:
    """A row for each public place of a service: where it is, and that it is online."""
    of = _published(filters, kinds)
    columns = (N.organisation_id, S.service_id, *IN_ORDER)
    here = select(*columns, literal("physical").label("at")).select_from(_units())
    here = here.where(of, N.address != "", seen("address", PUBLIC))
    online = select(*columns, literal("virtual").label("at")).select_from(_units())
    online = online.where(of, seen(Kind.ACCESS, PUBLIC), has(Kind.ACCESS, "online"))
    return select(union_all(here, online).subquery())


async def find_places(
    db: AsyncConnection, filters: Filters, kinds: Collection[str], *, offset: int, limit: int
) -> list[tuple[Organisation, str | None, str]]:
    """(the organisation, its service or None for itself, "physical" or "virtual"), by name."""
    places = _places(filters, kinds).subquery().c
    query = select(places.organisation_id, places.service_id, places.at).order_by(
        places.sort_name, places.slug, places.place, places.at
    )
    rows = (await db.execute(query.offset(offset).limit(limit))).all()
    whole = await _whole(db, rows)
    return [(whole[row.organisation_id], row.service_id, row.at) for row in rows]


async def count_places(db: AsyncConnection, filters: Filters, kinds: Collection[str]) -> int:
    query = select(func.count()).select_from(_places(filters, kinds).subquery())
    return await db.scalar(query) or 0
