"""Messages as the templates want them: names, answers, reactions, and what this reader may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peerhub.core.text import to_excerpt
from peerhub.core.words import _
from peerhub.rooms import rules
from peerhub.rooms.access import Seat
from peerhub.rooms.models import REACTIONS, Byline, Message, MessageState, page_title
from peerhub.uploads.attachments import with_files

QUOTE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class ShownReaction:
    """One of the fixed reactions on one message: its words, how many, and whether one's own is in it."""

    emoji: str
    words: str
    count: int
    mine: bool


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """What a message answers, in short."""

    id: str
    name: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as `_message.html` wants it."""

    id: str
    client_id: str
    created_seq: int | None
    author: dict[str, str]
    at: datetime
    body: str
    html: str
    warning: str
    edited: bool
    withdrawn: bool
    removed: str | bool
    held: bool
    mine: bool
    quote: ShownQuote | None
    reactions: tuple[ShownReaction, ...]
    replies: int
    thread_id: str | None
    may_edit: bool
    may_withdraw: bool


@dataclass(frozen=True)
class Showing:
    """Who reads what: everything around some messages that was read with them, once for all."""

    seat: Seat
    now: datetime
    bylines: Mapping[str, Byline]
    hidden: frozenset[str]
    quotes: Mapping[str, ShownQuote]
    mine: Mapping[str, Sequence[str]]
    replies: Mapping[str, int]

    def rows(self, said: Sequence[Message]) -> list[ShownMessage]:
        """In their order; what a block hides gets no row."""
        return [self.row(message) for message in said if message.message_id not in self.hidden]

    def row(self, message: Message) -> ShownMessage:
        byline = self.bylines.get(message.message_id)
        name = byline.name if byline else _("Former member")
        removed = message.state is MessageState.REMOVED
        mine = message.author_id == self.seat.person.person_id
        stands = message.state in rules.CHANGEABLE
        return ShownMessage(
            id=message.message_id,
            client_id=message.client_id,
            created_seq=message.created_seq,
            author={"handle": byline.handle if byline else "", "name": name, "organisation": ""},
            at=message.at,
            body=message.body,
            html=with_files(message.html, message.files),
            warning=message.warning,
            edited=message.edited_at is not None,
            withdrawn=message.state is MessageState.WITHDRAWN,
            removed=(message.removed_reason or True) if removed else False,
            held=message.state is MessageState.HELD,
            mine=mine,
            quote=self.quotes.get(message.reply_to or ""),
            reactions=self._reactions(message),
            replies=self.replies.get(message.message_id, 0),
            thread_id=message.thread_id,
            may_edit=mine and rules.can_edit(message, self.now),
            may_withdraw=mine and stands,
        )

    def _reactions(self, message: Message) -> tuple[ShownReaction, ...]:
        own = self.mine.get(message.message_id, ())
        return tuple(
            ShownReaction(emoji, _(words), message.reactions.get(emoji, 0), emoji in own)
            for emoji, words in REACTIONS.items()
        )


def blank_reactions() -> tuple[ShownReaction, ...]:
    """None of them yet: for the row that the script fills."""
    return tuple(ShownReaction(emoji, _(words), 0, False) for emoji, words in REACTIONS.items())


def quote_of(message: Message, byline: Byline | None) -> ShownQuote:
    """Folded words stay folded in a quote; a stone has none."""
    name = byline.name if byline else _("Former member")
    if message.state is not MessageState.VISIBLE:
        return ShownQuote(message.message_id, name, "")
    if message.warning:
        excerpt = _("Content note: %(words)s") % {"words": message.warning}
    else:
        excerpt = to_excerpt(message.body, QUOTE_LENGTH)
    return ShownQuote(message.message_id, name, excerpt)


def audience(seat: Seat, members: str) -> str:
    """Who will read what is written here, and for how long it is kept. `members`: "About 40 members"."""
    room = seat.room
    if room.kind.value == "open":
        who = _("Every member of this hub can read what you write in %(room)s.")
    elif room.kind.value == "direct":
        who = _("Only the people in this conversation can read what you write.")
    else:
        who = _("%(members)s of %(room)s can read what you write.")
    said = who % {"room": room.title, "members": members}
    if room.keep_days:
        return said + " " + _("It is kept for %(n)s days.") % {"n": room.keep_days}
    return said


def context_of_room(seat: Seat, sector: str) -> dict[str, Any]:
    """The room as `room.html` and `message.html` want it."""
    room = seat.room
    return {
        "slug": room.slug,
        "title": room.title,
        "page_title": page_title(room),
        "purpose": room.topic,
        "kind": room.kind.value,
        "sector": sector,
    }
