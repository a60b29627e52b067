"""What the forum plugs into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.events import CommunityOpened, LettersLinkAsked, PostPublished, RoleGiven
from peerhub.core.words import _
from peerhub.forum import access, admin, api, feed, standing, topics
from peerhub.forum.attached import PostAttached
from peerhub.forum.belonging import BoardsBelonging
from peerhub.forum.keeping import BoardsKept
from peerhub.forum.listed import rows
from peerhub.forum.models import Thread
from peerhub.forum.moderated import PostModerated
from peerhub.forum.names import BoardNames
from peerhub.forum.personal import PersonalForum
from peerhub.forum.portable import portable
from peerhub.forum.reactions import (
    mail_letters_link,
    on_community_opened,
    on_post_published,
    on_role_given,
)
from peerhub.forum.searchable import PostsSearchable
from peerhub.forum.views import (
    arranging,
    boards,
    carrying,
    composing,
    door,
    history,
    letters,
    lists,
    manage,
    marks,
    members,
    polling,
    posts,
    pseudonyms,
    tending,
    threads,
    unnamed,
    watching,
    writing,
)
from peerhub.people.blocks import PSEUDONYM
from peerhub.web.feature import AdminLink, Feature, NavItem, Panel, form, page

MOST_IN_RAIL = 12
UNNAMED_REPLY = "/forum/t/{thread_id}/reply/unnamed"
ON_HOME = 5


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """Boards in the rail, one place in the phone's bar; for strangers only where something is public."""
    found = await access.boards_for_reader(db, person)
    if person is None and not found:
        return []
    group, new = _("Forum"), await standing.new_by_board(db, person, found)
    items = [NavItem(_("All boards"), "/forum", "lines", path == "/forum", None, group, bar=True)]
    for board in found[:MOST_IN_RAIL]:
        href, count = f"/forum/{board.slug}", new.get(board.board_id)
        items.append(NavItem(board.title, href, "lines", path == href, count, group))
    return items


async def forum_panel(db: AsyncConnection, person: Any) -> Panel | None:
    """What is new in the threads that they watch, and the newest threads that they may open."""
    found = await access.boards_for_reader(db, person)
    if not found:
        return None
    watched: list[Thread] = []
    if person is not None:
        watched = await standing.watched_by(db, person, found, new=True, limit=ON_HOME)
    newest = await access.threads_for_reader(db, person, found, limit=ON_HOME)
    marks = await standing.standings_of(db, person, [*watched, *newest])
    tags = await topics.tags_of(db, [*watched, *newest])
    by_id = {board.board_id: board for board in found}
    rest = [thread for thread in newest if thread not in watched]
    context = {
        "watched": rows(watched, by_id, marks, tags, with_board=True),
        "threads": rows(rest, by_id, marks, tags, with_board=True),
        "ask": next((board.slug for board in found if person and board.anonymous), ""),
    }
    return Panel("forum/_panel.html", context)


LOOKING_AFTER = [
    page("/forum/{slug}/about", door.show_about, "forum:about"),
    form("/forum/{slug}/membership", door.change_membership, "forum:change_membership"),
    page("/forum/{slug}/manage", manage.show_settings, "forum:facilitate"),
    form("/forum/{slug}/manage", manage.update_settings, "forum:update_settings"),
    page("/forum/{slug}/members", members.list_people, "forum:members"),
    form("/forum/{slug}/members", members.change_member, "forum:change_member"),
    form("/forum/{slug}/invitations", members.create_invitation, "forum:invite"),
    page("/forum/{slug}/names", pseudonyms.list_pseudonyms, "forum:pseudonyms"),
    page("/forum/{slug}/names/{pseudonym}", pseudonyms.show_pseudonym, "forum:pseudonym"),
    form("/forum/{slug}/names/{pseudonym}", pseudonyms.update_pseudonym, "forum:update_pseudonym"),
]


feature = Feature(
    name="forum",
    portable=portable,
    routes=[
        page("/forum", boards.list_boards, "forum:boards"),
        form("/forum/t/{thread_id}/draft", composing.keep_reply_draft, "forum:keep_reply_draft"),
        form("/forum/{slug}/draft", composing.keep_thread_draft, "forum:keep_thread_draft"),
        page("/forum/tags/{slug}", lists.show_tag, "forum:tag"),
        page("/forum/unanswered", lists.list_unanswered, "forum:unanswered"),
        page("/forum/threads/{thread_id}/about", arranging.edit_about, "forum:edit_about"),
        form("/forum/threads/{thread_id}/about", arranging.update_about, "forum:update_about"),
        page("/forum/threads/{thread_id}/summary", arranging.edit_summary, "forum:edit_summary"),
        form(
            "/forum/threads/{thread_id}/summary", arranging.update_summary, "forum:update_summary"
        ),
        form("/forum/posts/{post_id}/answer", arranging.update_answer, "forum:update_answer"),
        page("/forum/posts/{post_id}/history", history.show_history, "forum:history"),
        page("/forum/watched", watching.list_watched, "forum:watched"),
        form("/forum/watched", watching.update_choices, "forum:update_choices"),
        page("/me/letters", letters.show_letters, "forum:letters"),
        form("/me/letters", letters.update_letters, "forum:update_letters"),
        form("/me/letters/address", letters.create_link, "forum:create_letters_link"),
        page("/me/letters/{secret}", letters.show_letters, "forum:proven_letters"),
        form("/me/letters/{secret}", letters.update_letters, "forum:update_proven_letters"),
        form("/forum/read", marks.mark_all_read, "forum:mark_all_read"),
        form("/forum/t/{thread_id}/watch", watching.update_watch, "forum:update_watch"),
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
        page("/forum/t/{thread_id}/tools/all", tending.show_tools, "forum:tools"),
        form("/forum/t/{thread_id}/tools/all", tending.tend, "forum:tend"),
        page("/forum/t/{thread_id}/tools/split", carrying.new_split, "forum:new_split"),
        form("/forum/t/{thread_id}/tools/split", carrying.split, "forum:split"),
        page("/forum/t/{thread_id}/tools/merge", carrying.new_merge, "forum:new_merge"),
        form("/forum/t/{thread_id}/tools/merge", carrying.merge, "forum:merge"),
        form("/forum/t/{thread_id}/tools/undo", tending.undo, "forum:undo_act"),
        page("/forum/posts/{post_id}/edit", posts.edit_post, "forum:edit_post"),
        form("/forum/posts/{post_id}/edit", posts.update_post, "forum:update_post"),
        form("/forum/posts/{post_id}/withdraw", posts.withdraw_post, "forum:withdraw_post"),
        page("/forum/{slug}", boards.show_board, "forum:board"),
        form("/forum/posts/{post_id}/block", pseudonyms.create_block, "forum:create_block"),
        page(UNNAMED_REPLY, unnamed.new_reply, "forum:new_unnamed_reply"),
        form(UNNAMED_REPLY, unnamed.create_reply, "forum:create_unnamed_reply"),
        page("/forum/{slug}/unnamed", unnamed.new_thread, "forum:new_unnamed_thread"),
        form("/forum/{slug}/unnamed", unnamed.create_thread, "forum:create_unnamed_thread"),
        page("/forum/{slug}/new", writing.new_thread, "forum:new_thread"),
        form("/forum/{slug}/new", writing.create_thread, "forum:create_thread"),
        *LOOKING_AFTER,
        page("/admin/boards", admin.list_boards_to_manage, "forum:manage"),
        form("/admin/boards", admin.create_board, "forum:create"),
        form("/admin/boards/change", admin.update_board, "forum:update"),
    ],
    endpoints=[*api.endpoints, *feed.endpoints],
    nav=nav,
    panels=[forum_panel],
    admin=lambda: [
        AdminLink(
            _("Boards"), "/admin/boards", _("Open a board, put them in order, say who can read")
        )
    ],
    personal=PersonalForum(),
    spaces={"board": BoardsKept()},
    places={"board": BoardsBelonging()},
    attached={"post": PostAttached()},
    takes_files=["/forum/t/{thread_id}/replies", "/forum/{slug}/new"],
    names={PSEUDONYM: BoardNames()},
    reactions={
        PostPublished: [on_post_published],
        RoleGiven: [on_role_given],
        CommunityOpened: [on_community_opened],
    },
    letters={LettersLinkAsked: [mail_letters_link]},
    moderated={"post": PostModerated()},
    searchable={"post": PostsSearchable()},
)
