"""When a room opens, in words for its door."""

from __future__ import annotations

from datetime import datetime

from peerhub.core.clock import ZONE
from peerhub.core.hours import DAYS, Hours, clock_words, next_opening
from peerhub.core.words import _


def opening_words(hours: Hours, now: datetime) -> str:
    """`This room opens on Monday at 9am.`"""
    local = next_opening(hours, now).astimezone(ZONE)
    ahead = (local.date() - now.astimezone(ZONE).date()).days
    said = {
        0: _("This room opens today at %(time)s."),
        1: _("This room opens tomorrow at %(time)s."),
        7: _("This room opens next %(day)s at %(time)s."),
    }.get(ahead, _("This room opens on %(day)s at %(time)s."))
    return said % {"day": _(DAYS[local.weekday()]), "time": clock_words(local.strftime("%H:%M"))}
