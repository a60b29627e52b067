"""Nouns of moderation: Case, Report, Decision, and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from peerhub.core.items import ItemCard, ItemRef
from peerhub.core.words import N_

NOTE_LENGTH = 2_000
REASON_LENGTH = 300
REFERENCE_LENGTH = 9  # four signs, a hyphen, four signs: short enough to say on the telephone
REPORT_RATE = (
    "30/hour"  # more than anybody needs in earnest; a script is slowed, nobody is silenced
)
PAGE_CASES = 50
LATELY = timedelta(days=30)  # as far back as a waiting time still says how long one waits
FEWEST_WAITS = 5  # fewer say nothing
STANDING_CAP = 20  # as far as a hub can ask for first posts to be held; counted no further


class Verdict(StrEnum):
    """What screening says before anybody reads it."""

    ALLOW = "allow"
    HOLD = "hold"


class CaseKind(StrEnum):
    """A HOLD waits to be published; a REPORT says that a rule was broken."""

    HOLD = "hold"
    REPORT = "report"


class CaseState(StrEnum):
    OPEN = "open"
    DECIDED = "decided"


class ReportReason(StrEnum):
    """What may be wrong with an item. Data: another reason is another line here and below."""

    RULES = "rules"
    RACISM = "racism"
    PRIVATE = "private"
    SPAM = "spam"
    OTHER = "other"


REASONS = {
    ReportReason.RULES: N_("It breaks the ground rules"),
    ReportReason.RACISM: N_("Racism, or harassment of a person or a group"),
    ReportReason.PRIVATE: N_("It tells something private about somebody"),
    ReportReason.SPAM: N_("Advertising, or the same thing again and again"),
    ReportReason.OTHER: N_("Something else"),
}


class DecisionOutcome(StrEnum):
    """RELEASE what was held, REMOVE, or LEAVE the item as it is."""

    RELEASE = "release"
    LEAVE = "leave"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Case:
    """One item that a moderator has to look at, with everything said about it."""

    case_id: str
    kind: CaseKind
    item: ItemRef
    author_id: str
    place: str
    sector: str
    state: CaseState
    opened_at: datetime
    decided_at: datetime | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where a moderator's role must hold: the space or its sector (the hub always counts)."""
        return (self.place, f"sector:{self.sector}") if self.sector else (self.place,)


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said about an item. The person reported never learns who."""

    report_id: str
    case_id: str
    reporter_id: str
    reason: str
    note: str
    reference: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator decided, and why, in words that the author reads."""

    decision_id: str
    case_id: str
    moderator_id: str
    outcome: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case as a moderator opens it. `card` is None where the item is gone.

    `copy` is the item as it stood when it was first reported, None for a hold; `seen` names the
    words that this moderator is shown, so that nobody decides about other ones.
    """

    case: Case
    card: ItemCard | None
    copy: ItemCard | None
    reports: tuple[Report, ...]
    decision: Decision | None
    seen: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the audit trail. `actor_id` is empty for the command line."""

    entry_id: int
    at: datetime
    actor_id: str
    action: str
    subject: str
    detail: str
    hash: str


@dataclass(frozen=True, slots=True)
class TrailFault:
    """Where the audit trail stops being true: at `entry_id`, or after it where `cut` is set."""

    entry_id: int
    cut: bool = False
