"""The way to a poll for somebody who may read what it is about; that is for the caller to ask."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.core.keys import Keys
from peerhub.people.models import Person
from peerhub.polls import rules, store
from peerhub.polls.models import Opened, Poll


def answerer_for(keys: Keys, poll_id: str, person_id: str) -> str:
    """Who answers, as it rests: made anew for each poll, so that no two of them can be joined."""
    return keys.sign("poll", poll_id, person_id)


async def find_poll(db: AsyncConnection, about: ItemRef) -> Poll | None:
    return await store.find_poll(db, str(about))


async def get_poll(db: AsyncConnection, about: ItemRef) -> Poll:
    poll = await find_poll(db, about)
    if poll is None:
        raise NotFound()
    return poll


async def open_for_anyone(db: AsyncConnection, about: ItemRef, now: datetime) -> Opened | None:
    """The poll as everybody sees it: results only where they may be shown at this moment."""
    poll = await find_poll(db, about)
    return await _open(db, poll, frozenset(), now) if poll else None


async def open_for_reader(
    db: AsyncConnection, keys: Keys, about: ItemRef, person: Person | None, now: datetime
) -> Opened | None:
    """The same with this reader's own choices."""
    poll = await find_poll(db, about)
    if poll is None:
        return None
    mine: frozenset[str] = frozenset()
    if person is not None:
        answerer = answerer_for(keys, poll.poll_id, person.person_id)
        mine = await store.list_chosen(db, poll.poll_id, answerer)
    return await _open(db, poll, mine, now)


async def _open(db: AsyncConnection, poll: Poll, mine: frozenset[str], now: datetime) -> Opened:
    shown = rules.shows_results(poll, now)
    return Opened(poll, mine, await store.count_answers(db, poll.poll_id) if shown else None)
