"""Open one's key by a device: only where its passkey yields 32 bytes that nobody else can (WebAuthn PRF).

The bytes are the secret, as a passphrase is. What the browser says beside them (challenge, signature)
proves nothing more: without the bytes nothing opens, and with them nothing else is needed.
"""

from __future__ import annotations

from peerhub.core.errors import Forbidden, NotFound, Refused
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding.access import Holder
from peerhub.moderation.safeguarding.models import MOST_PASSKEYS, UNLOCK_RATE, LeadKey, Passkey
from peerhub.moderation.safeguarding.service.unlock import keep_open, open_own_pen
from peerhub.moderation.safeguarding.store import passkeys
from peerhub.moderation.safeguarding.wall import (
    Closed,
    KeyRing,
    close_ring_by_secret,
    open_ring_by_secret,
)
from peerhub.moderation.service.trail import note


def passkey_place(key_id: str, passkey_id: str) -> str:
    """Where the closed ring stands; it opens nowhere else."""
    return f"lead-key:{key_id}:passkey:{passkey_id}"


async def sealed_to_passkey(
    hub: Hub, holder: Holder, passphrase: str, answered: tuple[bytes, bytes, bytes], name: str
) -> Passkey:
    """Not kept yet. `answered` is (credential, salt, the 32 bytes). Slow, without database.

    The passphrase is asked for again: whoever finds an open browser adds no device of their own.
    """
    credential, salt, secret = answered
    pen = await open_own_pen(hub, holder, passphrase, field="own_passphrase")
    key_id, passkey_id = pen.key.key_id, new_id()
    closed = close_ring_by_secret(pen.ring, secret, about=passkey_place(key_id, passkey_id))
    return Passkey(passkey_id, key_id, credential, salt, closed, name, hub.clock.now())


def _own_key(holder: Holder) -> LeadKey:
    if holder.key is None:
        raise Refused(_("You have no key yet. Make one first."))
    return holder.key


async def keep_passkey(tx: Transaction, holder: Holder, passkey: Passkey) -> None:
    """Refused where there are enough, or where the key was exchanged meanwhile."""
    key = _own_key(holder)
    if key.key_id != passkey.key_id:
        raise Forbidden()
    known = await passkeys.list_passkeys(tx.db, key.key_id)
    for one in known:
        if one.credential == passkey.credential:
            await passkeys.delete_passkey(tx.db, key.key_id, one.passkey_id)
    if len([one for one in known if one.credential != passkey.credential]) >= MOST_PASSKEYS:
        raise Refused(_("There are five passkeys already. Remove one that you do not use."))
    await passkeys.insert_passkey(tx.db, passkey)
    await _note(tx, holder, "key.passkey_added")


async def end_passkey(tx: Transaction, holder: Holder, passkey_id: str) -> None:
    """One's own: a device that was lost or sold. It asks for no open key."""
    key = _own_key(holder)
    if not await passkeys.delete_passkey(tx.db, key.key_id, passkey_id):
        raise NotFound()
    await _note(tx, holder, "key.passkey_ended")


async def _note(tx: Transaction, holder: Holder, action: str) -> None:
    person_id = holder.person.person_id
    await note(tx, actor_id=person_id, action=action, subject=f"person:{person_id}")


async def unlock_by_passkey(
    hub: Hub, holder: Holder, credential: bytes, secret: bytes, *, session_id: str
) -> str:
    """The cookie's value; Refused for another passkey. The 32 bytes themselves are kept nowhere."""
    key = _own_key(holder)
    await hub.limits.hit("unlock", holder.person.person_id, UNLOCK_RATE)
    async with hub.transaction() as tx:
        known = await passkeys.list_passkeys(tx.db, key.key_id)
        ring = _opened(key, [one for one in known if one.credential == credential], secret)
        return await keep_open(tx, key, ring, session_id=session_id)


def _opened(key: LeadKey, known: list[Passkey], secret: bytes) -> KeyRing:
    for one in known:
        try:
            ring = open_ring_by_secret(
                one.closed, secret, about=passkey_place(key.key_id, one.passkey_id)
            )
        except Closed:
            continue
        if (ring.public_box, ring.public_pen) == (key.box, key.pen):
            return ring
    raise Refused(_("This passkey does not open your key. Use your passphrase."))
