"""Who looks after a meetup: organisers add one another, and anybody of them leaves."""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import OrganiserAdded
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups import rules
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.models import Meetup
from peerhub.meetups.service.change import later_ones
from peerhub.meetups.store import meetups as store
from peerhub.meetups.store.organisers import delete_organiser_of
from peerhub.people.access import people_by_id, person_for_visitor
from peerhub.people.models import Person

MOST_ORGANISERS = 10  # each reads what people need to take part


async def add_organiser(
    tx: Transaction, by: Person, meetup_id: str, handle: str, *, later: bool = False
) -> None:
    """A member whom they can see: at once, with a notice that says how to leave.

    Not while it waits for a moderator: then nobody else reads its words. `later`: of the later dates
    of its series too, as far as `by` looks after them.
    """
    meetup = await meetup_for_organiser(tx.db, by, meetup_id, lock=True)
    rules.check_open(meetup, tx.now)
    try:
        person = await person_for_visitor(tx.db, by, handle.removeprefix("@").casefold())
    except NotFound as error:
        words = _("Nobody here has this handle. Look at their page.")
        raise Refused(words, field="handle") from error
    if person.person_id in await store.list_organisers(tx.db, meetup_id):
        raise Refused(_("This person organises it already."), field="handle")
    for one in await _dates(tx, by, meetup, later=later):
        if len(await store.list_organisers(tx.db, one.meetup_id)) >= MOST_ORGANISERS:
            words = _("It has ten organisers already. Take one away first.")
            raise Refused(words, field="handle")
        await store.insert_organiser(tx.db, one.meetup_id, person.person_id)
    tx.record(OrganiserAdded(meetup_id, person.person_id, to_iso(tx.now)))


async def remove_organiser(
    tx: Transaction, by: Person, meetup_id: str, handle: str, *, later: bool = False
) -> None:
    """Also oneself, at any time; never the last one. NotFound for who organises it not, or no more."""
    meetup = await meetup_for_organiser(tx.db, by, meetup_id, lock=True)
    among = await store.list_organisers(tx.db, meetup_id)
    people = await people_by_id(tx.db, among)
    gone = next((one.person_id for one in people.values() if one.handle == handle), None)
    if gone is None:
        raise NotFound()
    for one in await _dates(tx, by, meetup, later=later):
        if await store.list_organisers(tx.db, one.meetup_id) == [gone]:
            words = _("Somebody must look after it. Add somebody else first.")
            raise Refused(words, field="handle")
        await delete_organiser_of(tx.db, one.meetup_id, gone)


async def _dates(tx: Transaction, by: Person, meetup: Meetup, *, later: bool) -> list[Meetup]:
    """This date, and where it is asked for those after it that `by` looks after as well."""
    found = [meetup]
    for one in await later_ones(tx, meetup) if later else []:
        if by.person_id in await store.list_organisers(tx.db, one.meetup_id):
            found.append(one)
    return found
