"""Nouns of moderation: Case, Report, Decision, and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from peerhub.core.items import ItemRef

NOTE_LENGTH = 2_000
REASON_LENGTH = 300
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
