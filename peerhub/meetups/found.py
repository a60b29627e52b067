"""Meetups as readers find them: lists, a month, a series, a calendar; each as everybody knows it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.meetups import rules
from peerhub.meetups.access import Opened
from peerhub.meetups.audiences import circles_to_read, open_among
from peerhub.meetups.dates import bounds_of
from peerhub.meetups.models import PAGE_MEETUPS, LookedFor, Meetup
from peerhub.meetups.store import meetups as store
from peerhub.people.models import Person


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
    circles = await circles_to_read(db, person)
    found = await store.list_meetups(
        db,
        ends_after=now,
        public_only=person is None,
        circles=circles,
        looked=looked,
        after=(last.starts_at, last.meetup_id) if last else None,
        limit=limit + 1,
    )
    shown = [rules.for_everybody(one) for one in found[:limit]]
    return shown, shown[-1].meetup_id if len(found) > limit else ""


async def meetups_as_found(db: AsyncConnection, ids: Collection[str]) -> list[Meetup]:
    """For search, which asked who may: each as everybody knows it; none that waits or was removed."""
    found = await store.list_by_id(db, ids)
    return [rules.for_everybody(one) for one in found if one.removed_at is None and not one.is_held]


async def month_for_reader(
    db: AsyncConnection, person: Person | None, first: date, looked: LookedFor
) -> list[Meetup]:
    """Those that begin in a month, over or to come, the first of them first."""
    begins, ends = bounds_of(first)
    found = await store.list_meetups(
        db,
        ends_after=begins,
        public_only=person is None,
        circles=await circles_to_read(db, person),
        looked=looked,
        starts=(begins, ends),
    )
    return [rules.for_everybody(one) for one in found]


async def series_for_reader(db: AsyncConnection, opened: Opened, now: datetime) -> list[Meetup]:
    """The other dates to come of a meetup that somebody has opened, each as everybody knows it."""
    one = opened.meetup
    if not one.series_id:
        return []
    return [
        rules.for_everybody(other)
        for other in await store.list_series(db, one.series_id)
        if other.meetup_id != one.meetup_id
        and other.removed_at is None
        and other.ends_at > now
        and (other.audience, other.circle) == (one.audience, one.circle)
        and (opened.organises or not other.is_held)
    ]


async def public_meetups(db: AsyncConnection, *, ends_after: datetime) -> list[Meetup]:
    """For the calendar that anybody can read; cancelled ones too, which say so."""
    found = await store.list_meetups(db, ends_after=ends_after, public_only=True)
    return [rules.for_everybody(one) for one in found]


async def meetups_of_owner(
    db: AsyncConnection, person: Person | None, owner: ItemRef, *, now: datetime, limit: int
) -> list[Meetup]:
    """Those to come that belong to an organisation or a network, the soonest first."""
    found = await store.list_meetups(
        db,
        ends_after=now,
        public_only=person is None,
        circles=await circles_to_read(db, person),
        owner=owner,
        limit=limit,
    )
    return [rules.for_everybody(one) for one in found]


async def meetups_to_answer(
    db: AsyncConnection, person: Person, ids: Collection[str], *, now: datetime
) -> list[tuple[Meetup, bool]]:
    """For who answers for an organisation: those to come, and whether they may open each."""
    found = await store.list_by_id(db, ids)
    to_come = [one for one in found if one.removed_at is None and one.ends_at > now]
    to_come.sort(key=lambda one: (one.starts_at, one.meetup_id))
    circles = await open_among(db, person, {one.circle for one in to_come if one.circle})
    return [
        (rules.for_everybody(one), not one.is_held and (not one.circle or one.circle in circles))
        for one in to_come
    ]


async def later_dates_of(db: AsyncConnection, person: Person, meetup: Meetup) -> tuple[str, ...]:
    """Ids of the dates of its series after a meetup, as far as this organiser looks after them."""
    if not meetup.series_id:
        return ()
    own = {one.meetup_id for one in await store.list_organised_by(db, person.person_id)}
    return tuple(
        one.meetup_id
        for one in await store.list_series(db, meetup.series_id)
        if one.meetup_id in own
        and one.starts_at > meetup.starts_at
        and one.removed_at is None
        and not one.is_cancelled
    )
