"""A circle of safeguarding leads in a moment: real keys and signatures, without waiting for passphrases."""

from collections.abc import Sequence
from functools import cache

from peerhub.core.hub import Hub
from peerhub.core.keys import hash_token, new_id
from peerhub.moderation.safeguarding.circle import approval_text
from peerhub.moderation.safeguarding.cookies import lead_cookie_name
from peerhub.moderation.safeguarding.forms import bytes_of
from peerhub.moderation.safeguarding.models import Approval, LeadKey, Part, Passkey
from peerhub.moderation.safeguarding.sealed import Pen
from peerhub.moderation.safeguarding.service.join_circle import ring_place
from peerhub.moderation.safeguarding.service.passkeys import passkey_place
from peerhub.moderation.safeguarding.service.raise_flag import Receipt, receipt_of
from peerhub.moderation.safeguarding.service.unlock import keep_open
from peerhub.moderation.safeguarding.store import keys, passkeys
from peerhub.moderation.safeguarding.wall import KeyRing, close_ring, close_ring_by_secret, new_ring
from tests.support.visitor import Visitor

RECEIPTS: dict[str, Receipt] = {}


@cache
def closed_ring(key_id: str, passphrase: str) -> tuple[KeyRing, bytes]:
    """Made once in a run: closing takes as long as it should."""
    ring = new_ring()
    return ring, close_ring(ring, passphrase, about=ring_place(key_id))


async def receipt_for(secret: str) -> Receipt:
    """Made once in a run, as a code is stretched slowly too."""
    if secret not in RECEIPTS:
        RECEIPTS[secret] = await receipt_of(secret)
    return RECEIPTS[secret]


def pen_for(hub: Hub, person_id: str, part: Part = Part.LEAD, *, closed_by: str = "") -> Pen:
    """A new key; without `closed_by` no passphrase opens it."""
    key_id = f"{part}key".ljust(16, "k") if closed_by else new_id()
    ring, closed = closed_ring(key_id, closed_by) if closed_by else (new_ring(), bytes(108))
    now = hub.clock.now()
    return Pen(
        LeadKey(key_id, person_id, part, ring.public_box, ring.public_pen, closed, now), ring
    )


async def make_circle(hub: Hub, pens: Sequence[Pen], *, waiting: Sequence[Pen] = ()) -> None:
    """The first two are the founders, who both approved everybody else; nobody those who wait."""
    first, second, *others = pens
    pairs = [(first, second), (second, first)]
    pairs += [(by, pen) for pen in others for by in (first, second)]
    async with hub.transaction() as tx:
        for pen in (*pens, *waiting):
            await keys.insert_key(tx.db, pen.key)
        for by, pen in pairs:
            signature = by.ring.sign(approval_text(pen.key))
            approval = Approval(pen.key.key_id, by.key.key_id, signature, tx.now)
            await keys.insert_approval(tx.db, approval)
        for pen in (first, second):
            await keys.set_founder(tx.db, pen.key.key_id)


async def give_passkey(hub: Hub, pen: Pen, credential: str, secret: str) -> str:
    """A device that opens this key, answering as a script writes it; the passkey's id."""
    passkey_id = new_id()
    place = passkey_place(pen.key.key_id, passkey_id)
    closed = close_ring_by_secret(pen.ring, bytes_of(secret), about=place)
    device = bytes_of(credential)
    async with hub.transaction() as tx:
        passkey = Passkey(passkey_id, pen.key.key_id, device, bytes(32), closed, "Phone", tx.now)
        await passkeys.insert_passkey(tx.db, passkey)
    return passkey_id


async def lead_cookie(hub: Hub, pen: Pen, session_cookie: str) -> str:
    """What a browser with this session bears, as if the passphrase had been typed there."""
    async with hub.transaction() as tx:
        return await keep_open(tx, pen.key, pen.ring, session_id=hash_token(session_cookie))


async def open_key(visitor: Visitor, pen: Pen) -> None:
    cookie = await lead_cookie(visitor.hub, pen, visitor.cookie)
    name = lead_cookie_name(visitor.hub.config)
    visitor.client.cookies.set(name, cookie, domain="127.0.0.1", path="/safeguarding")
