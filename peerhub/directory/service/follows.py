"""Follow something, follow it no more, and choose whether letters come, too."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory.follows import MOST_FOLLOWED, Followed
from peerhub.directory.store import follows as store
from peerhub.people.models import Person


async def follow(tx: Transaction, person: Person, thing: Followed) -> None:
    """Again is as good as once; nobody else learns of it."""
    await store.insert_follow(tx.db, person.person_id, thing.kind.value, thing.ref, tx.now)
    if await store.count_follows(tx.db, person.person_id) > MOST_FOLLOWED:
        raise Refused(_("You follow a hundred already. Stop following one first."), field="what")


async def unfollow(tx: Transaction, person: Person, kind: str, ref: str) -> None:
    """Also what one may not open any more; where there is nothing, nothing is done."""
    await store.delete_follow(tx.db, person.person_id, kind, ref)


async def choose_mail(tx: Transaction, person_id: str, *, by_mail: bool) -> None:
    """Off at first."""
    await store.set_by_mail(tx.db, person_id, by_mail=by_mail)
