"""Block a name, and have to do with it again. Nobody but the blocker ever learns of it."""

from __future__ import annotations

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people.blocks import person_name
from peerhub.people.models import MOST_BLOCKS, Block, Person
from peerhub.people.store import blocks


async def block(
    tx: Transaction, person: Person, *, blocked_name: str, under: str | None = None
) -> None:
    """From now on neither reads the other under these two names; again is as good as once.

    `under` is the name from which it is made, where that is one for a room alone. Refused on
    oneself, and above 500 names.
    """
    own = person_name(person.person_id)
    if blocked_name in (own, under):
        raise Refused(_("This is you. You cannot block yourself."))
    if len(await blocks.list_blocks_by(tx.db, person.person_id)) >= MOST_BLOCKS:
        raise Refused(_("You have blocked 500 names. Unblock one first."))
    await blocks.insert_block(tx.db, Block(person.person_id, under or own, blocked_name, tx.now))
    tx.announce(ACCESS_CHANGED, b"blocks")


async def unblock(tx: Transaction, person: Person, blocked_name: str) -> None:
    """The opposite; no block is as good as one undone."""
    await blocks.delete_block(tx.db, person.person_id, blocked_name)
    tx.announce(ACCESS_CHANGED, b"blocks")
