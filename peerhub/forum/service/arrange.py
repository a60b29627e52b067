"""What a thread is about: its tags, whether it is a question, its accepted answer, its summary."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.errors import NotFound, Refused
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import access
from peerhub.forum.models import PostState, Thread
from peerhub.forum.store import threads, topics
from peerhub.forum.topics import summaries_to_write, thread_to_arrange
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.moderation.service.screen import screen_change
from peerhub.moderation.watch import NewItem
from peerhub.people.models import Person
from peerhub.tags.access import all_tags
from peerhub.tags.rules import check_tags


async def put_tags(tx: Transaction, thread_id: str, wanted: Sequence[str]) -> None:
    """Whoever calls has checked who may. One it bears already may stay, also when put away."""
    kept = (await topics.list_tags_of(tx.db, [thread_id])).get(thread_id, [])
    known = await all_tags(tx.db)
    check_tags(wanted, known, kept={tag.slug for tag in kept})
    await topics.set_tags(tx.db, thread_id, {tag.tag_id for tag in known if tag.slug in wanted})


async def arrange(
    tx: Transaction, person: Person, thread_id: str, *, question: bool, tags: Sequence[str]
) -> Thread:
    """By its author or a moderator. What is no question any more has no accepted answer."""
    reading = await thread_to_arrange(tx.db, tx.keys, person, thread_id)
    fields = {"question": question} | ({} if question else {"accepted_id": None})
    await threads.set_thread(tx.db, thread_id, **fields)
    await put_tags(tx, thread_id, tags)
    return reading.thread


async def accept_answer(tx: Transaction, person: Person, post_id: str) -> None:
    """This post answers the question; one accepted before gives way."""
    post, _reading = await access.post_for_reader(tx.db, person, post_id, keys=tx.keys)
    reading = await thread_to_arrange(tx.db, tx.keys, person, post.thread_id)
    if not reading.thread.question:
        raise Refused(_("Only a question has an accepted answer."))
    if post.state is not PostState.VISIBLE or not post.number or post.number == 1:
        raise NotFound()
    await threads.set_thread(tx.db, post.thread_id, accepted_id=post_id)


async def unaccept_answer(tx: Transaction, person: Person, post_id: str) -> None:
    """The opposite; nothing where another was accepted meanwhile."""
    post, _reading = await access.post_for_reader(tx.db, person, post_id, keys=tx.keys)
    await thread_to_arrange(tx.db, tx.keys, person, post.thread_id)
    await threads.clear_accepted(tx.db, post_id)


async def summarise(tx: Transaction, person: Person, thread_id: str, body: str) -> Thread:
    """New words in place of those before, which are kept; none takes the summary away.

    Refused while this person's posts wait for a moderator: a summary stands above all others.
    """
    reading, before = await summaries_to_write(tx.db, person, thread_id)
    now = before[0].body if before else ""
    if body == now:
        return reading.thread
    html = to_html(body) if body else ""
    await check_may_say(tx, person, Place(reading.board.scopes), Said(html))
    said = NewItem(person.person_id, reading.board.place, body, html)
    if (await screen_change(tx, said)).waits:
        raise Refused(_("A moderator would read this first. Say it in a post instead."))
    await topics.insert_summary(
        tx.db, thread_id, author_id=person.person_id, body=body, html=html, at=tx.now
    )
    return reading.thread
