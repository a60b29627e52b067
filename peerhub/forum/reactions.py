"""Duties of the forum: who is told of a post. Each may run twice and tells once."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.events import PostPublished
from peerhub.core.transaction import Transaction
from peerhub.forum import access, rules
from peerhub.forum.models import Post, PostState, Thread, WatchState
from peerhub.forum.shown import place_in_thread
from peerhub.forum.standing import watches_of
from peerhub.notifications import service as notifications
from peerhub.notifications.models import NoticeKind
from peerhub.people.access import people_apart, people_by_id


@dataclass(frozen=True)
class Told:
    """What somebody hears, once for each `key`."""

    kind: NoticeKind
    key: str


async def on_post_published(tx: Transaction, event: PostPublished) -> None:
    """Tell whoever is answered, and who watches the thread, each once.

    Only people who may still read it hear of it; nobody of their own post, nobody who muted the
    thread, and nobody whom a block keeps from its author.
    """
    found = await access.post_in_thread(tx.db, event.post_id)
    if found is None or found[0].state is not PostState.VISIBLE:
        return
    post, thread, board = found
    told = await _whom_to_tell(tx, post, thread)
    known = await people_by_id(tx.db, [*told, event.author_id])
    apart = await people_apart(tx.db, event.author_id)
    author = known.get(event.author_id)
    for person_id, what in told.items():
        person = known.get(person_id)
        if person is None or person_id in apart or not rules.can_read(person, board):
            continue
        await notifications.notify(
            tx,
            person_id,
            what.kind,
            key=what.key,
            path=f"/forum/t/{thread.thread_id}/{thread.slug}{place_in_thread(post.number or 1)}",
            name=author.name if author else "",
            title=thread.title,
        )


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
