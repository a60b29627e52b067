"""Who looks after a meetup, as each reader may know it: members by name, strangers not at all."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.meetups.access import Opened, meetup_for_organiser
from peerhub.meetups.models import Meetup
from peerhub.meetups.store import meetups as store
from peerhub.people.access import people_apart, people_by_id
from peerhub.people.models import Person, PersonState


async def organisers_for_reader(
    db: AsyncConnection, person: Person | None, opened: Opened
) -> list[Person]:
    """By name, those whom this member meets; of a meetup that they have opened."""
    if person is None:
        return []
    apart = await people_apart(db, person.person_id)
    ids = await store.list_organisers(db, opened.meetup.meetup_id)
    people = await people_by_id(db, [one for one in ids if one not in apart])
    found = [one for one in people.values() if one.state is PersonState.MEMBER]
    return sorted(found, key=lambda one: one.name.casefold())


async def organisers_for_organiser(
    db: AsyncConnection, person: Person, meetup_id: str
) -> tuple[Meetup, list[Person]]:
    """All of them by name, blocks or not: whoever looks after something knows who else does."""
    meetup = await meetup_for_organiser(db, person, meetup_id)
    people = await people_by_id(db, await store.list_organisers(db, meetup_id))
    return meetup, sorted(people.values(), key=lambda one: one.name.casefold())
