"""Who may enter a room, speak in it and change what was said: pure, no await."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from peerhub.core.errors import Refused, TooFast
from peerhub.core.words import _
from peerhub.people.models import Person, PersonState
from peerhub.rooms.models import (
    EDIT_WITHIN,
    MemberState,
    Message,
    MessageState,
    NewMessage,
    Room,
    RoomKind,
)

CHANGEABLE = (MessageState.VISIBLE, MessageState.HELD)


def can_enter(person: Person, room: Room, state: MemberState | None, *, by_token: bool) -> bool:
    """An open room is open to every member of the hub; any other to its own members alone.

    No role opens a door here: being an administrator makes nobody a member. No token opens a
    private, confidential or direct room.
    """
    if person.state is not PersonState.MEMBER or state is MemberState.REMOVED:
        return False
    if by_token and room.kind.is_secret:
        return False
    return room.kind is RoomKind.OPEN or state is MemberState.MEMBER


def can_facilitate(person: Person, room: Room, *, is_member: bool) -> bool:
    """Facilitators and moderators of the place. Where a room is secret: of this room, and in it."""
    if room.kind.is_secret:
        roles = {(role.name, role.scope) for role in person.roles}
        return is_member and ("facilitator", room.place) in roles
    scopes = (room.place, f"sector:{room.sector}") if room.sector else (room.place,)
    return person.holds("facilitator", *scopes) or person.holds("moderator", *scopes)


def check_may_post(
    person: Person,
    room: Room,
    *,
    facilitates: bool = False,
    last_at: datetime | None = None,
    now: datetime | None = None,
) -> None:
    """Refused where the room or the person is closed; TooFast in a room's slow mode."""
    if room.archived_at is not None:
        raise Refused(
            _("This room is closed. You can read it, and write in another room."), code="closed"
        )
    if person.state is not PersonState.MEMBER:
        raise Refused(_("You may not write here at the moment."), code="not_allowed")
    if facilitates:
        return
    if room.locked_at is not None:
        raise Refused(
            _("Only facilitators can write in this room at the moment."), code="not_allowed"
        )
    if room.slow_seconds and last_at is not None and now is not None:
        left = room.slow_seconds - (now - last_at).total_seconds()
        if left > 0:
            raise TooFast(left)


def check_points(
    draft: NewMessage, room: Room, places: Mapping[str, tuple[str, str | None]]
) -> None:
    """What a message answers, or what its side conversation is about, stands in this room.

    A side conversation has no side conversations of its own. `places`: {message_id: (room_id,
    thread_id)}.
    """
    for pointed in (draft.reply_to, draft.thread):
        if pointed and places.get(pointed, ("", None))[0] != room.room_id:
            raise Refused(_("The message that you answer is not in this room."), code="gone")
    if draft.thread and places[draft.thread][1] is not None:
        raise Refused(
            _("This message is in a side conversation already. Answer it there."),
            code="not_allowed",
        )


def check_may_change(message: Message, author_id: str) -> None:
    """Only one's own, and only while it stands; Refused `gone` else."""
    if message.author_id != author_id:
        raise Refused(_("Only its author can change a message."), code="not_allowed")
    if message.state not in CHANGEABLE:
        raise Refused(_("This message is not here any more."), code="gone")


def can_edit(message: Message, now: datetime) -> bool:
    """Within a day, while it stands."""
    return message.state in CHANGEABLE and now - message.at <= EDIT_WITHIN


def check_may_edit(message: Message, author_id: str, now: datetime) -> None:
    """Within a day: after that people have answered what it said. Taking back is always open."""
    check_may_change(message, author_id)
    if not can_edit(message, now):
        raise Refused(
            _("A message can be changed for a day. You can still take it back."), code="not_allowed"
        )


def check_may_react(message: Message) -> None:
    if message.state is not MessageState.VISIBLE:
        raise Refused(_("This message is not here any more."), code="gone")


def can_see_held(person: Person, message: Message) -> bool:
    """Only its author sees a message that waits."""
    return message.state is MessageState.HELD and message.author_id == person.person_id
