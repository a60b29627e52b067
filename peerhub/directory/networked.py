"""Networks as those see them who may: readers, who keeps one, and who looks after an organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Forbidden, NotFound
from peerhub.directory import rules
from peerhub.directory.access import organisation_for_editor
from peerhub.directory.models import Organisation
from peerhub.directory.networks import Membership, Network
from peerhub.directory.store import networks as store
from peerhub.directory.store import organisations
from peerhub.people.access import holders_of, people_by_id
from peerhub.people.models import Person, RoleName


@dataclass(frozen=True, slots=True)
class NetworkSeat:
    """A network as one reader sees it; `keeps`: whether they look after it."""

    network: Network
    keeps: bool


async def networks_for_reader(db: AsyncConnection, person: Person | None) -> list[Network]:
    """By name, those that they may know of; administrators also find those that are put away, last."""
    levels = rules.levels_for(person)
    found = await store.list_networks(db, levels)
    if rules.is_administrator(person):
        found += await store.list_networks(db, levels, archived=True)
    return found


async def network_for_reader(db: AsyncConnection, person: Person | None, slug: str) -> NetworkSeat:
    """NotFound alike for one that they may not know of and for one that is put away, but for who
    keeps it.
    """
    found = await store.find_network(db, slug)
    if found is None:
        raise NotFound()
    keeps = rules.is_administrator(person) or (
        person is not None and person.person_id in await store.list_keepers(db, found.network_id)
    )
    if not keeps and (not found.is_open or found.seen not in rules.levels_for(person)):
        raise NotFound()
    return NetworkSeat(found, keeps)


async def network_for_keeper(db: AsyncConnection, person: Person, slug: str) -> Network:
    """Forbidden for a reader who neither keeps it nor is an administrator."""
    seat = await network_for_reader(db, person, slug)
    if not seat.keeps:
        raise Forbidden()
    return seat.network


async def keepers_for_keeper(
    db: AsyncConnection, person: Person, slug: str
) -> tuple[Network, list[Person]]:
    """By name; nobody else learns who they are."""
    network = await network_for_keeper(db, person, slug)
    people = await people_by_id(db, await store.list_keepers(db, network.network_id))
    return network, sorted(people.values(), key=lambda one: one.name.casefold())


async def members_for_keeper(
    db: AsyncConnection, person: Person, slug: str
) -> tuple[Network, list[tuple[Organisation, Membership]]]:
    """What is in it or invited, by name, with what this reader may see; none that is put away."""
    network = await network_for_keeper(db, person, slug)
    links = {one.organisation_id: one for one in await store.list_members(db, network.network_id)}
    levels = rules.levels_for(person)
    found = [one for one in (await organisations.list_by_id(db, links)).values() if one.is_open]
    found.sort(key=lambda one: one.name.casefold())
    return network, [(rules.as_seen(one, levels), links[one.organisation_id]) for one in found]


async def organisation_to_invite(db: AsyncConnection, slug: str) -> Organisation:
    """One that anybody can open; NotFound for any other."""
    found = await organisations.find_organisation(db, slug)
    if found is None or not found.is_open:
        raise NotFound()
    return rules.as_seen(found, rules.levels_for(None))


async def networks_of_organisation(
    db: AsyncConnection, person: Person | None, known: Organisation
) -> list[Network]:
    """By name, where both said yes, and of which this reader may know."""
    links = await store.list_memberships(db, known.organisation_id)
    whole = [one.network_id for one in links if one.is_whole]
    found = await store.list_networks_by_id(db, whole) if whole else {}
    levels = rules.levels_for(person)
    seen = [one for one in found.values() if one.is_open and one.seen in levels]
    return sorted(seen, key=lambda one: one.name.casefold())


async def memberships_for_editor(
    db: AsyncConnection, person: Person, slug: str
) -> tuple[Organisation, list[tuple[Network, Membership]]]:
    """Invitations and memberships of the page, by the network's name."""
    known = await organisation_for_editor(db, person, slug)
    links = await store.list_memberships(db, known.organisation_id)
    found = await store.list_networks_by_id(db, [one.network_id for one in links])
    pairs = [(found[one.network_id], one) for one in links if found[one.network_id].is_open]
    return known, sorted(pairs, key=lambda pair: pair[0].name.casefold())


async def membership_for_editor(
    db: AsyncConnection, person: Person, slug: str, network: str
) -> tuple[Organisation, Network]:
    """One that is asked or whole; NotFound for any other network."""
    known, pairs = await memberships_for_editor(db, person, slug)
    for one, _link in pairs:
        if one.slug == network:
            return known, one
    raise NotFound()


async def networks_to_ask(
    db: AsyncConnection, person: Person, taken: Iterable[Network]
) -> list[Network]:
    """By name, those that they may know of, but for these."""
    ids = {one.network_id for one in taken}
    found = await store.list_networks(db, rules.levels_for(person))
    return [one for one in found if one.network_id not in ids]


async def network_to_ask(
    db: AsyncConnection, person: Person, slug: str, network: str
) -> tuple[Organisation, Network]:
    """The page that they look after, and a network that they may know of; NotFound for any other."""
    known = await organisation_for_editor(db, person, slug)
    found = (await network_for_reader(db, person, network)).network
    if not found.is_open:
        raise NotFound()
    return known, found


async def pair_to_tell(
    db: AsyncConnection, network_id: str, organisation_id: str
) -> tuple[Network, Organisation] | None:
    """For duties about what ended; None where one of both is gone."""
    network = await store.find_network_by_id(db, network_id)
    page = await organisations.find_organisation_by_id(db, organisation_id)
    return (network, page) if network and page else None


async def membership_to_tell(
    db: AsyncConnection, network_id: str, organisation_id: str
) -> tuple[Network, Organisation, Membership] | None:
    """For duties; None where it ended meanwhile."""
    link = await store.find_membership(db, network_id, organisation_id)
    network = await store.find_network_by_id(db, network_id)
    page = await organisations.find_organisation_by_id(db, organisation_id)
    return (network, page, link) if network and page and link else None


async def keepers_of_network(db: AsyncConnection, network_id: str) -> list[str]:
    """Who keeps it, else administrators."""
    among = await store.list_keepers(db, network_id)
    if among:
        return among
    return [one.person_id for one in await holders_of(db, RoleName.ADMINISTRATOR, ())]
