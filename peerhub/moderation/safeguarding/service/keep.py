"""How long a closed concern is kept, and what leads are asked to look at again: contacts, the circle."""

from __future__ import annotations

from datetime import timedelta

from peerhub.community.access import contacts_to_check
from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding.models import Part
from peerhub.moderation.safeguarding.store import concerns, keys, letters, rota, settings
from peerhub.moderation.service.trail import note
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify

A_YEAR = timedelta(days=365)
AT_ONCE = 100  # concerns of one sweep; the next day brings the rest


async def forget_old(tx: Transaction) -> None:
    """What was closed longer ago than it is kept, unless a legal hold is on it."""
    kept = (await settings.get_settings(tx.db)).kept_for
    await letters.delete_unused(tx.db, tx.now - kept)
    old = await concerns.list_closed_before(tx.db, tx.now - kept, AT_ONCE)
    for concern_id in old:
        await rota.delete_tellings(tx.db, concern_id)
        await concerns.delete_concern(tx.db, concern_id)
    if old:
        await note(
            tx,
            actor_id="",
            action="concerns.forgotten",
            subject="safeguarding",
            detail=str(len(old)),
        )


async def ask_to_look_through(tx: Transaction) -> None:
    """Once a year leads are asked whether the circle, the held records and the times are still right."""
    circle = await keys.load_circle(tx.db)
    leads = circle.holders(Part.LEAD)
    if not leads:
        return
    years = (tx.now - min(key.made_at for key in leads)) // A_YEAR
    for key in leads if years else ():
        await notify(
            tx,
            key.person_id,
            NoticeKind.LOOK_THROUGH,
            key=f"look-through:{years}",
            path="/safeguarding/settings",
        )


async def remind_of_contacts(tx: Transaction) -> None:
    """Leads hear each day of contacts that will soon be shown to nobody any more."""
    soon = await contacts_to_check(tx.db, tx.now.date())
    if not soon:
        return
    circle = await keys.load_circle(tx.db)
    for key in circle.holders(Part.LEAD):
        await notify(
            tx,
            key.person_id,
            NoticeKind.CONTACTS_OLD,
            key=f"contacts:{tx.now.date().isoformat()}",
            path="/get-help",
            count=str(len(soon)),
        )
