"""Boards and threads as pages that are read without a hub: what every reader there saw, and no more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import ColumnElement, and_, false, true
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.portable import Leaving, PlacePage, SaidWords
from peerhub.core.words import _
from peerhub.forum.models import BoardKind, PostState
from peerhub.forum.store import leaving as rows_leaving
from peerhub.forum.tables import boards, threads

AT_ONCE = 500  # posts on a page, threads in one statement
SECRET = [kind for kind in BoardKind if kind.is_secret]


def leaves(leaving: Leaving) -> ColumnElement[bool]:
    """Which boards: secret ones only where that was asked for."""
    return true() if leaving.secret else boards.c.kind.not_in(SECRET)


class ForumReadable:
    """The Readable port: boards are groups, threads are places."""

    shows = "posts"

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
            summaries = await rows_leaving.list_summaries_of(db, [row.thread_id for row in found])
            for row in found:
                yield PlacePage(
                    row.thread_id,
                    f"threads/{row.thread_id}",
                    row.title,
                    group=group.title,
                    group_path=group.path,
                    at=row.made_at,
                    html=summaries.get(row.thread_id, ""),
                )

    async def words(self, db: AsyncConnection, place: PlacePage) -> AsyncIterator[list[SaidWords]]:
        after = 0
        while found := await rows_leaving.list_said(db, place.id, after, AT_ONCE):
            after = found[-1].number
            yield [_words(row) for row in found if row.state != PostState.HELD]


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
        files=row.files if visible else (),
    )
