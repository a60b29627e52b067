"""Who may enter a room, speak in it and change what was said: pure, no await."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from peerhub.core import hours
from peerhub.core.errors import Refused, TooFast
from peerhub.core.words import _, ngettext
from peerhub.people.models import HANDLE_LENGTH, NEW_MEMBER_DAYS, Person, PersonState
from peerhub.people.rules import check_name, check_not_frozen, handle_from
from peerhub.rooms.hours import opening_words
from peerhub.rooms.models import (
    EDIT_WITHIN,
    MOST_ASKED,
    MOST_MENTIONS,
    MemberState,
    Message,
    MessageState,
    NewMessage,
    Room,
    RoomKind,
    WhoMayAsk,
)

MENTION = re.compile(r"(?<![\w@/.+-])@([\w-]{1,40})")
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


def can_know(person: Person, room: Room, state: MemberState | None) -> bool:
    """Whether somebody may learn that there is this room, which they may not enter (yet).

    Of open and restricted rooms every member of the hub knows; of a private or confidential one
    only the invited. For anybody else it must look like a room that never was (promise S4).
    """
    if person.state is not PersonState.MEMBER or room.kind is RoomKind.DIRECT:
        return False
    return not room.kind.is_secret or state in (MemberState.INVITED, MemberState.MEMBER)


def can_be_first(person: Person, room: Room, state: MemberState | None, *, people: int) -> bool:
    """Whether an appointed facilitator may enter a secret room that nobody was ever in.

    Never once anything was said or anybody was counted in: a role given later opens nothing.
    """
    appointed = ("facilitator", room.place) in {(role.name, role.scope) for role in person.roles}
    fresh = people == 0 and room.seq == 0 and state is None
    return room.kind.is_secret and room.kind is not RoomKind.DIRECT and appointed and fresh


def can_walk_in(person: Person, room: Room, state: MemberState | None) -> bool:
    """Whether somebody becomes a member by saying so: invited, or the room is open to them.

    Who looks after a restricted room need not ask anybody.
    """
    if room.kind is RoomKind.RESTRICTED:
        return state is None and can_facilitate(person, room, is_member=False)
    return state is MemberState.INVITED or (room.kind is RoomKind.OPEN and state is None)


def can_facilitate(person: Person, room: Room, *, is_member: bool) -> bool:
    """Facilitators and moderators of the place. Where a room is secret: of this room, and in it.

    A direct conversation has none, whatever role anybody holds.
    """
    if room.kind is RoomKind.DIRECT:
        return False
    if room.kind.is_secret:
        roles = {(role.name, role.scope) for role in person.roles}
        return is_member and ("facilitator", room.place) in roles
    return person.holds("facilitator", *room.scopes) or person.holds("moderator", *room.scopes)


def check_may_post(
    person: Person,
    room: Room,
    *,
    facilitates: bool = False,
    last_at: datetime | None = None,
    now: datetime | None = None,
) -> None:
    """Refused where the room or the person is closed; TooFast in a room's slow mode.

    Lock, hours and slow mode do not count for who looks after the room.
    """
    if room.archived_at is not None:
        raise Refused(
            _("This room is closed. You can read it, and write in another room."), code="closed"
        )
    if person.state is not PersonState.MEMBER:
        raise Refused(_("You may not write here at the moment."), code="not_allowed")
    check_not_frozen(person)
    if facilitates:
        return
    if room.locked_at is not None:
        raise Refused(
            _("Only facilitators can write in this room at the moment."), code="not_allowed"
        )
    if now is not None and not hours.is_open(room.hours, now):
        raise Refused(opening_words(room.hours, now), code="closed")
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


def check_may_edit(message: Message, author_id: str, now: datetime, *, asked: bool = False) -> None:
    """Within a day, later only where a moderator asked: people have answered what it said."""
    check_may_change(message, author_id)
    if not asked and not can_edit(message, now):
        raise Refused(
            _("A message can be changed for a day. You can still take it back."), code="not_allowed"
        )


def check_may_react(message: Message) -> None:
    if message.state is not MessageState.VISIBLE:
        raise Refused(_("This message is not here any more."), code="gone")


def can_see_held(person: Person, message: Message) -> bool:
    """Only its author sees a message that waits."""
    return message.state is MessageState.HELD and message.author_id == person.person_id


def own_name_from(said: str) -> tuple[str, str]:
    """(handle, name) for one room alone; Refused where the name is none.

    The handle ends in a sign that no handle of the hub has, so that it can never be anybody's,
    now or later, and no answer of ours tells which names are used in other rooms.
    """
    name = check_name(said)
    return handle_from(name, 1)[: HANDLE_LENGTH - 1].rstrip("-") + "_", name


def check_may_use_own_name(room: Room, *, facilitates: bool) -> None:
    """Refused where the room wants hub names, and for those who have power in it."""
    if not room.own_names:
        raise Refused(_("In this room everybody writes under their hub name."), field="own_name")
    if facilitates:
        raise Refused(
            _("Who looks after a room does so under the name that everybody knows."),
            field="own_name",
        )


def check_may_remove(target_facilitates: bool, *, oneself: bool) -> None:
    """Refused on oneself, and on those whose role an administrator would have to take first."""
    if oneself:
        raise Refused(_("This is you. You can leave the room on its own page."))
    if target_facilitates:
        raise Refused(_("They look after this room too. Ask an administrator to take their role."))


def check_presence(room: Room, on: bool) -> None:
    if on and room.kind is RoomKind.CONFIDENTIAL:
        raise Refused(_("A confidential room never says how many are in it."), field="presence")


def can_show_typing(room: Room) -> bool:
    """Whether anybody may be told that somebody writes here: it says who is awake and where."""
    return room.kind is not RoomKind.CONFIDENTIAL and room.archived_at is None


def check_may_start_talk(person: Person, *, now: datetime, held: bool) -> None:
    """Whoever is new, or whose posts a moderator reads first, writes in rooms before they ask."""
    check_not_frozen(person)
    left = NEW_MEMBER_DAYS - (now - person.joined_at).days
    if left > 0:
        words = ngettext(
            "You are new here. You can write to people from tomorrow on.",
            "You are new here. In %(n)d days you can write to people.",
            left,
        )
        raise Refused(words % {"n": left}, code="not_allowed")
    if held:
        raise Refused(
            _("A moderator reads your first posts. After that you can write to people."),
            code="not_allowed",
        )


def check_asked(person: Person, asked: Sequence[Person]) -> None:
    """One to seven people, oneself not among them."""
    if person.person_id in {one.person_id for one in asked}:
        raise Refused(_("One of these is you. Name the others only."), field="to")
    if not asked:
        raise Refused(_("Name at least one person."), field="to")
    if len(asked) > MOST_ASKED:
        raise Refused(
            _("A conversation has at most eight people. For more, ask for a room."), field="to"
        )


def check_wants_request(asked: Person, choice: WhoMayAsk, *, shares: bool) -> None:
    """Told openly: nobody should wait in vain for somebody who wants to be asked by nobody."""
    if choice is WhoMayAsk.NOBODY or (choice is WhoMayAsk.ROOMS and not shares):
        words = _("%(name)s takes no requests. You can meet in a room.")
        raise Refused(words % {"name": asked.name}, field="to")


def check_has_company(inside: int, asked: int) -> None:
    """In a direct conversation one writes to somebody, not to a shut door."""
    if inside > 1:
        return
    if asked:
        raise Refused(
            _("Your request waits for an answer. Until then you can write nothing more."),
            code="not_allowed",
        )
    raise Refused(_("Nobody else is in this conversation any more."), code="not_allowed")


def mentioned_handles(body: str) -> list[str]:
    """What stands after an @ that begins a word, each once, in order; whether it is anybody's is
    another question.
    """
    said = (found.lower().rstrip("-") for found in MENTION.findall(body))
    return list(dict.fromkeys(handle for handle in said if handle))[:MOST_MENTIONS]


def speaks_to_somebody(message: Message) -> bool:
    """Whether anybody may have to be told of it: a plain message costs no duty."""
    return message.reply_to is not None or bool(mentioned_handles(message.body))
