"""What organisations chose to publish, for everybody: the door of the open feed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.directory import rules
from peerhub.directory.models import Filters, Organisation
from peerhub.directory.store import published as store


async def published_for_anyone(
    db: AsyncConnection, filters: Filters, kinds: Collection[str], *, offset: int, limit: int
) -> tuple[list[Organisation], int]:
    """(one page by name, how many there are), each with public fields alone."""
    found = await store.find_published(db, filters, kinds, offset=offset, limit=limit)
    return [_public(one) for one in found], await store.count_published(db, filters, kinds)


async def places_for_anyone(
    db: AsyncConnection, filters: Filters, kinds: Collection[str], *, offset: int, limit: int
) -> tuple[list[tuple[Organisation, str]], int]:
    """The same of places: (the organisation, "physical" or "virtual")."""
    found = await store.find_places(db, filters, kinds, offset=offset, limit=limit)
    count = await store.count_places(db, filters, kinds)
    return [(_public(one), place) for one, place in found], count


async def published_by_id_for_anyone(db: AsyncConnection, organisation_id: str) -> Organisation:
    """NotFound for what is put away, removed, or does not say publicly what it does."""
    found = await store.find_published_by_id(db, organisation_id)
    if found is None:
        raise NotFound()
    return _public(found)


def _public(organisation: Organisation) -> Organisation:
    return rules.as_seen(organisation, rules.levels_for(None))
