"""Keys of the circle: make one, sign another's, end one. Who holds a role is asked at the door only."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.errors import Forbidden, NotFound, Refused
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding import passphrases, rules
from peerhub.moderation.safeguarding.access import Holder, check_open_lead
from peerhub.moderation.safeguarding.circle import (
    Circle,
    approval_text,
    founders_text,
)
from peerhub.moderation.safeguarding.models import MOST_KEYS, Approval, LeadKey, Part
from peerhub.moderation.safeguarding.sealed import Pen
from peerhub.moderation.safeguarding.store import keys, rota
from peerhub.moderation.safeguarding.wall import KeyRing, new_ring
from peerhub.moderation.service.trail import note
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import holders_anywhere
from peerhub.people.models import Person, RoleName

CIRCLE = "/safeguarding/keys"


def ring_place(key_id: str) -> str:
    return f"lead-key:{key_id}"


async def closed_key(person_id: str, part: Part, passphrase: str) -> tuple[LeadKey, KeyRing]:
    """New keys, closed by the passphrase; `made_at` is set when they are kept. Slow, without database."""
    ring, key_id = new_ring(), new_id()
    closed = await passphrases.close_ring(ring, passphrase, about=ring_place(key_id))
    never = rules.NEVER
    return LeadKey(key_id, person_id, part, ring.public_box, ring.public_pen, closed, never), ring


async def offer_key(tx: Transaction, person: Person, key: LeadKey) -> None:
    """Somebody's own new key, which counts for nothing until others sign it.

    It takes the place of one they had: that one opens nothing from now on, since a passphrase that
    is lost to them may be known to somebody else. Refused without the role.
    """
    if not person.holds(RoleName.SAFEGUARDING):
        raise Forbidden()
    circle = await keys.load_circle(tx.db)
    if len([k for k in circle.keys.values() if k.ended_at is None]) >= MOST_KEYS:
        raise Refused(
            _("There are too many keys already. Ask a lead to end those that nobody uses.")
        )
    before = circle.of_person(person.person_id)
    if before is not None:
        await keys.end_key(tx.db, before.key_id, tx.now)
    await keys.insert_key(tx.db, replace(key, made_at=tx.now))
    await note(
        tx, actor_id=person.person_id, action="key.offered", subject=f"person:{person.person_id}"
    )
    await tell_circle(tx, circle, person.name, but=person.person_id)


async def approve(tx: Transaction, holder: Holder, key_id: str) -> None:
    """Sign another's key. Only leads do: those whose keys count, or two who found the circle."""
    circle = await keys.load_circle(tx.db)
    pen, key = _own_pen(holder, circle), circle.keys.get(key_id)
    if key is None or key.ended_at is not None or key.key_id == pen.key.key_id:
        raise NotFound()
    signature = pen.ring.sign(approval_text(key))
    await keys.insert_approval(tx.db, Approval(key.key_id, pen.key.key_id, signature, tx.now))
    await note(
        tx,
        actor_id=holder.person.person_id,
        action="key.approved",
        subject=f"person:{key.person_id}" if key.person_id else "sheet",
        detail=key.part,
    )
    if not circle.founders:
        await _found(tx, circle, pen, key)
    await remember_founders(tx, pen)


def _own_pen(holder: Holder, circle: Circle) -> Pen:
    """To found a circle a key is open that does not count yet; afterwards only one that counts."""
    if circle.founders:
        return check_open_lead(holder)
    if holder.pen is None:
        raise Refused(_("Your key is locked. Unlock it with your passphrase first."))
    if not holder.lets_in:
        raise Forbidden()
    return holder.pen


async def _found(tx: Transaction, circle: Circle, pen: Pen, key: LeadKey) -> None:
    """Two who have signed one another's keys are the founders."""
    if key.key_id not in circle.vouched.get(pen.key.key_id, frozenset()):
        return  # the other one signs next
    for one in (pen.key, key):
        await keys.set_founder(tx.db, one.key_id)


async def remember_founders(tx: Transaction, pen: Pen) -> None:
    """This holder signs who founded the circle, once: another circle underneath shows from then on."""
    circle = await keys.load_circle(tx.db)
    mine = circle.keys.get(pen.key.key_id)
    if circle.founders and mine is not None and not mine.founders and circle.counts(mine):
        signature = pen.ring.sign(founders_text(circle.founders))
        await keys.set_founders_signed(tx.db, mine.key_id, signature)


async def end_key(tx: Transaction, holder: Holder, key_id: str) -> None:
    """One's own, or, by a lead, another's. The circle keeps a lead, or nobody could let others in."""
    circle = await keys.load_circle(tx.db)
    key = circle.keys.get(key_id)
    if key is None or key.ended_at is not None:
        raise NotFound()
    if key.person_id != holder.person.person_id and circle.founders:
        check_open_lead(holder)
    if circle.holders(Part.LEAD) == [key]:
        raise Refused(_("This is the only lead’s key. Let another lead in first."))
    await _end(tx, circle, key, by_id=holder.person.person_id)


async def end_keys_of(tx: Transaction, person_id: str) -> None:
    """Whoever leaves, is suspended or loses the role reads nothing later."""
    circle = await keys.load_circle(tx.db)
    key = circle.of_person(person_id)
    if key is not None:
        await _end(tx, circle, key, by_id="")


async def _end(tx: Transaction, circle: Circle, key: LeadKey, *, by_id: str) -> None:
    await keys.end_key(tx.db, key.key_id, tx.now)
    if key.person_id:
        await rota.delete_shift(tx.db, key.person_id)
    subject = f"person:{key.person_id}" if key.person_id else "sheet"
    await note(tx, actor_id=by_id, action="key.ended", subject=subject, detail=key.part)


async def tell_circle(tx: Transaction, circle: Circle, name: str, *, but: str) -> None:
    """Everybody who counts or holds the role hears that a key waits for a signature."""
    ids = {key.person_id for key in circle.counting.values()} | {
        person.person_id for person in await holders_anywhere(tx.db, RoleName.SAFEGUARDING)
    }
    for person_id in sorted(ids - {"", but}):
        await notify(
            tx,
            person_id,
            NoticeKind.KEY_WAITS,
            key=f"key:{new_id()}",
            path=CIRCLE,
            name=name,
        )


async def holder_with(tx: Transaction, person: Person, key: LeadKey, ring: KeyRing) -> Holder:
    """Somebody whose ring is open in this moment, without a browser: when a demo is made."""
    return Holder(person, await keys.load_circle(tx.db), key, Pen(key, ring))
