"""Watch a thread, mute it, or neither; and whether one watches what one writes in."""

from __future__ import annotations

from peerhub.core.transaction import Transaction
from peerhub.forum import access
from peerhub.forum.models import WatchState
from peerhub.forum.store import standings
from peerhub.people.models import Person


async def watch(tx: Transaction, person: Person, thread_id: str) -> None:
    """Hear of new posts, once until one has read them; NotFound for what one may not read."""
    await _set(tx, person, thread_id, WatchState.WATCHING)


async def mute(tx: Transaction, person: Person, thread_id: str) -> None:
    """No notice and no count from this thread any more, not even for an answer."""
    await _set(tx, person, thread_id, WatchState.MUTED)


async def unwatch(tx: Transaction, person: Person, thread_id: str) -> None:
    """The opposite of both."""
    await _set(tx, person, thread_id, None)


async def _set(tx: Transaction, person: Person, thread_id: str, state: WatchState | None) -> None:
    await access.thread_for_reader(tx.db, person, thread_id)
    await standings.set_watch(tx.db, person.person_id, thread_id, state, tx.now)


async def choose_to_watch(tx: Transaction, person: Person, own: bool) -> None:
    """Whether one watches from now on what one starts or replies in."""
    await standings.set_choices(tx.db, person.person_id, skip_own=not own)
