"""Close an account or freeze it for a while, and undo both. It bites at once, on open sockets too."""

from __future__ import annotations

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import PersonSuspended, SessionsEnded
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people.models import Person, PersonState
from peerhub.people.service.roles import check_not_last
from peerhub.people.store import links, persons, sessions


async def suspend(tx: Transaction, *, person_id: str, by: Person | None) -> None:
    """`by` is None for the command line. Refused for oneself and for the last administrator."""
    if by is not None and by.person_id == person_id:
        raise Refused(_("You cannot suspend yourself. Ask another administrator."))
    await check_not_last(tx, person_id)
    if not await persons.set_state(tx.db, person_id, PersonState.MEMBER, PersonState.SUSPENDED):
        raise NotFound()
    await sessions.delete_sessions(tx.db, person_id)
    await links.delete_links(tx.db, person_id)
    tx.record(SessionsEnded(person_id))
    tx.record(PersonSuspended(person_id, by.person_id if by else ""))
    tx.announce(ACCESS_CHANGED, b"")


async def freeze(tx: Transaction, *, person_id: str) -> None:
    """They may read, not write, from now on, on open pages and sockets too."""
    await persons.set_person(tx.db, person_id, frozen=True)
    tx.announce(ACCESS_CHANGED, b"")


async def thaw(tx: Transaction, *, person_id: str) -> None:
    """The opposite."""
    await persons.set_person(tx.db, person_id, frozen=False)
    tx.announce(ACCESS_CHANGED, b"")


async def restore(tx: Transaction, *, person_id: str) -> None:
    if not await persons.set_state(tx.db, person_id, PersonState.SUSPENDED, PersonState.MEMBER):
        raise NotFound()
