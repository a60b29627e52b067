"""Make a network, say who keeps it, invite organisations into it, and answer for an organisation."""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.errors import Forbidden, NotFound, Refused
from peerhub.core.events import NetworkAsked, NetworkDeclined, NetworkInvited, NetworkJoined
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory import rules
from peerhub.directory.models import ListState, Organisation, Seen
from peerhub.directory.networked import organisation_to_invite
from peerhub.directory.networks import MOST_KEEPERS, Membership, Network
from peerhub.directory.service.logged import log_of_network
from peerhub.directory.store import networks as store
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.access import people_by_id, person_for_visitor
from peerhub.people.models import Person


async def make_network(
    tx: Transaction, by: Person, *, name: str, slug: str, words: str, seen: str
) -> Network:
    """Administrators alone."""
    await _check(tx, by, name, words)
    new = Network(new_id(), slug, name, words, Seen(seen), ListState.LISTED, tx.now)
    if not await store.insert_network(tx.db, new):
        raise Refused(_("Another network has this address. Choose another word."), field="slug")
    await log_of_network(tx, by, "network.made", new)
    return new


async def change_network(
    tx: Transaction, by: Person, network: Network, *, name: str, words: str, seen: str
) -> None:
    """What it says, and to whom; its address stays. Administrators alone."""
    await _check(tx, by, name, words)
    await store.set_network(tx.db, network.network_id, name=name, words=words, seen=Seen(seen))
    await log_of_network(tx, by, "network.changed", network, seen)


async def _check(tx: Transaction, by: Person, name: str, words: str) -> None:
    if not rules.is_administrator(by):
        raise Forbidden()
    await check_may_say(tx, by, Place(()), Said(to_html(words), [name]))


async def put_away(tx: Transaction, by: Person, network: Network) -> None:
    """Its organisations stay, and belong to it again when it is put back."""
    await _set_state(tx, by, network, before=ListState.LISTED, state=ListState.ARCHIVED)


async def put_back(tx: Transaction, by: Person, network: Network) -> None:
    await _set_state(tx, by, network, before=ListState.ARCHIVED, state=ListState.LISTED)


async def _set_state(
    tx: Transaction, by: Person, network: Network, *, before: ListState, state: ListState
) -> None:
    if not rules.is_administrator(by):
        raise Forbidden()
    if not await store.set_network_state(tx.db, network.network_id, before=before, state=state):
        raise NotFound()
    await log_of_network(tx, by, f"network.{state}", network)


async def add_keeper(tx: Transaction, by: Person, network: Network, handle: str) -> None:
    """A member whom they can see."""
    try:
        person = await person_for_visitor(tx.db, by, handle.removeprefix("@").casefold())
    except NotFound as error:
        words = _("Nobody here has this handle. Look at their page.")
        raise Refused(words, field="handle") from error
    among = await store.list_keepers(tx.db, network.network_id)
    if person.person_id in among:
        raise Refused(_("This person keeps the network already."), field="handle")
    if len(among) >= MOST_KEEPERS:
        words = _("This network has twenty keepers. Take one away first.")
        raise Refused(words, field="handle")
    await store.insert_keeper(tx.db, network.network_id, person.person_id)
    await log_of_network(tx, by, "network.keeper_added", network, person.person_id)


async def remove_keeper(tx: Transaction, by: Person, network: Network, handle: str) -> None:
    """Also oneself. NotFound for who is none, or is no more."""
    people = await people_by_id(tx.db, await store.list_keepers(tx.db, network.network_id))
    ids = [one.person_id for one in people.values() if one.handle == handle]
    if not ids or not await store.delete_keeper(tx.db, network.network_id, ids[0]):
        raise NotFound()
    await log_of_network(tx, by, "network.keeper_removed", network, ids[0])


async def invite(tx: Transaction, by: Person, network: Network, slug: str) -> None:
    """Whoever looks after the organisation's page is told; nobody else sees it before they say yes."""
    try:
        known = await organisation_to_invite(tx.db, slug)
    except NotFound as error:
        words = _(
            "No page of the directory has this address. Copy it from the organisation’s page."
        )
        raise Refused(words, field="organisation") from error
    if not network.is_open:
        raise Refused(_("This network is put away. Put it back first."), field="organisation")
    link = Membership(network.network_id, known.organisation_id, tx.now)
    if not await store.insert_membership(tx.db, link):
        await _take_in(tx, by, network, known)
        return
    tx.record(NetworkInvited(network.network_id, known.organisation_id))
    await log_of_network(tx, by, "network.invited", network, known.organisation_id)


async def _take_in(tx: Transaction, by: Person, network: Network, known: Organisation) -> None:
    """It has asked: then both have said yes."""
    link = (network.network_id, known.organisation_id)
    if not await store.set_invited(tx.db, *link, tx.now):
        raise Refused(_("It is invited, or in the network, already."), field="organisation")
    tx.record(NetworkJoined(*link, by_network=True))
    await log_of_network(tx, by, "network.joined", network, known.organisation_id)


async def ask(tx: Transaction, by: Person, network: Network, known: Organisation) -> None:
    """For the organisation: who keeps the network is told, and nobody else sees it. Where the network
    has invited it meanwhile, both have said yes.
    """
    if not known.is_open:
        raise Refused(_("Nobody else can open this page now: ask when it is back."))
    link = Membership(network.network_id, known.organisation_id, None, tx.now)
    if await store.insert_membership(tx.db, link):
        tx.record(NetworkAsked(network.network_id, known.organisation_id))
        await log_of_network(tx, by, "network.asked", network, known.organisation_id)
    else:
        await confirm(tx, by, network, known)


async def accept(tx: Transaction, by: Person, network: Network, known: Organisation) -> None:
    """For the network: from now on both show it."""
    if not network.is_open:
        raise Refused(_("This network is put away. Put it back first."))
    if await store.find_membership(tx.db, network.network_id, known.organisation_id) is None:
        raise Refused(_("It does not ask any more. Look again."))
    await _take_in(tx, by, network, known)


async def remove(tx: Transaction, by: Person, network: Network, known: Organisation) -> None:
    """For the network: an organisation that asked is told that it was declined."""
    link = await store.find_membership(tx.db, network.network_id, known.organisation_id)
    await part(tx, by, network, known)
    if link is not None and link.is_asked and link.confirmed_at is not None:
        at = to_iso(link.confirmed_at)
        tx.record(NetworkDeclined(network.network_id, known.organisation_id, at))


async def confirm(tx: Transaction, by: Person, network: Network, known: Organisation) -> None:
    """For the organisation: from now on both show it."""
    link = (network.network_id, known.organisation_id)
    if not await store.set_confirmed(tx.db, *link, tx.now):
        raise Refused(_("Somebody else has answered this already. Look again."))
    tx.record(NetworkJoined(*link))
    await log_of_network(tx, by, "network.joined", network, known.organisation_id)


async def part(tx: Transaction, by: Person, network: Network, known: Organisation) -> None:
    """For either side: an invitation, or a membership, is over. NotFound where there is none."""
    if not await store.delete_membership(tx.db, network.network_id, known.organisation_id):
        raise NotFound()
    await log_of_network(tx, by, "network.parted", network, known.organisation_id)
