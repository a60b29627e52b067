"""Polls in threads: who began a thread asks one, whoever may write there answers it."""

from __future__ import annotations

from collections.abc import Collection

from peerhub.core.errors import NotFound, Refused
from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import access, rules
from peerhub.forum.access import Reading
from peerhub.forum.store import threads
from peerhub.moderation.bounds import Place, Said, check_may_say, check_name_may_say
from peerhub.moderation.service.screen import screen_change
from peerhub.moderation.service.trail import note
from peerhub.moderation.watch import NewItem
from peerhub.people.models import Person
from peerhub.polls import service as polls
from peerhub.polls.models import PollKind


def about(thread_id: str) -> ItemRef:
    """What a thread's poll is about."""
    return ItemRef("thread", thread_id)


async def ask_poll(
    tx: Transaction,
    person: Person,
    thread_id: str,
    *,
    question: str,
    kind: PollKind,
    choices: Collection[str],
    open_days: int,
    hidden: bool,
) -> Reading:
    """A poll above the thread's posts. While the thread waits it waits too, and stands beside the
    words that a moderator reads; Refused where it would have to wait alone, or where there is one.
    """
    reading = await _led(tx, person, thread_id)
    if reading.thread.pseudonym_id is not None:
        rules.check_may_write_unnamed(reading.board, reading.pseudonym, tx.now)
    await _check_bounds(tx, person, reading, question, *choices)
    if not reading.thread.held:
        words = "\n".join([question, *choices])
        await _check_is_not_read_first(tx, person, reading, words)
    await polls.ask(
        tx,
        about(thread_id),
        question=question,
        kind=kind,
        choices=list(choices),
        open_days=open_days,
        hidden=hidden,
    )
    await threads.set_thread(tx.db, thread_id, poll=True)
    return reading


async def _check_bounds(tx: Transaction, person: Person, reading: Reading, *words: str) -> None:
    """Whoever is limited says nothing new without their name, here too."""
    unnamed = reading.thread.pseudonym_id is not None
    place = Place(reading.board.scopes)
    await check_may_say(tx, person, place, Said(plain=words), unnamed=unnamed)
    if unnamed and reading.own is not None:
        await check_name_may_say(tx, reading.own, Said(plain=words))


async def _check_is_not_read_first(
    tx: Transaction, person: Person, reading: Reading, words: str
) -> None:
    if reading.thread.pseudonym_id and rules.waits_unnamed(reading.board, reading.pseudonym):
        raise Refused(
            _(
                "A moderator reads first what you write here. Ask a poll in a new thread,"
                " while that waits: they wait together."
            )
        )
    said = await screen_change(tx, NewItem(person.person_id, reading.board.place, words, ""))
    if said.waits:
        raise Refused(
            _("A moderator still reads what you write first. You can ask a poll after that.")
        )


async def answer_poll(
    tx: Transaction, person: Person, thread_id: str, chosen: Collection[str]
) -> Reading:
    """Their choices, instead of earlier ones."""
    reading = await access.thread_for_replier(tx.db, person, thread_id)
    await polls.answer(tx, about(thread_id), person, chosen)
    return reading


async def take_back_answer(tx: Transaction, person: Person, thread_id: str) -> Reading:
    """The opposite; also for who may not write here any more."""
    reading = await access.thread_for_reader(tx.db, person, thread_id)
    await polls.take_back_answer(tx, about(thread_id), person)
    return reading


async def close_poll(tx: Transaction, person: Person, thread_id: str) -> Reading:
    reading = await _led(tx, person, thread_id)
    await polls.close(tx, about(thread_id))
    return reading


async def state_outcome(tx: Transaction, person: Person, thread_id: str, outcome: str) -> Reading:
    """What came of it, by who began the thread."""
    reading = await _led(tx, person, thread_id)
    if reading.thread.pseudonym_id is not None:
        rules.check_is_not_resting(reading.pseudonym, tx.now)
    await _check_bounds(tx, person, reading, outcome)
    await polls.state_outcome(tx, about(thread_id), outcome)
    return reading


async def take_poll_away(tx: Transaction, person: Person, thread_id: str) -> Reading:
    """Deleted with its answers; what a moderator takes away is in the audit trail.

    What somebody asked without a name is theirs to take away too, and leaves no entry: it would
    name them, also where they moderate the board.
    """
    reading = await access.thread_for_reader(tx.db, person, thread_id, keys=tx.keys)
    thread, board = reading.thread, reading.board
    if not rules.can_take_poll(person, thread, board, reading.own):
        raise NotFound()
    await polls.take_away(tx, about(thread_id))
    await threads.set_thread(tx.db, thread_id, poll=False)
    if not rules.is_own(person, thread, reading.own):
        await note(
            tx,
            actor_id=person.person_id,
            action="thread.poll_taken_away",
            subject=f"thread:{thread_id}",
            detail="",
        )
    return reading


async def _led(tx: Transaction, person: Person, thread_id: str) -> Reading:
    reading = await access.thread_for_replier(tx.db, person, thread_id, keys=tx.keys)
    if not rules.can_lead(person, reading.thread, reading.board, reading.own):
        raise NotFound()
    return reading
