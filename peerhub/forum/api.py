"""The JSON doors of the forum: boards, threads, posts, and writing them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.text import to_html
from peerhub.forum import access
from peerhub.forum.forms.posts import BoardThreadDraft, ReplyDraft
from peerhub.forum.models import About, Board, Post, PostState, Thread, Words
from peerhub.forum.service import write
from peerhub.forum.topics import tags_of
from peerhub.moderation.watch import HELP_PATH
from peerhub.people.models import Person
from peerhub.tags.access import tag_for_anyone
from peerhub.tags.models import Tag
from peerhub.uploads.attachments import still_borne
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
from peerhub.web.visitor import hub_of, person_of, signed_in, visitor_of


class BoardItem(BaseModel):
    slug: str
    title: str
    purpose: str
    kind: str
    sector: str
    public: bool


class BoardPage(BaseModel):
    items: list[BoardItem]
    next: str | None = None


class ThreadItem(BaseModel):
    id: str
    slug: str
    title: str
    board: str
    author: str
    posts: int
    at: str
    last_at: str
    warning: str | None = None
    question: bool
    accepted: str | None = None
    tags: list[str]


class ThreadPage(BaseModel):
    items: list[ThreadItem]
    next: str | None = None


class PostItem(BaseModel):
    """`number` is absent while the post is held; `body` and `html` are empty once it is gone."""

    id: str
    thread: str
    number: int | None = None
    author: dict[str, str]
    body: str
    html: str
    at: str
    reply_to: str | None = None
    warning: str | None = None
    files: list[dict[str, Any]] | None = None
    accepted: bool | None = None
    edited: str | None = None
    withdrawn: bool | None = None
    removed: str | bool | None = None


class PostPage(BaseModel):
    items: list[PostItem]
    next: str | None = None


class WrittenItem(BaseModel):
    """What was stored; `held` where a moderator reads it first; `help`: where to lead its author."""

    id: str
    thread: str
    number: int | None = None
    held: bool | None = None
    help: str | None = None


def thread_fields(thread: Thread, board: str, tags: Sequence[Tag]) -> dict[str, Any]:
    return {
        "id": thread.thread_id,
        "slug": thread.slug,
        "title": thread.title,
        "board": board,
        "author": thread.author_name,
        "posts": thread.standing,
        **({"warning": thread.warning} if thread.warning else {}),
        **({"accepted": thread.accepted_id} if thread.accepted_id else {}),
        "question": thread.question,
        "tags": [tag.slug for tag in tags],
        "at": to_iso(thread.made_at),
        "last_at": to_iso(thread.last_at),
    }


def post_fields(post: Post, authors: dict[str, Person]) -> dict[str, Any]:
    author = authors.get(post.author_id or "")
    who = {"handle": author.handle, "name": author.name} if author else {"name": post.author_name}
    fields: dict[str, Any] = {
        "id": post.post_id,
        "thread": post.thread_id,
        "author": who,
        "body": post.body,
        "html": post.html,
        "at": to_iso(post.at),
    }
    more = {
        "number": post.number,
        "warning": post.warning or None,
        "files": still_borne(post.files) or None,
        "reply_to": post.reply_to,
        "edited": to_iso(post.edited_at) if post.edited_at else None,
        "withdrawn": post.state is PostState.WITHDRAWN or None,
        "removed": (post.removed_reason or True) if post.state is PostState.REMOVED else None,
    }
    return fields | {name: value for name, value in more.items() if value is not None}


def written_fields(written: write.Written) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": written.post_id, "thread": written.thread_id}
    fields |= {"held": True} if written.number is None else {"number": written.number}
    return fields | ({"help": HELP_PATH} if written.help else {})


@signed_in
async def api_list_boards(request: Request) -> Response:
    limit, after = page_limit(request), from_cursor(request, [str])
    async with hub_of(request).reading() as db:
        found = await access.boards_for_reader(db, visitor_of(request))
    rest = sorted((b for b in found if after is None or b.slug > after[0]), key=lambda b: b.slug)
    names = BoardItem.model_fields
    items = [{name: getattr(board, name) for name in names} for board in rest[:limit]]
    return page_of(items, to_cursor(rest[limit - 1].slug) if len(rest) > limit else None)


@signed_in
async def api_list_threads(request: Request) -> Response:
    """Newest first, of one board (`?board=SLUG`) or of all that one may read; `?tag=SLUG` those that
    bear it, `?unanswered=true` questions that wait for their answer.
    """
    visitor, limit = visitor_of(request), page_limit(request)
    cursor = from_cursor(request, [datetime.fromisoformat, str])
    said = request.query_params
    async with hub_of(request).reading() as db:
        boards = await _boards_asked(db, request)
        found = await access.threads_for_reader(
            db,
            visitor,
            boards,
            before=(cursor[0], cursor[1]) if cursor else None,
            tag_id=(await tag_for_anyone(db, said["tag"])).tag_id if said.get("tag") else None,
            unanswered=said.get("unanswered") == "true",
            limit=limit + 1,
        )
        tags = await tags_of(db, found)
    slugs = {board.board_id: board.slug for board in boards}
    page, more = found[:limit], None
    if len(found) > limit:
        more = to_cursor(page[-1].last_at.isoformat(), page[-1].thread_id)
    items = [thread_fields(t, slugs[t.board_id], tags.get(t.thread_id, ())) for t in page]
    return page_of(items, more)


async def _boards_asked(db: AsyncConnection, request: Request) -> list[Board]:
    visitor, slug = visitor_of(request), request.query_params.get("board")
    if slug:
        return [await access.board_for_reader(db, visitor, slug)]
    return await access.boards_for_reader(db, visitor)


@signed_in
async def api_show_thread(request: Request) -> Response:
    async with hub_of(request).reading() as db:
        thread_id = request.path_params["thread_id"]
        reading = await access.thread_for_reader(db, visitor_of(request), thread_id)
        tags = (await tags_of(db, [reading.thread])).get(thread_id, [])
    return JsonAnswer(thread_fields(reading.thread, reading.board.slug, tags))


@signed_in
async def api_list_posts(request: Request) -> Response:
    """In order of their numbers."""
    limit, cursor = page_limit(request), from_cursor(request, [int])
    async with hub_of(request).reading() as db:
        thread_id = request.path_params["thread_id"]
        reading = await access.thread_for_reader(db, visitor_of(request), thread_id)
        after = cursor[0] if cursor else 0
        if not 0 <= after < 2**31:
            raise NotFound()
        found = await access.posts_for_reader(db, reading, after=after, limit=limit + 1)
        authors = await access.authors_of(db, found)
    page = found[:limit]
    more = to_cursor(page[-1].number or 0) if len(found) > limit else None
    accepted = reading.thread.accepted_id
    shown = [
        post_fields(post, authors) | ({"accepted": True} if post.post_id == accepted else {})
        for post in page
        if reading.shows(post)
    ]
    return page_of(shown, more)


@signed_in
async def api_start_thread(request: Request) -> Response:
    key = idempotency_key(request)
    draft = await read_json(request, BoardThreadDraft, **({"id": key} if key else {}))
    hub, person = hub_of(request), person_of(request)
    await limit_posts(hub, person.person_id)
    words = Words(draft.body, to_html(draft.body), warning=draft.warning, files=tuple(draft.files))
    async with hub.transaction() as tx:
        written = await write.start_thread(
            tx,
            person,
            board=draft.board,
            client_id=draft.id,
            title=draft.title,
            words=words,
            about=About(draft.question, tuple(draft.tags)),
            anonymous=draft.anonymous,
        )
    return JsonAnswer(written_fields(written), 201)


@signed_in
async def api_reply(request: Request) -> Response:
    key = idempotency_key(request)
    draft = await read_json(request, ReplyDraft, **({"id": key} if key else {}))
    hub, person = hub_of(request), person_of(request)
    await limit_posts(hub, person.person_id)
    html, files = to_html(draft.body), tuple(draft.files)
    words = Words(draft.body, html, draft.reply_to, draft.warning, files)
    thread_id = request.path_params["thread_id"]
    async with hub.transaction() as tx:
        written = await write.reply(
            tx,
            person,
            thread_id=thread_id,
            client_id=draft.id,
            words=words,
            anonymous=draft.anonymous,
        )
    return JsonAnswer(written_fields(written), 201)


PAGED = ("cursor", "limit")
THREAD = "/forum/threads/{thread_id}"
endpoints = [
    Endpoint("GET", "/forum/boards", api_list_boards, "Boards", "read", BoardPage, query=PAGED),
    Endpoint("GET", "/forum/threads", api_list_threads, "Threads, newest first", "read", ThreadPage,
             query=("board", "tag", "unanswered", *PAGED)),
    Endpoint("POST", "/forum/threads", api_start_thread, "Start a thread", "write", WrittenItem,
             takes=BoardThreadDraft, status=201),
    Endpoint("GET", THREAD, api_show_thread, "One thread", "read", ThreadItem),
    Endpoint("GET", THREAD + "/posts", api_list_posts, "A thread's posts", "read", PostPage,
             query=PAGED),
    Endpoint("POST", THREAD + "/posts", api_reply, "Reply to a thread", "write", WrittenItem,
             takes=ReplyDraft, status=201),
]  # fmt: skip
