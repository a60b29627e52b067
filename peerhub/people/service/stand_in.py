"""Somebody in the place of a person who is not to be known: an emptied row, for what needs one.

An export names no author of what was written under a name for one room alone, and nobody who
reacted. Where it comes back, messages and reactions still need a row each. A stand-in is made of
what it stands for and of nothing else, so that it tells nothing, and the same each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from peerhub.core.keys import ID_ALPHABET, ID_LENGTH
from peerhub.core.transaction import Transaction
from peerhub.people.models import FORMER_NAME, STAND_IN_END, Person, PersonState
from peerhub.people.store import persons


def stand_in_id(what: str) -> str:
    """The id of whoever stands in for `what`, as in "name:ROOM:HANDLE"."""
    digest = hashlib.sha256(f"stand-in {what}".encode()).digest()
    return "".join(ID_ALPHABET[byte % len(ID_ALPHABET)] for byte in digest[:ID_LENGTH])


async def stand_in_for(tx: Transaction, whats: Iterable[str]) -> dict[str, str]:
    """`{what: person_id}`; those that are not there yet are made. They can never sign in."""
    ids = {what: stand_in_id(what) for what in sorted(set(whats))}
    known = await persons.list_people_by_id(tx.db, ids.values())
    for person_id in ids.values():
        if person_id not in known:
            handle = person_id + STAND_IN_END
            person = Person(person_id, handle, FORMER_NAME, PersonState.ERASED, tx.now)
            await persons.insert_person(tx.db, person, email=None, password_hash=None)
    return ids
