"""Duties of the forum: who is told of a post, or that a board is theirs. Each tells once."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.community.access import community_for_anyone
from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.events import CommunityOpened, LettersLinkAsked, PostPublished, RoleGiven
from peerhub.core.mailer import Mail
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import access
from peerhub.forum.door import door_for_visitor, readers_among
from peerhub.forum.models import (
    Board,
    BoardKind,
    Post,
    PostState,
    Thread,
    WatchState,
    name_for_notice,
)
from peerhub.forum.service.boards import open_first_board
from peerhub.forum.service.claim import link_secret
from peerhub.forum.shown import place_in_thread
from peerhub.forum.standing import watches_of
from peerhub.notifications import service as notifications
from peerhub.notifications.models import NoticeKind
from peerhub.people.access import blockers_of, people_apart, people_by_id
from peerhub.people.blocks import pseudonym_name


@dataclass(frozen=True)
class Told:
    """What somebody hears, once for each `key`."""

    kind: NoticeKind
    key: str


async def on_post_published(tx: Transaction, event: PostPublished) -> None:
    """Tell whoever is answered, and who watches the thread, each once.

    Only people who may still read it hear of it; nobody of their own post, nobody who muted the
    thread, and nobody whom a block keeps from its author. Who watches a thread and answers in it
    without a name is told like anybody else: not to tell them would name them.
    """
    found = await access.post_in_thread(tx.db, event.post_id)
    if found is None or found[0].state is not PostState.VISIBLE:
        return
    post, thread, board = found
    told = await _whom_to_tell(tx, post, thread)
    known = await people_by_id(tx.db, [*told, event.author_id])
    apart = await _apart(tx, post, board)
    author = known.pop(event.author_id, None)
    name = author.name if author else post.author_name
    for person in await readers_among(tx.db, board, known.values()):
        if person.person_id in apart:
            continue
        what = told[person.person_id]
        kind, words = _words(what.kind, board, thread, name)
        await notifications.notify(
            tx,
            person.person_id,
            kind,
            key=what.key,
            path=f"/forum/t/{thread.thread_id}/{thread.slug}{place_in_thread(post.number or 1)}",
            **words,
        )


async def _apart(tx: Transaction, post: Post, board: Board) -> frozenset[str]:
    """From whom a block keeps these words."""
    if post.pseudonym_id is not None:
        return await blockers_of(tx.db, pseudonym_name(board.board_id, post.pseudonym_id))
    return await people_apart(tx.db, post.author_id or "")


def _words(
    kind: NoticeKind, board: Board, thread: Thread, name: str
) -> tuple[NoticeKind, dict[str, str]]:
    """Of a confidential board neither a title nor a name of anybody in it leaves it."""
    if board.kind is BoardKind.CONFIDENTIAL:
        return NoticeKind.ANSWERED, {"name": _("Somebody"), "place": name_for_notice(board)}
    return kind, {"name": name, "title": thread.title}


async def on_community_opened(tx: Transaction, event: CommunityOpened) -> None:
    """A new hub begins with a board in which one can ask without one's name."""
    await open_first_board(tx)


async def _whom_to_tell(tx: Transaction, post: Post, thread: Thread) -> dict[str, Told]:
    """By person; one who is answered hears that rather than that a thread grew.

    A watcher hears of a thread once until they have read on: the number they read up to is in
    the key. What they read already is no news.
    """
    watches, told = await watches_of(tx.db, thread), {}
    for person_id, (state, read) in watches.items():
        began = person_id == thread.author_id
        kind = NoticeKind.REPLY_TO_THREAD if began else NoticeKind.WATCHED
        if state is WatchState.WATCHING and read < (post.number or 0):
            told[person_id] = Told(kind, f"thread:{thread.thread_id}:{read}")
    answered = await access.post_in_thread(tx.db, post.reply_to) if post.reply_to else None
    if answered and answered[0].author_id:
        their_id = answered[0].author_id
        if watches.get(their_id, (None, 0))[0] is not WatchState.MUTED:
            told[their_id] = Told(NoticeKind.REPLY_TO_POST, f"post:{post.post_id}")
    told.pop(post.author_id or "", None)
    return told


async def on_role_given(tx: Transaction, event: RoleGiven) -> None:
    """A new facilitator hears where; nobody hears of a board whose door is shut to them."""
    kind, _colon, slug = event.scope.partition(":")
    person = (await people_by_id(tx.db, [event.person_id])).get(event.person_id)
    if event.role != "facilitator" or kind != "space" or person is None:
        return
    try:
        door = await door_for_visitor(tx.db, person, slug)
    except NotFound:
        return
    await notifications.notify(
        tx,
        event.person_id,
        NoticeKind.ROOM_YOURS,
        key=f"yours:{door.board.board_id}:{to_iso(tx.now)}",
        path=f"/forum/{slug}",
        place=name_for_notice(door.board),
    )


async def mail_letters_link(tx: Transaction, event: LettersLinkAsked) -> Mail:
    """To whoever has that address, in words that tell nothing about the hub or who asked."""
    secret = link_secret(tx.keys, event.person_id, event.email, tx.now)
    community = await community_for_anyone(tx.db)
    lines = [
        _("Hello,"),
        _("Somebody, we hope you, said here that this address is theirs. If so, open this page:"),
        f"{tx.config.address}/me/letters/{secret}",
        _(
            "It works for a day, and only for whoever asked, signed in. If it was not you, do nothing."
        ),
        f"{community.name}\n{tx.config.address}",
    ]
    subject = f"{community.name}: {_('your address')}"
    return Mail(to=event.email, subject=subject, text="\n\n".join(lines) + "\n")
