"""The only way to a meetup: who may read of it, and how much of it. Absent and forbidden are alike.

What is not for this reader is taken out here: no view ever holds an address or a link that it must
not show.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.keys import hash_token
from peerhub.meetups import rules
from peerhub.meetups.dates import bounds_of
from peerhub.meetups.models import (
    PAGE_MEETUPS,
    USUAL_REMINDERS,
    Ahead,
    Audience,
    LookedFor,
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
    """NotFound for none, for what was removed, for strangers where it is for members, and for
    everybody but its organisers while it waits.
    """
    found = await _standing(db, meetup_id)
    hidden = found is None or found.is_held or found.audience is not Audience.PUBLIC
    if found is None or (person is None and hidden):
        raise NotFound()
    if person is None:
        return Opened(for_everybody(found), None, organises=False)
    organises = await _organises(db, person, meetup_id)
    if found.is_held and not organises:
        raise NotFound()
    reply = await replies.find_reply(db, meetup_id, person.person_id)
    return Opened(as_known(found, reply, organises=organises), reply, organises)


async def meetups_for_reader(
    db: AsyncConnection,
    person: Person | None,
    *,
    now: datetime,
    looked: LookedFor,
    after: str = "",
    limit: int = PAGE_MEETUPS,
) -> tuple[list[Meetup], str]:
    """A page of those to come, the soonest first, and after which the next one begins, or ""."""
    last = await store.find_meetup(db, after) if after else None
    found = await store.list_meetups(
        db,
        ends_after=now,
        public_only=person is None,
        looked=looked,
        after=(last.starts_at, last.meetup_id) if last else None,
        limit=limit + 1,
    )
    shown = [for_everybody(one) for one in found[:limit]]
    return shown, shown[-1].meetup_id if len(found) > limit else ""


async def meetups_as_found(db: AsyncConnection, ids: Collection[str]) -> list[Meetup]:
    """For search, which asked who may: each as everybody knows it; none that waits or was removed."""
    found = await store.list_by_id(db, ids)
    return [for_everybody(one) for one in found if one.removed_at is None and not one.is_held]


async def month_for_reader(
    db: AsyncConnection, person: Person | None, first: date, looked: LookedFor
) -> list[Meetup]:
    """Those that begin in a month, over or to come, the first of them first."""
    begins, ends = bounds_of(first)
    found = await store.list_meetups(
        db,
        ends_after=begins,
        public_only=person is None,
        looked=looked,
        starts=(begins, ends),
    )
    return [for_everybody(one) for one in found]


async def series_for_reader(db: AsyncConnection, opened: Opened, now: datetime) -> list[Meetup]:
    """The other dates to come of a meetup that somebody has opened, each as everybody knows it."""
    one = opened.meetup
    if not one.series_id:
        return []
    return [
        for_everybody(other)
        for other in await store.list_series(db, one.series_id)
        if other.meetup_id != one.meetup_id
        and other.removed_at is None
        and other.ends_at > now
        and other.audience is one.audience
        and (opened.organises or not other.is_held)
    ]


async def public_meetups(db: AsyncConnection, *, ends_after: datetime) -> list[Meetup]:
    """For the calendar that anybody can read; cancelled ones too, which say so."""
    found = await store.list_meetups(db, ends_after=ends_after, public_only=True)
    return [for_everybody(one) for one in found]


async def replies_of_person(db: AsyncConnection, person: Person) -> list[tuple[Meetup, Reply]]:
    """What they answered, each meetup as they may know it."""
    found = await replies.list_of_person(db, person.person_id)
    return [(as_known(one, reply, organises=False), reply) for one, reply in found]


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
    own = await store.list_organised_by(db, owner_id)
    found = {one.meetup_id: (one, False) for one in own}
    for meetup, reply in await replies.list_of_person(db, owner_id):
        if meetup.meetup_id not in found and rules.is_in_calendar(reply):
            shown = as_known(meetup, reply, organises=False)
            found[meetup.meetup_id] = (shown, not rules.has_seat(reply))
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
    if found is None or not await _organises(db, person, meetup_id):
        raise NotFound()
    return found


async def _organises(db: AsyncConnection, person: Person, meetup_id: str) -> bool:
    """Where all who did have left the hub, somebody must be able to call it off."""
    organisers = await store.list_organisers(db, meetup_id)
    if organisers:
        return person.person_id in organisers
    return person.holds(RoleName.ADMINISTRATOR)


async def poster_for_organiser(db: AsyncConnection, person: Person, meetup_id: str) -> Opened:
    """What may hang on a wall: no address and no link, whoever prints it."""
    meetup = await meetup_for_organiser(db, person, meetup_id)
    return Opened(for_everybody(meetup), None, organises=True)


async def meetup_for_moderator(db: AsyncConnection, meetup_id: str) -> Meetup | None:
    """In whatever state, without what is for those who come; moderation has checked who asks."""
    found = await store.find_meetup(db, meetup_id)
    return for_everybody(found) if found else None


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
    """For duties: who has to hear of a change; None where it is gone."""
    found = await store.find_meetup(db, meetup_id)
    return (found, await replies.list_replies(db, meetup_id)) if found else None


async def _standing(db: AsyncConnection, meetup_id: str, *, lock: bool = False) -> Meetup | None:
    found = await store.find_meetup(db, meetup_id, lock=lock)
    return found if found and found.removed_at is None else None


def for_everybody(meetup: Meetup) -> Meetup:
    return replace(meetup, address="", link="")


def as_known(meetup: Meetup, reply: Reply | None, *, organises: bool) -> Meetup:
    """With the address or the link, where this answer gives a seat that way."""
    address = meetup.address if rules.sees_address(meetup, reply, organises=organises) else ""
    link = meetup.link if rules.sees_link(meetup, reply, organises=organises) else ""
    return replace(meetup, address=address, link=link)
