"""Who may enter a room and speak in it: pure, no await."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.people.models import Person, PersonState
from peerhub.rooms.models import Message, MessageState, Room, RoomKind


def can_enter(person: Person, room: Room, *, is_member: bool) -> bool:
    """An open room is open to every member of the hub; any other to its own members alone.

    No role opens a door here: being an administrator makes nobody a member.
    """
    if person.state is not PersonState.MEMBER:
        return False
    return room.kind is RoomKind.OPEN or is_member


def check_may_post(person: Person, room: Room) -> None:
    if room.archived_at is not None:
        raise Refused(
            _("This room is closed. You can read it, and write in another room."), code="closed"
        )
    if person.state is not PersonState.MEMBER:
        raise Refused(_("You may not write here at the moment."), code="not_allowed")


def can_see_held(person: Person, message: Message) -> bool:
    """Only its author sees a message that waits."""
    return message.state is MessageState.HELD and message.author_id == person.person_id
