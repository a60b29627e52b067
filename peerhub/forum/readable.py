"""Boards and threads as pages that are read without a hub: what every reader there saw, and no more."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, true
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.portable import WORDS_A_PAGE, Leaving, PlacePage, SaidWords, page_path
from peerhub.core.words import _
from peerhub.forum.listed import question_words
from peerhub.forum.models import BoardKind, PostState
from peerhub.forum.polled import show_poll
from peerhub.forum.service.polling import about
from peerhub.forum.store import leaving as rows_leaving
from peerhub.forum.store import topics
from peerhub.forum.tables import boards, threads
from peerhub.polls.access import open_for_anyone
from peerhub.uploads.attachments import still_borne

AT_ONCE = 500  # threads in one statement
SECRET = [kind for kind in BoardKind if kind.is_secret]
ANCHOR = re.compile(r"p-(\d{1,9})")


def leaves(leaving: Leaving) -> ColumnElement[bool]:
    """Which boards: secret ones only where that was asked for."""
    return true() if leaving.secret else boards.c.kind.not_in(SECRET)


class ForumReadable:
    """The Readable port: boards are groups, threads are places, a page has the same numbers always."""

    shows = "posts"
    under = "forum/t"

    async def groups(self, db: AsyncConnection, leaving: Leaving) -> AsyncIterator[PlacePage]:
        for row in await rows_leaving.list_boards(db, leaves(leaving)):
            path = f"boards/{row.slug}"
            yield PlacePage(row.board_id, path, row.title, row.purpose, at=row.made_at)

    async def places(
        self, db: AsyncConnection, leaving: Leaving, group: PlacePage | None
    ) -> AsyncIterator[PlacePage]:
        if group is None or not group.path.startswith("boards/"):
            return
        after, shown = "", and_(threads.c.held == false(), threads.c.emptied == false())
        while found := await rows_leaving.list_threads_of(db, group.id, shown, after, AT_ONCE):
            after = found[-1].thread_id
            for page in await _places(db, leaving, group, found):
                yield page

    async def words(self, db: AsyncConnection, place: PlacePage) -> AsyncIterator[list[SaidWords]]:
        last = await rows_leaving.count_numbers(db, place.id)
        for after in range(0, last, WORDS_A_PAGE):
            found = await rows_leaving.list_said(db, place.id, after, after + WORDS_A_PAGE)
            yield [_words(row) for row in found if row.state != PostState.HELD]

    async def find(
        self, db: AsyncConnection, leaving: Leaving, name: str, rest: str, mark: str
    ) -> str:
        anchor = ANCHOR.fullmatch(mark)
        place = await rows_leaving.find_place(db, name, int(anchor[1]) if anchor else 1)
        thread_id, number = place or (name, 0)
        if not await rows_leaving.has_thread(db, thread_id, leaves(leaving)):
            return ""
        path = f"threads/{thread_id}"
        if not number or (anchor is None and thread_id == name):
            return path
        return f"{page_path(path, (number - 1) // WORDS_A_PAGE + 1)}#p-{number}"


async def _places(
    db: AsyncConnection, leaving: Leaving, group: PlacePage, found: Sequence[Any]
) -> list[PlacePage]:
    ids = [row.thread_id for row in found]
    summaries = await rows_leaving.list_summaries_of(db, ids)
    answers = await rows_leaving.list_numbers_of(db, [row.accepted_id for row in found])
    tags = await topics.list_tags_of(db, ids)
    polled = {row.thread_id for row in found if row.poll}
    polled &= await rows_leaving.list_begun(db, polled) if polled else set()
    return [
        PlacePage(
            row.thread_id,
            f"threads/{row.thread_id}",
            row.title,
            group=group.title,
            group_path=group.path,
            at=row.made_at,
            html=summaries.get(row.thread_id, ""),
            tags=[tag.title for tag in tags.get(row.thread_id, ())],
            question=question_words(row),
            answer=f"p-{answers[row.accepted_id]}" if row.accepted_id in answers else "",
            poll=await _poll(db, leaving, row.thread_id) if row.thread_id in polled else None,
        )
        for row in found
    ]


async def _poll(db: AsyncConnection, leaving: Leaving, thread_id: str) -> dict[str, Any] | None:
    opened = await open_for_anyone(db, about(thread_id), leaving.now)
    return show_poll(opened, leaving.now) if opened else None


def _words(row: Any) -> SaidWords:
    visible = row.state == PostState.VISIBLE
    return SaidWords(
        id=row.post_id,
        anchor=f"p-{row.number}",
        author=row.hub_name or row.author_name or _("Former member"),
        at=row.at,
        html=row.html if visible else "",
        warning=row.warning if visible else "",
        stone="" if visible else row.state,
        reason=row.removed_reason,
        edited_at=row.edited_at,
        reply_to=row.reply_to or "",
        number=row.number,
        files=still_borne(row.files) if visible else (),
    )
