"""What a hub needs before anybody is let in: somebody to turn to, and rules that say how."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import has_rules_and_privacy, help_for_anyone
from peerhub.core.words import _
from peerhub.moderation.safeguarding.circle import FOUNDERS
from peerhub.moderation.safeguarding.models import Part
from peerhub.moderation.safeguarding.store import keys
from peerhub.people.access import holders_anywhere


async def missing(db: AsyncConnection, now: datetime) -> list[str]:
    """Sentences for an administrator, each with what to do."""
    found = []
    circle = await keys.load_circle(db)
    if len(circle.holders(Part.LEAD)) < FOUNDERS:
        found.append(
            _("Two safeguarding leads with keys: give two people the role; each makes a key under"
              " Safeguarding, and each approves the other’s.")
        )  # fmt: skip
    if not await holders_anywhere(db, "reviewer"):
        found.append(_("A reviewer, who decides about moderators and administrators."))
    if not await help_for_anyone(db, now.date()):
        found.append(_("A help contact that somebody has checked in the last year."))
    if not await has_rules_and_privacy(db):
        found.append(_("Ground rules and a privacy notice."))
    return found
