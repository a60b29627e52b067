"""What may be done to a person, between a word and a ban: the nouns. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HUB = "hub"  # the scope of what holds everywhere
DAYS = (1, 3, 7, 14, 30, 90)  # longer is a ban, and should be called one
PACE = timedelta(minutes=10)  # between two posts of somebody limited: time to read one's own again


class MeasureKind(StrEnum):
    """Smallest first. A NOTE touches nobody; a WARN is a word; LIMIT: slower, no links, and where it
    holds everywhere no direct messages; FREEZE: may read, not write; SUSPEND until a date; BAN.
    """

    NOTE = "note"
    WARN = "warn"
    LIMIT = "limit"
    FREEZE = "freeze"
    SUSPEND = "suspend"
    BAN = "ban"

    @property
    def is_told(self) -> bool:
        """Whether the person hears of it, and may ask for another look."""
        return self is not MeasureKind.NOTE

    @property
    def lasts(self) -> bool:
        """Whether it ends on a date."""
        return self in (MeasureKind.LIMIT, MeasureKind.FREEZE, MeasureKind.SUSPEND)

    @property
    def closes(self) -> bool:
        """Whether nobody can sign in with the account."""
        return self in (MeasureKind.SUSPEND, MeasureKind.BAN)


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """What a moderator wants done. `days` counts for what lasts; `everywhere` for a limit, which
    else holds in the place of the case.
    """

    kind: MeasureKind
    days: int = 0
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Who wrote without a name: what is known of them is their name in one board, and no more."""

    pseudonym_id: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One that was taken. Rule, reason, role and case stand with its decision.

    `pseudonym_id`: it is about a name in one board; `person_id` is empty then, for good.
    """

    measure_id: str
    decision_id: str
    person_id: str
    kind: MeasureKind
    scope: str
    from_at: datetime
    until_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    last_at: datetime | None = None
    pseudonym_id: str | None = None

    def stands(self, now: datetime) -> bool:
        return self.ended_at is None and (self.until_at is None or now < self.until_at)

    @property
    def is_lasting(self) -> bool:
        """Whether it keeps somebody from something, and so can be lifted."""
        return self.kind.lasts or self.kind is MeasureKind.BAN
