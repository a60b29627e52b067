"""Ask, answer, close, say what came of it. Whoever calls has checked that the person may.

Nothing here is told to anybody: a notice "somebody answered" would say who, in a small group.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from peerhub.core.errors import Refused
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people.models import Person
from peerhub.polls import rules, store
from peerhub.polls.access import answerer_for, find_poll, get_poll
from peerhub.polls.models import STANCES, Choice, Poll, PollKind


async def ask(
    tx: Transaction,
    about: ItemRef,
    *,
    question: str,
    kind: PollKind,
    choices: Sequence[str] = (),
    open_days: int = 0,
    hidden: bool = False,
) -> Poll:
    """A poll about something; Refused where there is one already. A proposal brings its choices."""
    if await find_poll(tx.db, about):
        raise Refused(_("There is a poll here already."), code="conflict")
    words = STANCES if kind is PollKind.PROPOSAL else choices
    poll = Poll(
        poll_id=new_id(),
        question=question,
        kind=kind,
        hidden=hidden,
        made_at=tx.now,
        closes_at=tx.now + timedelta(days=open_days) if open_days else None,
        choices=tuple(Choice(new_id(), said) for said in words),
    )
    await store.insert_poll(tx.db, str(about), poll)
    return poll


async def start_anew(tx: Transaction, about: ItemRef) -> None:
    """Open from now on for as long as was asked: its words waited for a moderator until now."""
    poll = await find_poll(tx.db, about)
    if poll is not None:
        closes = tx.now + (poll.closes_at - poll.made_at) if poll.closes_at else None
        await store.set_poll(tx.db, poll.poll_id, made_at=tx.now, closes_at=closes)


async def answer(tx: Transaction, about: ItemRef, person: Person, chosen: Collection[str]) -> None:
    """These choices instead of any before; again is as good as once."""
    poll = await get_poll(tx.db, about)
    rules.check_answer(poll, chosen, tx.now)
    answerer = answerer_for(tx.keys, poll.poll_id, person.person_id)
    await store.replace_answers(tx.db, poll.poll_id, answerer, chosen)


async def take_back_answer(tx: Transaction, about: ItemRef, person: Person) -> None:
    """The opposite, while it is open."""
    poll = await get_poll(tx.db, about)
    rules.check_open(poll, tx.now)
    answerer = answerer_for(tx.keys, poll.poll_id, person.person_id)
    await store.replace_answers(tx.db, poll.poll_id, answerer, ())


async def close(tx: Transaction, about: ItemRef) -> None:
    """No more answers from now on; one that has closed stays as it is."""
    poll = await get_poll(tx.db, about)
    if poll.is_open(tx.now):
        await store.set_poll(tx.db, poll.poll_id, closes_at=tx.now)


async def state_outcome(tx: Transaction, about: ItemRef, outcome: str) -> None:
    """What came of it, in words; none takes them away. Refused while it is open."""
    poll = await get_poll(tx.db, about)
    rules.check_may_state_outcome(poll, tx.now)
    html = to_html(outcome) if outcome else ""
    await store.set_poll(tx.db, poll.poll_id, outcome=outcome, outcome_html=html)


async def take_away(tx: Transaction, about: ItemRef) -> None:
    """The poll and everybody's answers are deleted; again is as good as once."""
    poll = await find_poll(tx.db, about)
    if poll is not None:
        await store.delete_poll(tx.db, poll.poll_id)
