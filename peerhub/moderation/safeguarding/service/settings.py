"""Settle how safeguarding works in this hub. A lead with an open key, and everybody can see when."""

from __future__ import annotations

from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding.access import Holder, check_open_lead
from peerhub.moderation.safeguarding.models import Settings
from peerhub.moderation.safeguarding.store import settings as rows
from peerhub.moderation.service.trail import note


async def change_settings(tx: Transaction, holder: Holder, settings: Settings) -> None:
    """Forbidden for who is no lead; the audit trail says who changed it to what."""
    pen = check_open_lead(holder)
    if settings == await rows.get_settings(tx.db):
        return
    await rows.set_settings(tx.db, settings)
    await note(
        tx,
        actor_id=pen.key.person_id,
        action="safeguarding.settings",
        subject="safeguarding",
        detail=f"keep {settings.keep_years} years; hide {' '.join(settings.hidden_kinds) or 'none'}",
    )
