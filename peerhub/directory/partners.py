"""Partners of the hub: an organisation, what it does for the hub, and since when. Pure, no await."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerhub.core.errors import Refused
from peerhub.core.words import _

ROLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Partner:
    """`role`: what it does for the hub, in words; `until`: its last day, None while nobody knows one."""

    organisation_id: str
    role: str
    since: date
    until: date | None = None

    def is_over(self, today: date) -> bool:
        return self.until is not None and self.until < today


def check_days(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refused(_("The last day comes after the first. Write a later one."), field="until")
