"""Open one's own key for half an hour: half of it in this browser's cookie, half in this session's row."""

from __future__ import annotations

import os

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding import passphrases
from peerhub.moderation.safeguarding.access import Holder
from peerhub.moderation.safeguarding.models import UNLOCK_RATE, UNLOCKED_FOR, LeadKey
from peerhub.moderation.safeguarding.sealed import Pen
from peerhub.moderation.safeguarding.service.join_circle import remember_founders, ring_place
from peerhub.moderation.safeguarding.store import keys
from peerhub.moderation.safeguarding.wall import KEY_BYTES, Closed, KeyRing, wrap_ring


async def unlock(hub: Hub, holder: Holder, passphrase: str, *, session_id: str) -> str:
    """The cookie's value; Refused for another passphrase. The passphrase itself is kept nowhere."""
    pen = await open_own_pen(hub, holder, passphrase)
    async with hub.transaction() as tx:
        return await keep_open(tx, pen.key, pen.ring, session_id=session_id)


async def open_own_pen(
    hub: Hub, holder: Holder, passphrase: str, *, field: str = "passphrase"
) -> Pen:
    """Slow, without database. Refused, at this field of the form, for another passphrase."""
    key = holder.key
    if key is None:
        raise Refused(_("You have no key yet. Make one first."))
    await hub.limits.hit("unlock", holder.person.person_id, UNLOCK_RATE)
    try:
        ring = await passphrases.open_ring(
            key.closed, " ".join(passphrase.split()), about=ring_place(key.key_id)
        )
    except Closed as error:
        raise Refused(
            _("This is not the passphrase of your key. Try again, or pass the concern on."),
            field=field,
        ) from error
    if (ring.public_box, ring.public_pen) != (key.box, key.pen):
        raise Refused(_("Your key was changed in the database. Tell the other leads at once."))
    return Pen(key, ring)


async def keep_open(tx: Transaction, key: LeadKey, ring: KeyRing, *, session_id: str) -> str:
    """The cookie's value for a ring that is open in this request."""
    await keys.delete_unlockings_before(tx.db, tx.now - UNLOCKED_FOR)
    unlocking_id, wrap = new_id(), os.urandom(KEY_BYTES)
    await keys.insert_unlocking(
        tx.db,
        unlocking_id=unlocking_id,
        key_id=key.key_id,
        session_id=session_id,
        wrap=wrap,
        now=tx.now,
    )
    await remember_founders(tx, Pen(key, ring))
    return f"{unlocking_id}.{wrap_ring(ring, wrap, about=f'unlocking:{unlocking_id}').hex()}"


async def note_use(tx: Transaction, holder: Holder) -> None:
    """Half an hour from now."""
    if holder.unlocking_id:
        await keys.set_unlocking_used(tx.db, holder.unlocking_id, tx.now)


async def lock_ended(tx: Transaction, person_id: str, session_id: str) -> None:
    """Whoever signs out takes the key along; all browsers where `session_id` is ""."""
    circle = await keys.load_circle(tx.db)
    key = circle.of_person(person_id)
    if key is not None:
        await keys.delete_unlockings_of(tx.db, key.key_id, session_id)


async def lock(tx: Transaction, holder: Holder) -> None:
    """The row goes, and with it the cookie is nothing but noise."""
    if holder.unlocking_id:
        await keys.delete_unlocking(tx.db, holder.unlocking_id)
