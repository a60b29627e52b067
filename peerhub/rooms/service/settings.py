"""What facilitators decide about their room: its settings, its lock, and who is on duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.hours import Hours
from peerhub.core.transaction import Transaction
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.moderation.service.trail import note
from peerhub.people.models import Person
from peerhub.rooms import rules
from peerhub.rooms.door import Door, room_for_facilitator
from peerhub.rooms.store import rooms


@dataclass(frozen=True, slots=True)
class Settings:
    """All of a room that its facilitators may change; limits are the form's."""

    title: str
    topic: str
    rules: str
    keep_days: int
    own_names: bool
    presence: bool
    slow_seconds: int
    hours: Hours


async def change_settings(tx: Transaction, person: Person, slug: str, wanted: Settings) -> None:
    """NotFound or Forbidden where it is not theirs; Refused for presence in a confidential room.

    Words that were said are kept as long as the new setting says, from the next day on.
    """
    door = await room_for_facilitator(tx.db, person, slug)
    said = Said(plain=(wanted.title, wanted.topic, wanted.rules))
    await check_may_say(tx, person, Place(door.room.scopes), said)
    rules.check_presence(door.room, wanted.presence)
    await rooms.set_room(
        tx.db,
        slug,
        title=wanted.title,
        topic=wanted.topic,
        rules=wanted.rules,
        keep_days=wanted.keep_days,
        own_names=wanted.own_names,
        presence=wanted.presence,
        slow_seconds=wanted.slow_seconds,
        hours=[list(one) for one in wanted.hours] or None,
    )
    if wanted.keep_days != door.room.keep_days:
        await _log(tx, person, door, "room.keep_days", str(wanted.keep_days))


async def lock(tx: Transaction, person: Person, slug: str) -> None:
    """Only facilitators write from now on; again is as good as once."""
    door = await room_for_facilitator(tx.db, person, slug)
    if door.room.locked_at is None:
        await rooms.set_room(tx.db, slug, locked_at=tx.now)
        await _log(tx, person, door, "room.locked")
        tx.announce(ACCESS_CHANGED, b"lock")


async def unlock(tx: Transaction, person: Person, slug: str) -> None:
    """The opposite."""
    door = await room_for_facilitator(tx.db, person, slug)
    if door.room.locked_at is not None:
        await rooms.set_room(tx.db, slug, locked_at=None)
        await _log(tx, person, door, "room.unlocked")
        tx.announce(ACCESS_CHANGED, b"lock")


async def sign_on(tx: Transaction, person: Person, slug: str, hours: int) -> None:
    """This facilitator is on duty for so many hours; whoever was before is relieved."""
    await room_for_facilitator(tx.db, person, slug)
    until = tx.now + timedelta(hours=hours)
    await rooms.set_room(tx.db, slug, duty_id=person.person_id, duty_until=until)


async def sign_off(tx: Transaction, person: Person, slug: str) -> None:
    """Nobody is on duty any more; any facilitator may say so."""
    await room_for_facilitator(tx.db, person, slug)
    await rooms.set_room(tx.db, slug, duty_id=None, duty_until=None)


async def _log(tx: Transaction, by: Person, door: Door, action: str, detail: str = "") -> None:
    subject = f"room:{door.room.room_id}"
    await note(tx, actor_id=by.person_id, action=action, subject=subject, detail=detail)
