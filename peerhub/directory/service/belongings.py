"""Say that a room, board or meetup belongs to an organisation or a network, and answer that."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import BelongingAsked, BelongingMade
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory.belonged import owner_to_ask
from peerhub.directory.belongings import MOST_OWNERS, Belonging, Owner, OwnerKind
from peerhub.directory.store import belongings as store
from peerhub.moderation.service.trail import note
from peerhub.people.models import Person


async def say_belongs(
    tx: Transaction,
    by: Person,
    places: Sequence[ItemRef],
    kind: OwnerKind,
    slug: str,
    *,
    alone: str = "",
) -> None:
    """Of places that `by` looks after, the dates of a meetup in one go. Whoever looks after the owner
    too has said both yeses; else those who do are asked, unless `alone` says why nobody may be.
    """
    try:
        owner, keeps = await owner_to_ask(tx.db, by, kind, slug)
    except NotFound as error:
        words = _("No organisation and no network has this address. Copy it from its page.")
        raise Refused(words, field="owner") from error
    if alone and not keeps:
        raise Refused(alone, field="owner")
    at, together, new = tx.now if keeps else None, new_id(), False
    for place in places:
        link = Belonging(place.kind, place.id, kind, owner.owner_id, together, tx.now, at)
        if await store.insert_belonging(tx.db, link):
            new = True
            if await store.count_owners(tx.db, place) > MOST_OWNERS:
                words = _("It belongs to ten already, or asks them. Take one away first.")
                raise Refused(words, field="owner")
    if not new:
        raise Refused(_("It belongs there, or asks to, already."), field="owner")
    if keeps:
        tx.record(BelongingMade(places[0].kind, places[0].id))
    else:
        tx.record(BelongingAsked(owner.kind.value, owner.owner_id, together))
    await _log(tx, by, owner.ref, "belonging.made" if keeps else "belonging.asked", together)


async def take_away(tx: Transaction, by: Person, places: Sequence[ItemRef], owner: ItemRef) -> None:
    """For the place's side, asked or whole. NotFound where none of them belongs to it."""
    gone = [await store.delete_belonging(tx.db, place, owner) for place in places]
    if not any(gone):
        raise NotFound()
    await _log(tx, by, owner, "belonging.ended")


async def confirm(tx: Transaction, by: Person, owner: Owner, together: str) -> None:
    """For the owner's side: from now on both show it."""
    if not await store.set_confirmed(tx.db, owner.ref, together, tx.now):
        raise Refused(_("Somebody else has answered this already. Look again."))
    first = (await store.list_together(tx.db, owner.ref, together))[0]
    tx.record(BelongingMade(first.place_kind, first.place_id))
    await _log(tx, by, owner.ref, "belonging.made", together)


async def part(tx: Transaction, by: Person, owner: Owner, together: str) -> None:
    """For the owner's side: a no, or an end. NotFound where there is nothing."""
    if not await store.delete_together(tx.db, owner.ref, together):
        raise NotFound()
    await _log(tx, by, owner.ref, "belonging.ended", together)


async def _log(tx: Transaction, by: Person, owner: ItemRef, action: str, detail: str = "") -> None:
    """Which place it is stands not there: there are some of which nobody else may learn."""
    await note(tx, actor_id=by.person_id, action=action, subject=str(owner), detail=detail)
