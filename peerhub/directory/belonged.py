"""What belongs to whom, as each may know it: readers, who looks after an owner, and who keeps a place.

An owner that a reader may not open belongs to no place, as far as they can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.directory import rules
from peerhub.directory.access import (
    organisation_for_editor,
    organisation_for_reader,
    organisations_edited_by,
)
from peerhub.directory.belongings import Belonging, Owner, OwnerKind
from peerhub.directory.models import Organisation
from peerhub.directory.networked import (
    keepers_of_network,
    network_for_keeper,
    network_for_reader,
)
from peerhub.directory.networks import Network
from peerhub.directory.store import belongings as store
from peerhub.directory.store import networks as network_store
from peerhub.directory.store import organisations
from peerhub.directory.suggested import keepers_of
from peerhub.people.models import Person


def _page(known: Organisation) -> Owner:
    return Owner(OwnerKind.ORGANISATION, known.organisation_id, known.slug, known.name)


def _network(known: Network) -> Owner:
    return Owner(OwnerKind.NETWORK, known.network_id, known.slug, known.name)


async def owner_for_keeper(
    db: AsyncConnection, person: Person, kind: OwnerKind, slug: str
) -> Owner:
    """One that they look after; NotFound or Forbidden as at its own door."""
    if kind is OwnerKind.ORGANISATION:
        return _page(await organisation_for_editor(db, person, slug))
    return _network(await network_for_keeper(db, person, slug))


async def owner_to_ask(
    db: AsyncConnection, person: Person, kind: OwnerKind, slug: str
) -> tuple[Owner, bool]:
    """One that is open to this person, and whether they look after it. NotFound also for one that is
    put away: nothing new belongs to it.
    """
    if kind is OwnerKind.ORGANISATION:
        page = await organisation_for_reader(db, person, slug)
        if not page.organisation.is_open:
            raise NotFound()
        return _page(page.organisation), page.edits
    seat = await network_for_reader(db, person, slug)
    if not seat.network.is_open:
        raise NotFound()
    return _network(seat.network), seat.keeps


async def owners_kept_by(db: AsyncConnection, person: Person) -> list[Owner]:
    """The open pages that they edit and the open networks that they keep, by name."""
    pages = [_page(one) for one in await organisations_edited_by(db, person) if one.is_open]
    kept = await network_store.list_kept_by(db, person.person_id)
    return _by_name([*pages, *(_network(one) for one in kept if one.is_open)])


async def networks_of_person(db: AsyncConnection, person: Person) -> list[Owner]:
    """The open networks that they keep, and those of an organisation whose page they edit, once both
    said yes; by name. No role counts.
    """
    return _by_name(
        _network(one) for one in await network_store.list_of_person(db, person.person_id)
    )


async def owners_by_place(
    db: AsyncConnection, person: Person | None, place_kind: str, place_ids: Collection[str]
) -> dict[str, list[Owner]]:
    """By place, for a reader who may open these places: the owners that they may open too, by name."""
    said = [one for one in await store.list_of_places(db, place_kind, place_ids) if one.is_whole]
    known = await _owners(db, said, person)
    found: dict[str, list[Owner]] = {}
    for one in said:
        if one.owner_ref in known:
            found.setdefault(one.place_id, []).append(known[one.owner_ref])
    return {place_id: _by_name(owners) for place_id, owners in found.items()}


async def owners_for_reader(
    db: AsyncConnection, person: Person | None, place: ItemRef
) -> list[Owner]:
    """Of one place that this reader has opened."""
    return (await owners_by_place(db, person, place.kind, [place.id])).get(place.id, [])


async def owners_for_members(db: AsyncConnection, place: ItemRef) -> list[Owner]:
    """For duties, which ask for each member what of the place they may know."""
    said = await store.list_of_places(db, place.kind, [place.id])
    whole = {
        kind: [one.owner_id for one in said if one.is_whole and one.owner_kind is kind]
        for kind in OwnerKind
    }
    return await _open(db, whole, rules.OF_MEMBERS)


async def owners_among(
    db: AsyncConnection, person: Person, ids: Mapping[OwnerKind, Collection[str]]
) -> list[Owner]:
    """Those of these that this reader may open."""
    return await _open(db, ids, rules.levels_for(person))


async def owners_for_keeper(
    db: AsyncConnection, person: Person, place: ItemRef
) -> list[tuple[Owner, Belonging]]:
    """Asked only, too, for who looks after the place; not of what they cannot open any more."""
    said = await store.list_of_places(db, place.kind, [place.id])
    known = await _owners(db, said, person)
    return [(known[one.owner_ref], one) for one in said if one.owner_ref in known]


async def belongings_of_owner(db: AsyncConnection, owner: Owner) -> list[Belonging]:
    """All of them, asked or whole; of an owner from a keeper's door above."""
    return await store.list_of_owner(db, owner.ref)


async def places_of_owner(db: AsyncConnection, owner: ItemRef, place_kind: str) -> list[str]:
    """Ids of those where both said yes; whoever shows them asks their own door who may open which."""
    return await store.list_places(db, owner, place_kind)


async def asked_to_tell(
    db: AsyncConnection, owner: ItemRef, together: str
) -> tuple[Owner, Sequence[str]] | None:
    """For duties: the owner and who looks after it; None where it was answered meanwhile."""
    said = await store.list_together(db, owner, together)
    if not said or all(one.is_whole for one in said):
        return None
    if owner.kind == OwnerKind.ORGANISATION:
        page = await organisations.find_organisation_by_id(db, owner.id)
        return (_page(page), await keepers_of(db, owner.id)) if page and page.is_open else None
    network = await network_store.find_network_by_id(db, owner.id)
    if network is None or not network.is_open:
        return None
    return _network(network), await keepers_of_network(db, owner.id)


async def _owners(
    db: AsyncConnection, said: Iterable[Belonging], person: Person | None
) -> dict[ItemRef, Owner]:
    """Those that this reader may open, and those that they look after, in at most four statements."""
    by_kind: dict[OwnerKind, set[str]] = {kind: set() for kind in OwnerKind}
    for one in said:
        by_kind[one.owner_kind].add(one.owner_id)
    return {one.ref: one for one in await _open(db, by_kind, rules.levels_for(person))}


async def _open(
    db: AsyncConnection, by_kind: Mapping[OwnerKind, Collection[str]], levels: Collection[str]
) -> list[Owner]:
    found: list[Owner] = []
    if ids := by_kind[OwnerKind.ORGANISATION]:
        pages = await organisations.list_by_id(db, ids)
        found += [_page(one) for one in pages.values() if one.is_open]
    if ids := by_kind[OwnerKind.NETWORK]:
        networks = await network_store.list_networks_by_id(db, ids)
        seen = [one for one in networks.values() if one.is_open and one.seen in levels]
        found += [_network(one) for one in seen]
    return found


def _by_name(found: Iterable[Owner]) -> list[Owner]:
    return sorted(found, key=lambda one: (one.name.casefold(), one.key))
