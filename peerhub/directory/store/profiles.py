"""What a page says, as it rests: a row, and facts of which it can have several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.history import rows_from_json, rows_to_json
from peerhub.directory.models import LINES, ROWS, ListState, Organisation, Profile, Service
from peerhub.directory.tables import organisation_editors, organisation_facts, organisation_services

F, E, S = organisation_facts.c, organisation_editors.c, organisation_services.c
COLUMNS = [name for name in ROWS if name != "services"]  # these rest as lists beside the words


def _organisation(
    row: Any,
    facts: Mapping[str, tuple[str, ...]],
    services: tuple[Service, ...],
    *,
    claimed: bool,
) -> Organisation:
    said: dict[str, Any] = {name: getattr(row, name) for name in LINES}
    said |= {name: rows_from_json(name, getattr(row, name)) for name in COLUMNS}
    seen = dict(row.visibility)
    profile = Profile(row.name, facts=facts, seen=seen, services=services, **said)
    return Organisation(
        row.organisation_id,
        row.slug,
        profile,
        ListState(row.state),
        row.listed_at,
        row.confirmed_at,
        row.removed_at,
        row.removed_reason or "",
        verified_at=row.verified_at,
        claimed=claimed,
        version=row.version,
    )


async def with_facts(db: AsyncConnection, rows: Sequence[Any]) -> list[Organisation]:
    """In three questions for a whole page."""
    found: dict[str, dict[str, tuple[str, ...]]] = {row.organisation_id: {} for row in rows}
    query = select(organisation_facts).where(F.organisation_id.in_(list(found)))
    for fact in await db.execute(query.order_by(F.value)):
        of = found[fact.organisation_id]
        of[fact.kind] = (*of.get(fact.kind, ()), fact.value)
    services = await _services_of(db, list(found))
    edited = set(
        await db.scalars(select(E.organisation_id).where(E.organisation_id.in_(list(found))))
    )
    return [
        _organisation(
            row,
            found[row.organisation_id],
            services.get(row.organisation_id, ()),
            claimed=row.organisation_id in edited,
        )
        for row in rows
    ]


async def _services_of(db: AsyncConnection, ids: Sequence[str]) -> dict[str, tuple[Service, ...]]:
    found: dict[str, tuple[Service, ...]] = {}
    query = select(organisation_services).where(S.organisation_id.in_(ids)).order_by(S.place)
    for row in await db.execute(query):
        one = Service(row.service_id, row.name, row.words, row.way)
        found[row.organisation_id] = (*found.get(row.organisation_id, ()), one)
    return found


def row_of(profile: Profile) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(profile, name) for name in LINES}
    said |= {name: rows_to_json(getattr(profile, name)) for name in COLUMNS}
    names = {"name": profile.name, "sort_name": profile.name.casefold()}
    return {**said, **names, "visibility": dict(profile.seen)}


async def set_facts(db: AsyncConnection, organisation_id: str, profile: Profile) -> None:
    """What rests beside the row, in the place of what rested there before."""
    of = {"organisation_id": organisation_id}
    await db.execute(delete(organisation_facts).where(F.organisation_id == organisation_id))
    await db.execute(delete(organisation_services).where(S.organisation_id == organisation_id))
    facts = [
        {**of, "kind": str(kind), "value": value}
        for kind, values in profile.facts.items()
        for value in sorted(set(values))
    ]
    if facts:
        await db.execute(insert(organisation_facts), facts)
    services = [
        {**of, "place": place, **asdict(one)} for place, one in enumerate(profile.services, 1)
    ]
    if services:
        await db.execute(insert(organisation_services), services)
