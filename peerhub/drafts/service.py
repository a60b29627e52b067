"""Keep what somebody begins to write; whoever calls has checked that they may be at this place."""

from __future__ import annotations

from peerhub.core.transaction import Transaction
from peerhub.drafts import store
from peerhub.drafts.models import KEPT, LENGTH
from peerhub.people.models import Person


async def keep_draft(tx: Transaction, person: Person, place: str, body: str) -> None:
    """The newest words count; none is the end of the draft. Old ones of everybody go on the way."""
    await store.delete_old(tx.db, tx.now - KEPT)
    if body.strip():
        await store.put_draft(tx.db, person.person_id, place, body[:LENGTH], tx.now)
    else:
        await store.delete_draft(tx.db, person.person_id, place)
