"""Make the calendar of one's own meetups, and end it."""

from __future__ import annotations

from peerhub.core.keys import hash_token, new_token
from peerhub.core.transaction import Transaction
from peerhub.meetups.store import feeds
from peerhub.people.models import Person


async def make_feed(tx: Transaction, person: Person) -> str:
    """Its token, this once: it rests as a hash. The one before ends."""
    token = new_token()
    await feeds.set_feed(tx.db, person.person_id, hash_token(token), tx.now)
    return token


async def revoke_feed(tx: Transaction, person: Person) -> None:
    """From now on its address leads nowhere."""
    await feeds.delete_feed(tx.db, person.person_id)
