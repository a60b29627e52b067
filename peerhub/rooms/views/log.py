"""One page of a room's log, read for somebody: which part of it, and all that is shown around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from peerhub.core.clock import ZONE
from peerhub.core.errors import NotFound
from peerhub.core.facts import find_fact
from peerhub.rooms import access
from peerhub.rooms.access import Seat
from peerhub.rooms.models import PAGE_MESSAGES, Message, ReadMark, Within
from peerhub.rooms.shown import Showing, quote_of

BEFORE_A_LINKED_ONE = 10  # so many messages stand above one that a link leads to


@dataclass(frozen=True)
class LogPage:
    """Messages, the oldest first, and whether there are others beyond both ends."""

    said: Sequence[Message]
    older: bool
    newer: bool

    @property
    def first(self) -> int:
        return (self.said[0].created_seq or 0) if self.said else 0

    @property
    def last(self) -> int:
        return (self.said[-1].created_seq or 0) if self.said else 0


async def read_page(
    db: AsyncConnection, seat: Seat, request: Request, *, within: Within
) -> LogPage:
    """The newest page, or the one that the address asks for: `?before=`, `?from=`, `?at=`, `?on=`."""
    first = await _first(db, seat, request)
    if first is not None:
        said = await access.messages_from(db, seat, first, PAGE_MESSAGES + 1, within=within)
        above = await access.messages_before(db, seat, first, 1, within=within)
        return LogPage(said[:PAGE_MESSAGES], bool(above), len(said) > PAGE_MESSAGES)
    before = number_of(request, "before")
    found = await access.messages_before(db, seat, before, PAGE_MESSAGES + 1, within=within)
    page = list(reversed(found[:PAGE_MESSAGES]))
    return LogPage(page, len(found) > PAGE_MESSAGES, before is not None)


async def _first(db: AsyncConnection, seat: Seat, request: Request) -> int | None:
    """The created_seq that a page should begin with; None for the newest page or an older one."""
    if "from" in request.query_params:
        return number_of(request, "from")
    if "at" in request.query_params:
        message = await access.message_for_reader(db, seat, request.query_params["at"])
        return max((message.created_seq or 0) - BEFORE_A_LINKED_ONE, 0)
    if "on" in request.query_params:
        return await access.place_of_time(db, seat, _day_of(request.query_params["on"]))
    return None


def _day_of(said: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(said), time(), tzinfo=ZONE)
    except ValueError as error:
        raise NotFound() from error


def number_of(request: Request, name: str) -> int | None:
    """A seq out of the address; NotFound for what is none."""
    said = request.query_params.get(name)
    if said is None:
        return None
    if not said.isascii() or not said.isdigit() or len(said) > 15:
        raise NotFound()
    return int(said)


async def showing_of(
    db: AsyncConnection, seat: Seat, said: Sequence[Message], now: datetime
) -> Showing:
    """What is shown around these messages, in a few queries however many they are."""
    answered = await access.answered_by(db, seat, said)
    bylines = await access.bylines_of(db, [*said, *answered])
    hidden = await access.hidden_from(db, seat, [*said, *answered], bylines)
    quotes = {
        m.message_id: quote_of(m, bylines.get(m.message_id))
        for m in answered
        if m.message_id not in hidden
    }
    mine = await access.own_reactions(db, seat, said)
    replies = await access.side_conversations(db, said)
    return Showing(seat, now, bylines, frozenset(hidden), quotes, mine, replies)


async def log_context(
    db: AsyncConnection, seat: Seat, request: Request, now: datetime, *, within: Within, base: str
) -> dict[str, Any]:
    """What `_log.html` wants. `base` is the address of the page without its question."""
    page = await read_page(db, seat, request, within=within)
    held = [] if page.newer else await access.held_for_author(db, seat)
    held = [m for m in held if (m.thread_id or "") == within]
    showing = await showing_of(db, seat, [*page.said, *held], now)
    mark = await access.read_mark(db, seat)
    first_new = _first_new(page, mark, seat)
    return {
        "messages": showing.rows([*page.said, *held]),
        "seq": seat.room.seq,
        "epoch": await find_fact(db, "epoch") or "",
        "live": not page.newer,
        "older_href": f"{base}?before={page.first}" if page.older else "",
        "newer_href": f"{base}?from={page.last + 1}" if page.newer else "",
        "newest_href": base if page.newer else "",
        "first_created": page.first if page.older else 0,
        "new_from": first_new,
        "new_since": mark.at if mark and first_new else None,
        "unread_href": _unread_href(base, page, mark),
        "read_seq": mark.seq if mark else 0,
        "base": base,
    }


def _first_new(page: LogPage, mark: ReadMark | None, seat: Seat) -> int | None:
    """Where "New since …" stands: the first message of others beyond one's mark on this page."""
    if mark is None:
        return None
    for message in page.said:
        mine = message.author_id == seat.person.person_id
        if (message.created_seq or 0) > mark.seq and not mine:
            return message.created_seq
    return None


def _unread_href(base: str, page: LogPage, mark: ReadMark | None) -> str:
    """The way to the first unread message, where that stands above this page; else ""."""
    if mark is None or not page.older or page.newer or page.first <= mark.seq + 1:
        return ""
    return f"{base}?from={mark.seq + 1}#new"
