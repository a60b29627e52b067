"""The JSON doors that read: rooms, and a room's messages by place or by change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.people.models import Credential
from peerhub.rooms import access
from peerhub.rooms.access import Seat
from peerhub.rooms.models import Message
from peerhub.rooms.wire import hidden_fields, message_fields
from peerhub.web.api import MOST_SEQ, from_cursor, page_limit, page_of, to_cursor
from peerhub.web.visitor import hub_of, person_of, signed_in


class RoomItem(BaseModel):
    """One room that this person may enter."""

    slug: str
    title: str
    kind: str
    sector: str
    topic: str
    seq: int


class RoomPage(BaseModel):
    items: list[RoomItem]
    next: str | None = None


class Author(BaseModel):
    handle: str
    name: str


class MessageItem(BaseModel):
    """The `message` frame of the socket; of a `hidden` one `seq` and `id` alone are given."""

    type: str
    room: str
    seq: int
    id: str
    hidden: bool | None = None
    client_id: str | None = None
    author: Author | None = None
    body: str | None = None
    html: str | None = None
    at: str | None = None
    created_seq: int | None = None
    reactions: dict[str, int] | None = None
    reply_to: str | None = None
    thread: str | None = None
    warning: str | None = None
    files: list[dict[str, Any]] | None = None
    edited: str | None = None
    withdrawn: bool | None = None
    removed: str | bool | None = None


class MessagePage(BaseModel):
    items: list[MessageItem]
    next: str | None = None


@signed_in
async def api_list_rooms(request: Request) -> Response:
    limit = page_limit(request)
    after = from_cursor(request, [str])
    async with hub_of(request).reading() as db:
        found = await access.rooms_for_member(db, person_of(request), by_token=by_token(request))
    rest = sorted((r for r in found if after is None or r.slug > after[0]), key=lambda r: r.slug)
    items = [
        RoomItem(slug=r.slug, title=r.title, kind=r.kind, sector=r.sector, topic=r.topic, seq=r.seq)
        for r in rest[:limit]
    ]
    more = to_cursor(items[-1].slug) if len(rest) > limit else None
    return page_of([item.model_dump() for item in items], more)


@signed_in
async def api_list_messages(request: Request) -> Response:
    """Newest first by `created_seq`; with `?after=SEQ` what changed since, rising by `seq`."""
    limit, after = page_limit(request), _after(request)
    cursor = from_cursor(request, [int])
    async with hub_of(request).reading() as db:
        seat = await access.room_for_member(
            db, person_of(request), request.path_params["slug"], by_token=by_token(request)
        )
        if after is not None:
            said = await access.messages_after(db, seat, after, limit)
        else:
            said = await access.messages_before(db, seat, cursor[0] if cursor else None, limit + 1)
        items = await _items(db, seat, said[:limit])
    more = None
    if after is None and len(said) > limit:
        more = to_cursor(said[limit - 1].created_seq or 0)
    return page_of(items, more)


async def _items(db: AsyncConnection, seat: Seat, said: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages as this reader may have them; of what a block hides only the place."""
    bylines = await access.bylines_of(db, said)
    hidden = await access.hidden_from(db, seat, said, bylines)
    return [
        hidden_fields(m.message_id, seat.room.slug, m.seq or 0)
        if m.message_id in hidden
        else message_fields(m, seat.room.slug, bylines.get(m.message_id))
        for m in said
    ]


def _after(request: Request) -> int | None:
    said = request.query_params.get("after")
    if said is None:
        return None
    if not said.isascii() or not said.isdigit() or len(said) > 16 or int(said) > MOST_SEQ:
        raise Refused(_("after takes a seq: a whole number, 0 or more."), code="bad_request")
    return int(said)


def by_token(request: Request) -> bool:
    """Whether a token asks: no private, confidential or direct room opens to one."""
    credential: Credential | None = getattr(request.state, "credential", None)
    return credential is not None and credential.kind == "token"
