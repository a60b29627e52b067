"""Duties of the forum: who is told of a reply. Each may run twice and tells once."""

from __future__ import annotations

from peerhub.core.events import PostPublished
from peerhub.core.transaction import Transaction
from peerhub.forum import access, rules
from peerhub.forum.models import PostState
from peerhub.forum.shown import page_of_number
from peerhub.notifications import service as notifications
from peerhub.notifications.models import NoticeKind
from peerhub.people.access import people_apart, people_by_id


async def on_post_published(tx: Transaction, event: PostPublished) -> None:
    """Tell whoever is answered: the writer of the post, and who began the thread, each once.

    Only people who may still read it hear of it, and nobody of their own post.
    """
    found = await access.post_in_thread(tx.db, event.post_id)
    if found is None or found[0].state is not PostState.VISIBLE:
        return
    post, thread, board = found
    told = await _whom_to_tell(tx, event, post.reply_to, thread.author_id)
    known = await people_by_id(tx.db, [*told, event.author_id])
    author = known.get(event.author_id)
    page = page_of_number(post.number or 1)
    path = f"/forum/t/{thread.thread_id}/{thread.slug}"
    for person_id, kind in told.items():
        person = known.get(person_id)
        if person is None or not rules.can_read(person, board):
            continue
        if event.author_id in await people_apart(tx.db, person_id):
            continue
        await notifications.notify(
            tx,
            person_id,
            kind,
            key=f"post:{post.post_id}",
            path=f"{path}{f'?page={page}' if page > 1 else ''}#p-{post.number}",
            name=author.name if author else "",
            title=thread.title,
        )


async def _whom_to_tell(
    tx: Transaction, event: PostPublished, reply_to: str | None, began: str | None
) -> dict[str, NoticeKind]:
    """By person; one who is answered hears that rather than that their thread grew."""
    told: dict[str, NoticeKind] = {}
    if began:
        told[began] = NoticeKind.REPLY_TO_THREAD
    answered = await access.post_in_thread(tx.db, reply_to) if reply_to else None
    if answered and answered[0].author_id:
        told[answered[0].author_id] = NoticeKind.REPLY_TO_POST
    told.pop(event.author_id, None)
    return told
