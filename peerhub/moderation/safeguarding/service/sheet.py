"""The recovery sheet: a key on paper, for the loss of all others."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding import passphrases
from peerhub.moderation.safeguarding.access import Holder, check_open
from peerhub.moderation.safeguarding.circle import approval_text
from peerhub.moderation.safeguarding.models import UNLOCK_RATE, Approval, LeadKey, Part
from peerhub.moderation.safeguarding.sealed import Pen
from peerhub.moderation.safeguarding.service.join_circle import closed_key, ring_place
from peerhub.moderation.safeguarding.store import keys
from peerhub.moderation.safeguarding.wall import Closed, plain_code
from peerhub.moderation.service.trail import note


async def closed_sheet(code: str) -> LeadKey:
    """Keys closed by the code that is printed. Slow, without database."""
    key, _ring = await closed_key("", Part.SHEET, plain_code(code))
    return key


async def keep_sheet(tx: Transaction, holder: Holder, key: LeadKey) -> None:
    """Signed by the lead who prints it. An earlier sheet is worth nothing from now on."""
    pen = check_open(holder)
    if pen.key.part is not Part.LEAD:
        raise Refused(_("Only a lead can make a recovery sheet."))
    circle = await keys.load_circle(tx.db)
    for old in circle.holders(Part.SHEET):
        await keys.end_key(tx.db, old.key_id, tx.now)
    made = replace(key, made_at=tx.now)
    await keys.insert_key(tx.db, made)
    signature = pen.ring.sign(approval_text(made))
    await keys.insert_approval(tx.db, Approval(made.key_id, pen.key.key_id, signature, tx.now))
    await note(
        tx, actor_id=holder.person.person_id, action="key.sheet", subject=f"key:{made.key_id}"
    )


async def open_sheet(hub: Hub, holder: Holder, code: str) -> Pen:
    """The sheet's pen; Refused where there is none, or for another code."""
    await hub.limits.hit("sheet", holder.person.person_id, UNLOCK_RATE)
    sheets = holder.circle.holders(Part.SHEET)
    if not sheets or holder.key is None:
        raise Refused(_("Make a key of your own first. There must be a sheet, too."), field="sheet")
    try:
        ring = await passphrases.open_ring(
            sheets[0].closed, plain_code(code), about=ring_place(sheets[0].key_id)
        )
    except Closed as error:
        raise Refused(
            _("This is not the code of the newest sheet. Look at it again, sign by sign."),
            field="sheet",
        ) from error
    return Pen(sheets[0], ring)
