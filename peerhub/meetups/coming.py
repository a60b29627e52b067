"""Who comes, and what they need: for its organisers, and for others who come as each chose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.keys import Keys
from peerhub.meetups import rules
from peerhub.meetups.access import Opened, meetup_for_organiser
from peerhub.meetups.guests import Comer
from peerhub.meetups.models import Choice, Meetup, Reply
from peerhub.meetups.sealed import open_needs
from peerhub.meetups.store import guests, needs, replies
from peerhub.people.access import people_apart, people_by_id
from peerhub.people.models import Person, PersonState


async def who_comes(
    db: AsyncConnection, person: Person, meetup_id: str
) -> tuple[Meetup, Sequence[tuple[Comer, Reply]]]:
    """For its organisers, in the order of the line."""
    meetup = await meetup_for_organiser(db, person, meetup_id)
    found = await replies.list_replies(db, meetup_id)
    people = await people_by_id(db, [one.person_id for one in found])
    comers = {one.person_id: Comer(one.person_id, one.name, one.handle) for one in people.values()}
    for guest in (await guests.list_guests(db, meetup_id)).values():
        comers[guest.guest_id] = Comer(guest.guest_id, guest.name)
    return meetup, [(comers[one.person_id], one) for one in found if one.person_id in comers]


async def asker_for_organiser(
    db: AsyncConnection, person: Person, meetup_id: str, handle: str
) -> Comer:
    """A member who answered, by their handle; NotFound for everybody else."""
    _meetup, found = await who_comes(db, person, meetup_id)
    for one, _reply in found:
        if one.handle and one.handle == handle:
            return one
    raise NotFound()


async def who_is_seen(
    db: AsyncConnection, person: Person, opened: Opened, now: datetime
) -> list[Person]:
    """Others who chose to be seen by those who come, until it is over or cancelled; for who has a
    seat, and for organisers. Blocks hold here whatever somebody's roles: one comes as oneself.
    """
    meetup = opened.meetup
    if not (opened.organises or rules.has_seat(opened.reply)):
        return []
    if meetup.is_cancelled or meetup.ends_at <= now:
        return []
    apart = {person.person_id, *await people_apart(db, person.person_id)}
    found = await replies.list_replies(db, meetup.meetup_id)
    ids = [one.person_id for one in found if one.shown and rules.has_seat(one)]
    people = await people_by_id(db, [one for one in ids if one not in apart])
    return sorted(
        (one for one in people.values() if one.state is PersonState.MEMBER), key=lambda p: p.name
    )


async def sheet_for_organiser(
    db: AsyncConnection, person: Person, meetup_id: str
) -> tuple[Meetup, list[Comer]]:
    """Who has a seat in person, by name: all that lies open at the door."""
    meetup, found = await who_comes(db, person, meetup_id)
    coming = [
        one for one, reply in found if reply.choice is Choice.IN_PERSON and rules.has_seat(reply)
    ]
    return rules.for_everybody(meetup), sorted(coming, key=lambda one: one.name)


async def needs_for_organiser(
    db: AsyncConnection, keys: Keys, person: Person, meetup_id: str
) -> dict[str, str | None]:
    """What those who come need to take part, by person_id; None where it can be read no more."""
    await meetup_for_organiser(db, person, meetup_id)
    found = await needs.list_needs(db, meetup_id)
    return {one: open_needs(keys, meetup_id, one, sealed) for one, sealed in found.items()}


async def own_needs(db: AsyncConnection, keys: Keys, person: Person, meetup_id: str) -> str:
    """What this person wrote themselves, or ""."""
    sealed = await needs.find_needs(db, meetup_id, person.person_id)
    return (open_needs(keys, meetup_id, person.person_id, sealed) or "") if sealed else ""
