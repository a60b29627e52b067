"""What organisations chose to publish, for everybody: the door of the open feed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.directory import rules
from peerhub.directory.models import Filters, Organisation
from peerhub.directory.services import Unit
from peerhub.directory.store import published as store


async def published_for_anyone(
    db: AsyncConnection, filters: Filters, kinds: Collection[str], *, offset: int, limit: int
) -> tuple[list[Organisation], int]:
    """(one page by name, how many there are), each with public fields alone."""
    found = await store.find_published(db, filters, kinds, offset=offset, limit=limit)
    return [_public(one) for one in found], await store.count_published(db, filters, kinds)


async def services_for_anyone(
    db: AsyncConnection, filters: Filters, kinds: Collection[str], *, offset: int, limit: int
) -> tuple[list[Unit], int]:
    """The same of services, by the organisation's name and in its own order."""
    found = await store.find_services(db, filters, kinds, offset=offset, limit=limit)
    count = await store.count_services(db, filters, kinds)
    return [_unit(one, service_id) for one, service_id in found], count


async def places_for_anyone(
    db: AsyncConnection, filters: Filters, kinds: Collection[str], *, offset: int, limit: int
) -> tuple[list[tuple[Unit, str]], int]:
    """The same of services at places: (the service, "physical" or "virtual")."""
    found = await store.find_places(db, filters, kinds, offset=offset, limit=limit)
    count = await store.count_places(db, filters, kinds)
    return [(_unit(one, service_id), place) for one, service_id, place in found], count


async def published_by_id_for_anyone(db: AsyncConnection, organisation_id: str) -> Organisation:
    """NotFound for what is put away, removed, or does not say publicly what it does."""
    found = await store.find_published_by_id(db, organisation_id)
    if found is None:
        raise NotFound()
    return _public(found)


async def service_for_anyone(db: AsyncConnection, key: str) -> Unit:
    """`key`: of a named service, or of an organisation that publishes none. NotFound for any other."""
    found = await store.find_service(db, key)
    if found is None:
        raise NotFound()
    return _unit(*found)


def _public(organisation: Organisation) -> Organisation:
    return rules.as_seen(organisation, rules.levels_for(None))


def _unit(organisation: Organisation, service_id: str | None) -> Unit:
    """With public fields alone, of the organisation too."""
    seen = _public(organisation)
    among = {one.service_id: one for one in seen.profile.services}
    return Unit(seen, among[service_id] if service_id else None)
