"""What the forum plugs into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.events import PostPublished
from peerhub.core.words import _
from peerhub.forum import access, admin, api
from peerhub.forum.moderated import PostModerated
from peerhub.forum.reactions import on_post_published
from peerhub.forum.shown import rows
from peerhub.forum.views import boards, polling, posts, threads, writing
from peerhub.web.feature import AdminLink, Feature, NavItem, Panel, form, page

MOST_IN_RAIL = 12
ON_HOME = 5


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """Boards in the rail, one place in the phone's bar; for strangers only where something is public."""
    found = await access.boards_for_reader(db, person)
    if person is None and not found:
        return []
    group = _("Forum")
    items = [NavItem(_("All boards"), "/forum", "lines", path == "/forum", None, group, bar=True)]
    for board in found[:MOST_IN_RAIL]:
        href = f"/forum/{board.slug}"
        items.append(NavItem(board.title, href, "lines", path == href, None, group))
    return items


async def forum_panel(db: AsyncConnection, person: Any) -> Panel | None:
    """The newest threads that this reader may open."""
    found = await access.boards_for_reader(db, person)
    if not found:
        return None
    newest = await access.threads_for_reader(db, person, found, limit=ON_HOME)
    by_id = {board.board_id: board for board in found}
    return Panel("forum/_panel.html", {"threads": rows(newest, by_id, with_board=True)})


feature = Feature(
    name="forum",
    routes=[
        page("/forum", boards.list_boards, "forum:boards"),
        page("/forum/t/{thread_id}/{slug}", threads.show_thread, "forum:thread"),
        page("/forum/t/{thread_id}", threads.show_thread, "forum:thread_by_id"),
        form("/forum/t/{thread_id}/replies", writing.create_reply, "forum:create_reply"),
        page("/forum/t/{thread_id}/poll/new", polling.new_poll, "forum:new_poll"),
        form("/forum/t/{thread_id}/poll/new", polling.create_poll, "forum:create_poll"),
        form("/forum/t/{thread_id}/poll/answer", polling.answer_poll, "forum:answer_poll"),
        form("/forum/t/{thread_id}/poll/close", polling.close_poll, "forum:close_poll"),
        form("/forum/t/{thread_id}/poll/end", polling.take_poll_away, "forum:take_poll_away"),
        page("/forum/t/{thread_id}/poll/outcome", polling.edit_outcome, "forum:edit_outcome"),
        form("/forum/t/{thread_id}/poll/outcome", polling.update_outcome, "forum:update_outcome"),
        page("/forum/posts/{post_id}/edit", posts.edit_post, "forum:edit_post"),
        form("/forum/posts/{post_id}/edit", posts.update_post, "forum:update_post"),
        form("/forum/posts/{post_id}/withdraw", posts.withdraw_post, "forum:withdraw_post"),
        page("/forum/{slug}", boards.show_board, "forum:board"),
        page("/forum/{slug}/new", writing.new_thread, "forum:new_thread"),
        form("/forum/{slug}/new", writing.create_thread, "forum:create_thread"),
        page("/admin/boards", admin.list_boards_to_manage, "forum:manage"),
        form("/admin/boards", admin.create_board, "forum:create"),
        form("/admin/boards/change", admin.update_board, "forum:update"),
    ],
    endpoints=api.endpoints,
    nav=nav,
    panels=[forum_panel],
    admin=lambda: [
        AdminLink(_("Boards"), "/admin/boards", _("Open a board, close one, say who can read it"))
    ],
    reactions={PostPublished: [on_post_published]},
    moderated={"post": PostModerated()},
)
