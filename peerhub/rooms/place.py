"""The room as a place, in words: its kind, who reads, how long it keeps, its hours, what is on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core import hours
from peerhub.core.text import to_excerpt, to_html
from peerhub.core.words import _, ngettext
from peerhub.people.models import Person
from peerhub.rooms import door as doors
from peerhub.rooms.access import Seat, count_members
from peerhub.rooms.door import Door
from peerhub.rooms.hours import opening_words
from peerhub.rooms.models import (
    DUTY_HOURS,
    KEEP_CHOICES,
    SLOW_CHOICES,
    MemberState,
    Message,
    MessageState,
    RoomKind,
    WhoMayAsk,
    page_title,
)

PIN_WORDS = 80  # of a pinned message, as a link


def kind_words(kind: RoomKind) -> str:
    return {
        RoomKind.OPEN: _("Open room"),
        RoomKind.RESTRICTED: _("Restricted room"),
        RoomKind.PRIVATE: _("Private room"),
        RoomKind.CONFIDENTIAL: _("Confidential room"),
        RoomKind.DIRECT: _("Conversation"),
    }[kind]


def readers_words(kind: RoomKind) -> str:
    """Who can read what is written there, truly."""
    return {
        RoomKind.OPEN: _("Every member of this hub can read it and write in it."),
        RoomKind.RESTRICTED: _(
            "Everybody in the hub sees that it is there. Only people who were let in can read it."
        ),
        RoomKind.PRIVATE: _("Only people who were invited can see it and read it."),
        RoomKind.CONFIDENTIAL: _(
            "Only people who were invited can see it and read it. It stands in no list, no search"
            " and on nobody's page, and its title in no notice."
        ),
        RoomKind.DIRECT: _("Only the people in it can see it and read it."),
    }[kind]


def kind_options() -> list[tuple[str, str, str]]:
    """For an administrator's choice."""
    kinds = (RoomKind.OPEN, RoomKind.RESTRICTED, RoomKind.PRIVATE, RoomKind.CONFIDENTIAL)
    return [(kind.value, kind_words(kind), readers_words(kind)) for kind in kinds]


def with_words(others: Sequence[Person]) -> str:
    """A direct conversation's title for one who is in it."""
    if not others:
        return _("A conversation that the others have left")
    *first, last = [other.name for other in others]
    names = _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last}
    return _("Conversation with %(names)s") % {"names": names if first else last}


def choice_options() -> list[tuple[str, str, str]]:
    """Who may ask somebody to write with them."""
    return [
        (WhoMayAsk.EVERYBODY.value, _("Every member of this hub"), ""),
        (
            WhoMayAsk.ROOMS.value,
            _("People I share a room with"),
            _("A restricted or private room in which both of you use your hub names."),
        ),
        (WhoMayAsk.NOBODY.value, _("Nobody"), _("You can still ask others.")),
    ]


def keep_words(days: int) -> str:
    if not days:
        return _("Kept as long as the room stands")
    return ngettext("Kept %(n)d day", "Kept %(n)d days", days) % {"n": days}


def keep_options() -> list[tuple[str, str]]:
    return [(str(days), keep_words(days)) for days in KEEP_CHOICES]


def slow_words(seconds: int) -> str:
    if not seconds:
        return _("Off")
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}


def slow_options() -> list[tuple[str, str]]:
    return [(str(seconds), slow_words(seconds)) for seconds in SLOW_CHOICES]


def duty_options() -> list[tuple[str, str]]:
    return [(str(n), ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}) for n in DUTY_HOURS]


def members_words(count: int) -> str:
    """A coarse count: an exact one would tell who came and went."""
    if count < 5:
        return _("Fewer than 5 members")
    step = 5 if count < 50 else 10 if count < 200 else 50
    return _("About %(n)d members") % {"n": round(count / step) * step}


@dataclass(frozen=True, slots=True)
class ShownPin:
    """A pinned message as a link."""

    id: str
    name: str
    words: str


async def top_of_room(db: AsyncConnection, seat: Seat, now: datetime) -> dict[str, Any]:
    """What `rooms/_top.html` wants: the ways around, who is on duty, closed or locked, pins."""
    room = seat.room
    duty = await doors.on_duty(db, room, now)
    return {
        "slug": room.slug,
        "direct": room.kind is RoomKind.DIRECT,
        "kind": kind_words(room.kind),
        "kept": keep_words(room.keep_days),
        "facilitates": seat.facilitates,
        "presence": room.presence,
        "locked": room.locked_at is not None,
        "closed": "" if hours.is_open(room.hours, now) else opening_words(room.hours, now),
        "duty": duty.byline.name if duty else "",
        "duty_until": room.duty_until if duty else None,
        "pins": await pins_of(db, seat),
    }


async def pins_of(db: AsyncConnection, seat: Seat) -> list[ShownPin]:
    """For `rooms/_pins.html`; a message with a content note shows the note, not its words."""
    found = await doors.pins_for_reader(db, seat.person, seat.room.slug)
    return [
        ShownPin(m.message_id, author.name, m.warning or to_excerpt(m.body)[:PIN_WORDS])
        for m, author in found
    ]


async def pin_choice(db: AsyncConnection, seat: Seat, message: Message) -> str:
    """What a facilitator can do about a message at the top: "pin", "unpin"; "" for nobody else."""
    stands = message.state is MessageState.VISIBLE
    if not seat.facilitates or not stands:
        return ""
    found = await doors.pins_for_reader(db, seat.person, seat.room.slug)
    return "unpin" if message.message_id in {m.message_id for m, _author in found} else "pin"


async def rooms_to_join(db: AsyncConnection, person: Person) -> list[dict[str, str]]:
    """What `rooms/_to_join.html` lists: rooms to ask for, and those that wait for this person."""
    return [
        {
            "slug": door.room.slug,
            "title": door.room.title,
            "purpose": door.room.topic,
            "line": _knock_words(door),
        }
        for door in await doors.doors_to_knock_at(db, person)
    ]


def _knock_words(door: Door) -> str:
    if door.state is MemberState.INVITED:
        return _("You are invited.")
    if door.state is MemberState.ASKED:
        return _("You have asked to join.")
    return _("You can join.") if door.may_walk_in else _("You can ask to join.")


async def about_room(db: AsyncConnection, door: Door, now: datetime) -> dict[str, Any]:
    """What `rooms/about.html` wants of a room, at its door and inside."""
    room = door.room
    duty = await doors.on_duty(db, room, now)
    member = door.member
    return {
        "slug": room.slug,
        "title": room.title,
        "page_title": page_title(room),
        "kind": kind_words(room.kind),
        "readers": readers_words(room.kind),
        "topic": room.topic,
        "html": to_html(room.rules) if room.rules else "",
        "kept": keep_words(room.keep_days),
        "slow": slow_words(room.slow_seconds) if room.slow_seconds else "",
        "hours": hours.day_words(room.hours),
        "facilitators": [f.byline.name for f in await doors.facilitators_of(db, room)],
        "duty": duty.byline.name if duty else "",
        "duty_until": room.duty_until if duty else None,
        "members": members_words(await count_members(db, door.seat)),
        "inside": door.inside,
        "is_member": door.state is MemberState.MEMBER,
        "asked": door.state is MemberState.ASKED,
        "invited": door.state is MemberState.INVITED,
        "removed": door.state is MemberState.REMOVED,
        "may_join": door.may_walk_in,
        "may_ask": door.may_ask,
        "may_manage": door.may_manage,
        "own_names": room.own_names and not (door.seat.facilitates or door.first),
        "own_name": member.own_name if member and member.own_handle else "",
        "secret": room.kind.is_secret,
        "direct": room.kind is RoomKind.DIRECT,
        "archived": room.archived_at is not None,
    }
