"""The hinge by which moderation finds, releases and removes posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.items import ItemCard, ItemRef, Outcome
from peerhub.core.keys import Keys
from peerhub.core.text import to_excerpt
from peerhub.core.transaction import Transaction
from peerhub.forum import access, rules
from peerhub.forum.door import readers_among
from peerhub.forum.models import Board, BoardKind, Post, PostState, Thread, name_for_notice
from peerhub.forum.polled import choice_words, poll_heading
from peerhub.forum.pseudonyms import own_posts_among, person_behind_post
from peerhub.forum.service import decide
from peerhub.forum.service.polling import about
from peerhub.forum.shown import page_of_number
from peerhub.people.models import Person
from peerhub.polls.access import find_poll
from peerhub.uploads.attachments import with_files


class PostModerated:
    """The Moderated port for `post`."""

    async def card_for_person(
        self, db: AsyncConnection, person: Person | None, item_id: str
    ) -> ItemCard | None:
        found = await access.post_in_thread(db, item_id)
        if found is None or found[0].state is not PostState.VISIBLE:
            return None
        post, thread, board = found
        if person is None:
            open_to_all = rules.can_read(None, board, None) and not thread.held
            return await _card(db, post, thread, board, files=False) if open_to_all else None
        hidden = await access.is_hidden_from(db, person, post, board)
        if hidden or not await readers_among(db, board, [person]):
            return None
        return await _card(db, *found)

    async def card_for_moderator(self, db: AsyncConnection, item_id: str) -> ItemCard | None:
        found = await access.post_in_thread(db, item_id)
        return await _card(db, *found) if found else None

    async def own_among(
        self, db: AsyncConnection, keys: Keys, person: Person, item_ids: Sequence[str]
    ) -> set[str]:
        return await own_posts_among(db, keys, person, item_ids)

    async def author_behind(self, db: AsyncConnection, keys: Keys, item_id: str) -> str:
        return await person_behind_post(db, keys, item_id)

    async def apply(self, tx: Transaction, item_id: str, outcome: Outcome, reason: str) -> None:
        if outcome is Outcome.RELEASE:
            await decide.release_post(tx, item_id)
        elif outcome is Outcome.REMOVE:
            await decide.remove_post(tx, item_id, reason)
        elif outcome is Outcome.FOLD:
            await decide.fold_post(tx, item_id, reason)
        elif outcome is Outcome.UNFOLD:
            await decide.unfold_post(tx, item_id)
        elif outcome is Outcome.LOCK:
            await decide.lock_thread(tx, item_id, reason)
        elif outcome is Outcome.UNLOCK:
            await decide.unlock_thread(tx, item_id)
        else:
            await decide.restore_post(tx, item_id)

    async def change_file(self, tx: Transaction, item_id: str, entry: Mapping[str, Any]) -> None:
        await decide.change_file(tx, item_id, entry)


POLL = Markup("<p>{heading}</p><ul>{choices}</ul>")
CHOICE = Markup("<li>{words}</li>")


async def _poll_html(db: AsyncConnection, post: Post, thread: Thread) -> str:
    """A poll above these words is read and decided about together with them."""
    began = post.number == 1 or (thread.held and post.number is None)
    poll = await find_poll(db, about(thread.thread_id)) if thread.poll and began else None
    if poll is None:
        return ""
    choices = [CHOICE.format(words=choice_words(poll, choice)) for choice in poll.choices]
    return str(POLL.format(heading=poll_heading(poll), choices=Markup("").join(choices)))


async def _card(
    db: AsyncConnection, post: Post, thread: Thread, board: Board, *, files: bool = True
) -> ItemCard:
    """`files`: strangers on a public board read that there is one, and no more."""
    authors = await access.authors_of(db, [post])
    author = authors.get(post.author_id or "")
    page = page_of_number(post.number) if post.number else 1
    shown = with_files(post.html, post.shown_files) if files else post.html
    query = f"?page={page}" if page > 1 else ""
    hushed = board.kind is BoardKind.CONFIDENTIAL  # whoever decides may be outside
    return ItemCard(
        ref=ItemRef("post", post.post_id),
        author_id=post.author_id or "",
        author_name=author.name if author else post.author_name,
        title=name_for_notice(board) if hushed else thread.title,
        html=shown + await _poll_html(db, post, thread),
        excerpt=to_excerpt(post.body),
        path=f"/forum/t/{thread.thread_id}/{thread.slug}{query}#p-{post.number or post.post_id}",
        place=board.place,
        place_title=name_for_notice(board),
        sector=board.sector,
        at=to_iso(post.at),
        state=post.state,
        rules=board.rules,
        steps=_steps(post, thread, board),
        edit_path=f"/forum/posts/{post.post_id}/edit",
        pseudonym_id=post.pseudonym_id or "",
    )


def _steps(post: Post, thread: Thread, board: Board) -> tuple[str, ...]:
    """Nobody can edit a post whose author is gone, or in a closed board."""
    written = post.author_id is not None or post.pseudonym_id is not None
    edit = written and board.archived_at is None
    lock = not thread.locked and post.state is PostState.VISIBLE
    return (*(["edit"] if edit else []), *(["lock"] if lock else []))
