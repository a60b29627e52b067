"""The JSON doors of rooms: lists, a room's messages by place or by change, and posting."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.rooms import access
from peerhub.rooms.engine import engine_of
from peerhub.rooms.frames import MessageDraft, answer_fields, to_new_message
from peerhub.rooms.models import Message
from peerhub.rooms.wire import message_fields
from peerhub.web.api import (
    Endpoint,
    JsonAnswer,
    from_cursor,
    idempotency_key,
    page_limit,
    page_of,
    read_json,
    to_cursor,
)
from peerhub.web.limits import limit_posts
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
    """The `message` frame of the socket."""

    type: str
    room: str
    seq: int
    id: str
    client_id: str
    author: Author
    body: str
    html: str
    at: str
    created_seq: int
    reactions: dict[str, int]
    reply_to: str | None = None
    warning: str | None = None
    edited: str | None = None
    withdrawn: bool | None = None
    removed: str | bool | None = None


class MessagePage(BaseModel):
    items: list[MessageItem]
    next: str | None = None


class Ack(BaseModel):
    """What was stored; `held` where a moderator reads it first."""

    room: str
    id: str
    at: str
    seq: int | None = None
    held: bool | None = None


@signed_in
async def api_list_rooms(request: Request) -> Response:
    limit = page_limit(request)
    after = from_cursor(request, [str])
    async with hub_of(request).reading() as db:
        found = await access.rooms_for_member(db, person_of(request))
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
        seat = await access.room_for_member(db, person_of(request), request.path_params["slug"])
        if after is not None:
            said = await access.messages_after(db, seat, after, limit)
        else:
            said = await access.messages_before(db, seat, cursor[0] if cursor else None, limit + 1)
        authors = await access.authors_of(db, said)
    page = said[:limit]
    more = None
    if after is None and len(said) > limit:
        more = to_cursor(page[-1].created_seq or 0)
    return page_of([_item(m, seat.room.slug, authors) for m in page], more)


def _item(message: Message, slug: str, authors: dict[str, Any]) -> dict[str, Any]:
    return message_fields(message, slug, authors.get(message.author_id))


def _after(request: Request) -> int | None:
    said = request.query_params.get("after")
    if said is None:
        return None
    if not said.isascii() or not said.isdigit() or len(said) > 15:
        raise Refused(_("after takes a seq: a whole number, 0 or more."), code="bad_request")
    return int(said)


@signed_in
async def api_post_message(request: Request) -> Response:
    """201 with the `ack`, also for a retry: the same id gets the same answer."""
    key = idempotency_key(request)
    draft = await read_json(request, MessageDraft, **({"id": key} if key else {}))
    person, hub = person_of(request), hub_of(request)
    await limit_posts(hub, person.person_id)
    slug = request.path_params["slug"]
    answer = await engine_of(hub).writer.post(to_new_message(person.person_id, slug, draft))
    return JsonAnswer(answer_fields(answer), 201)


endpoints = [
    Endpoint("GET", "/rooms", api_list_rooms, "Rooms you may enter", "read", RoomPage,
             query=("cursor", "limit")),
    Endpoint("GET", "/rooms/{slug}/messages", api_list_messages, "A room's messages", "read",
             MessagePage, query=("after", "cursor", "limit")),
    Endpoint("POST", "/rooms/{slug}/messages", api_post_message, "Post a message", "write", Ack,
             takes=MessageDraft, status=201),
]  # fmt: skip
