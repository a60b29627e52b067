"""What a page says, as it rests: a row, and facts of which it can have several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.history import rows_from_json, rows_to_json
from peerhub.directory.models import LINES, ROWS, ListState, Organisation, Profile
from peerhub.directory.tables import organisation_editors, organisation_facts

F, E = organisation_facts.c, organisation_editors.c


def _organisation(row: Any, facts: Mapping[str, tuple[str, ...]], *, claimed: bool) -> Organisation:
    said: dict[str, Any] = {name: getattr(row, name) for name in LINES}
    said |= {name: rows_from_json(name, getattr(row, name)) for name in ROWS}
    profile = Profile(row.name, facts=facts, seen=dict(row.visibility), **said)
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
    """In two questions for a whole page."""
    found: dict[str, dict[str, tuple[str, ...]]] = {row.organisation_id: {} for row in rows}
    query = select(organisation_facts).where(F.organisation_id.in_(list(found)))
    for fact in await db.execute(query.order_by(F.value)):
        of = found[fact.organisation_id]
        of[fact.kind] = (*of.get(fact.kind, ()), fact.value)
    edited = set(
        await db.scalars(select(E.organisation_id).where(E.organisation_id.in_(list(found))))
    )
    return [
        _organisation(row, found[row.organisation_id], claimed=row.organisation_id in edited)
        for row in rows
    ]


def row_of(profile: Profile) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(profile, name) for name in LINES}
    said |= {name: rows_to_json(getattr(profile, name)) for name in ROWS}
    names = {"name": profile.name, "sort_name": profile.name.casefold()}
    return {**said, **names, "visibility": dict(profile.seen)}


async def set_facts(
    db: AsyncConnection, organisation_id: str, facts: Mapping[str, Iterable[str]]
) -> None:
    rows = [
        {"organisation_id": organisation_id, "kind": str(kind), "value": value}
        for kind, values in facts.items()
        for value in sorted(set(values))
    ]
    if rows:
        await db.execute(insert(organisation_facts), rows)
