"""The only way to a meetup: who may read of it, and how much of it. Absent and forbidden are alike.

What is not for this reader is taken out here: no view ever holds an address or a link that it must
not show.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.keys import hash_token
from peerhub.meetups import rules
from peerhub.meetups.audiences import is_open_to, open_among, people_of
from peerhub.meetups.models import (
    USUAL_REMINDERS,
    Ahead,
    Meetup,
    Reply,
)
from peerhub.meetups.store import feeds, replies
from peerhub.meetups.store import meetups as store
from peerhub.people.access import people_by_id
from peerhub.people.models import Person, PersonState, RoleName

KEPT = timedelta(days=30)  # in the calendar that anybody reads, so that a cancellation reaches all


@dataclass(frozen=True, slots=True)
class Opened:
    """A meetup as this reader may know it: `reply` is their own, `organises` whether it is theirs."""

    meetup: Meetup
    reply: Reply | None
    organises: bool


async def meetup_for_reader(db: AsyncConnection, person: Person | None, meetup_id: str) -> Opened:
    """NotFound for none, for what was removed, for whom it is not, and for everybody but its
    organisers while it waits.
    """
    found = await _standing(db, meetup_id)
    if found is None:
        raise NotFound()
    open_ = not found.is_held and await is_open_to(db, person, found)
    organises = person is not None and await _organises(db, person, found)
    if not open_ and not organises:
        raise NotFound()
    if person is None:
        return Opened(rules.for_everybody(found), None, organises=False)
    reply = await replies.find_reply(db, meetup_id, person.person_id)
    return Opened(rules.for_one(found, reply, organises=organises), reply, organises)


async def replies_of_person(db: AsyncConnection, person: Person) -> list[tuple[Meetup, Reply]]:
    """What they answered and may still read of, each meetup as they may know it."""
    found = await replies.list_of_person(db, person.person_id)
    circles = await open_among(db, person, {one.circle for one, _reply in found if one.circle})
    found = [(one, reply) for one, reply in found if not one.circle or one.circle in circles]
    return [(rules.for_one(one, reply, organises=False), reply) for one, reply in found]


async def feed_made_at(db: AsyncConnection, person: Person) -> datetime | None:
    """Since when somebody has a calendar of their own; None where they have none."""
    return await feeds.find_made_at(db, person.person_id)


async def meetups_by_token(
    db: AsyncConnection, token: str, now: datetime
) -> list[tuple[Meetup, bool]]:
    """What its owner comes to, waits for, perhaps comes to or organises, each as they may know it,
    and whether that is uncertain. NotFound for a token that nobody has, and while its owner is no
    member or may not write.
    """
    owner_id = await feeds.find_owner(db, hash_token(token))
    owner = (await people_by_id(db, [owner_id])).get(owner_id)
    if owner is None or owner.state is not PersonState.MEMBER or owner.frozen:
        raise NotFound()
    program = replace(owner, by_token=True)  # whoever has the address reads it
    own = await store.list_organised_by(db, owner_id)
    circles = await open_among(db, program, {one.circle for one in own if one.circle})
    own = [one for one in own if not one.circle or one.circle in circles]
    found = {one.meetup_id: (one, False) for one in own}
    for meetup, reply in await replies_of_person(db, program):
        if meetup.meetup_id not in found and rules.is_in_calendar(reply):
            found[meetup.meetup_id] = (meetup, not rules.has_seat(reply))
    return [
        (one, uncertain)
        for one, uncertain in found.values()
        if one.removed_at is None and not one.is_held and one.ends_at > now - KEPT
    ]


async def meetup_for_organiser(
    db: AsyncConnection, person: Person, meetup_id: str, *, lock: bool = False
) -> Meetup:
    """All of it; NotFound for everybody else, administrators too while somebody looks after it."""
    found = await _standing(db, meetup_id, lock=lock)
    if found is None or not await _organises(db, person, found):
        raise NotFound()
    return found


async def _organises(db: AsyncConnection, person: Person, meetup: Meetup) -> bool:
    """Where all who did have left the hub, somebody must be able to call it off, if it is for them."""
    organisers = await store.list_organisers(db, meetup.meetup_id)
    if organisers:
        return person.person_id in organisers
    return person.holds(RoleName.ADMINISTRATOR) and await is_open_to(db, person, meetup)


async def poster_for_organiser(db: AsyncConnection, person: Person, meetup_id: str) -> Opened:
    """What may hang on a wall: no address and no link, whoever prints it."""
    meetup = await meetup_for_organiser(db, person, meetup_id)
    return Opened(rules.for_everybody(meetup), None, organises=True)


async def meetup_for_moderator(db: AsyncConnection, meetup_id: str) -> Meetup | None:
    """In whatever state, without what is for those who come; moderation has checked who asks."""
    found = await store.find_meetup(db, meetup_id)
    return rules.for_everybody(found) if found else None


async def organisers_to_tell(db: AsyncConnection, meetup_id: str) -> list[str]:
    """For duties: who has to hear that somebody asks."""
    return await store.list_organisers(db, meetup_id)


async def reminders_of(
    db: AsyncConnection, person_ids: Collection[str]
) -> dict[str, frozenset[Ahead]]:
    """When each wants to be reminded; of who never chose, the usual times."""
    known = await replies.list_reminders(db, person_ids)
    return {one: known.get(one, USUAL_REMINDERS) for one in person_ids}


async def answers_to_tell(
    db: AsyncConnection, meetup_id: str
) -> tuple[Meetup, Sequence[Reply]] | None:
    """For duties: who has to hear of a change, as far as it is for them still; None where it is gone."""
    found = await store.find_meetup(db, meetup_id)
    if found is None:
        return None
    said = await replies.list_replies(db, meetup_id)
    known = await people_of(db, found, [one.person_id for one in said])
    return found, [one for one in said if one.person_id in known]


async def _standing(db: AsyncConnection, meetup_id: str, *, lock: bool = False) -> Meetup | None:
    found = await store.find_meetup(db, meetup_id, lock=lock)
    return found if found and found.removed_at is None else None
