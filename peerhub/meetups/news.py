"""Of which followed things a new meetup is, and who of their followers may hear of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.directory.belonged import owners_for_members
from peerhub.directory.follows import FollowKind
from peerhub.meetups.audiences import is_open_to
from peerhub.meetups.models import Meetup
from peerhub.meetups.store import meetups as store
from peerhub.people.access import people_apart, people_by_id
from peerhub.people.models import PersonState


async def meetup_to_tell(db: AsyncConnection, meetup_id: str, now: datetime) -> Meetup | None:
    """The first date to come of its series; None for what waits, was removed or cancelled, or began."""
    found = await store.find_meetup(db, meetup_id)
    dates = await store.list_series(db, found.series_id) if found and found.series_id else [found]
    for one in dates:
        standing = one and one.removed_at is None and not one.is_held and not one.is_cancelled
        if one and standing and one.starts_at > now:
            return one
    return None


async def things_of(db: AsyncConnection, meetup: Meetup) -> list[tuple[str, str]]:
    """(kind, ref) of all that it belongs to, is for, is in or is about."""
    owners = await owners_for_members(db, ItemRef("meetup", meetup.meetup_id))
    found = {(one.kind.value, one.owner_id) for one in owners}
    kind, _colon, ref = meetup.circle.partition(":")
    found |= {(kind, ref)} if kind in set(FollowKind) else set()
    found |= {(FollowKind.SECTOR.value, meetup.sector)} if meetup.sector else set()
    found |= {(FollowKind.BOROUGH.value, meetup.borough)} if meetup.borough else set()
    return sorted(found)


async def may_hear(db: AsyncConnection, person_id: str, meetup: Meetup) -> bool:
    """Members for whom it is, but not who organises it, nor where a block stands between them."""
    person = (await people_by_id(db, [person_id])).get(person_id)
    if person is None or person.state is not PersonState.MEMBER:
        return False
    theirs = {meetup.announced_by, *await store.list_organisers(db, meetup.meetup_id)}
    if person_id in theirs or theirs & await people_apart(db, person_id):
        return False
    return await is_open_to(db, person, meetup)
