"""Who funds an organisation, and from when until when: a month or a day, as far as somebody knows. Pure."""

from __future__ import annotations

import re
from datetime import date

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory.models import Funder

MOST_FUNDERS = 12
FUNDER_LENGTH = 120
MONTH = len("2026-04")
SPAN = re.compile(r"(.*\S), ([0-9-]*) – ([0-9-]*)", re.DOTALL)


def funder_from(name: str, since: str, until: str) -> Funder:
    """Refused, at the field, for what is no month and no day, and for an end before the beginning."""
    if not name:
        raise Refused(_("Write who funds you."), field="name")
    begins, ends = _date(since, "since"), _date(until, "until")
    length = min(len(begins), len(ends))
    if ends[:length] < begins[:length]:
        raise Refused(_("This ends before it begins. Look at both dates."), field="until")
    return Funder(name, begins, ends)


def _date(said: str, field: str) -> str:
    """A month or a day of ISO 8601, or ""."""
    whole = f"{said}-01" if len(said) == MONTH else said
    try:
        right = not said or date.fromisoformat(whole).isoformat() == whole
    except ValueError:
        right = False
    if not right:
        words = _("Write the month or the day as in 2026-04 or 2026-04-30.")
        raise Refused(words, field=field)
    return said


def funder_of(summary: str) -> Funder:
    """What `Funder.summary` says, taken apart again; words of another finder are a name alone."""
    found = SPAN.fullmatch(summary)
    if found:
        try:
            return funder_from(found[1], found[2], found[3])
        except Refused:
            return Funder(summary)
    return Funder(summary)
