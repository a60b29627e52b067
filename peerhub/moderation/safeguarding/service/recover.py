"""When keys are lost: open earlier concerns to a new key, by two who vouch or by the sheet on paper."""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding.access import (
    Holder,
    check_open_lead,
    excluded_by,
    open_concern_key,
)
from peerhub.moderation.safeguarding.circle import Circle, approval_text
from peerhub.moderation.safeguarding.models import (
    Approval,
    EntryKind,
    LeadKey,
    SealedEntry,
)
from peerhub.moderation.safeguarding.sealed import Line, Pen, key_place, open_chain
from peerhub.moderation.safeguarding.service.join_circle import tell_circle
from peerhub.moderation.safeguarding.service.write import write
from peerhub.moderation.safeguarding.store import concerns, keys
from peerhub.moderation.safeguarding.wall import KeyRing, seal_to
from peerhub.moderation.service.trail import note

WORDS_NEEDED = 2  # how many vouch before earlier concerns are opened to somebody


async def reseal(tx: Transaction, holder: Holder, key_id: str) -> int:
    """Every concern that this lead can open, sealed to another's key as well; how many.

    Refused until a second one who counts has signed that key. What must not be seen by that person
    stays closed to them.
    """
    pen = check_open_lead(holder)
    circle = await keys.load_circle(tx.db)
    key = circle.keys.get(key_id)
    if key is None or not circle.counts(key):
        raise NotFound()
    if len(circle.vouchers_of(key)) < WORDS_NEEDED:
        raise Refused(_("Somebody else from the circle has to approve this key first, as you did."))
    return await _reseal(tx, circle, pen, key)


async def _reseal(tx: Transaction, circle: Circle, pen: Pen, key: LeadKey) -> int:
    held = await concerns.list_sealed_to(tx.db, pen.key.key_id)
    theirs = await concerns.list_sealed_to(tx.db, key.key_id)
    count = 0
    for concern_id, sealed in held.items():
        concern = await concerns.find_concern(tx.db, concern_id)
        if concern_id in theirs or concern is None:
            continue
        box = open_concern_key(pen, concern_id, sealed)
        rows = await concerns.list_entries(tx.db, concern_id)
        if _keeps_out(box, concern_id, rows, circle, key):
            continue
        opened = seal_to(key.box, box, about=key_place(concern_id, key.key_id))
        await concerns.insert_concern_keys(tx.db, concern_id, [(key.key_id, opened)])
        line = Line(EntryKind.RESEALED, {"to": key.person_id}, pen if pen.key.person_id else None)
        await write(tx, concern, line)
        count += 1
    await note(
        tx,
        actor_id=pen.key.person_id,
        action="key.resealed",
        subject=f"person:{key.person_id}",
        detail=str(count),
    )
    return count


def _keeps_out(
    box: bytes, concern_id: str, rows: list[SealedEntry], circle: Circle, key: LeadKey
) -> bool:
    """Whether a concern must not be seen by the holder of this key; so too where it cannot be told."""
    entries = open_chain(box, concern_id, rows[:1], circle).entries
    return not entries or key.person_id in excluded_by(entries[0].said)


async def recover(tx: Transaction, sheet: LeadKey, ring: KeyRing, key_id: str, name: str) -> int:
    """By the sheet, for the loss of all: it signs a new key and opens every concern to it.

    Whoever holds paper and an account with the role comes in this way, so everybody hears of it.
    """
    circle = await keys.load_circle(tx.db)
    key = circle.keys.get(key_id)
    if key is None or key.ended_at is not None or not circle.counts(sheet):
        raise NotFound()
    signature = ring.sign(approval_text(key))
    await keys.insert_approval(tx.db, Approval(key.key_id, sheet.key_id, signature, tx.now))
    await note(
        tx, actor_id=key.person_id, action="key.recovered", subject=f"person:{key.person_id}"
    )
    await tell_circle(tx, circle, name, but=key.person_id)
    return await _reseal(tx, await keys.load_circle(tx.db), Pen(sheet, ring), key)
