"""Nouns of moderation: Case, Report, Decision, and their limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from peerhub.core.items import ItemCard, ItemRef
from peerhub.core.words import N_

NOTE_LENGTH = 2_000
REASON_LENGTH = 300
REFERENCE_LENGTH = 9  # four signs, a hyphen, four signs: short enough to say on the telephone
REPORT_RATE = (
    "30/hour"  # more than anybody needs in earnest; a script is slowed, nobody is silenced
)
REPORTS_OF_ONE = "60/hour"  # about one item, in no hurry: the sixty-first tells nobody anything new
FLOOD = (
    10  # reports of one item in an hour: said in the queue, so that nobody takes them for opinions
)
MOST_NOTES = 20  # of one case that are read without asking for more
PAGE_CASES = 50
MOST_HISTORY = 20  # earlier decisions that are looked at beside a case
MOST_BARRED = 10  # people and organisations that one report may keep out
ORGANISATION_LENGTH = 120
MOST_ORGANISATIONS = 20  # that one person declares
NAMES_LENGTH = 3_000  # of a list that somebody types
CLAIM_FOR = timedelta(hours=24)  # a volunteer's evening and the next; then it is everybody's again
LATELY = timedelta(days=30)  # as far back as a waiting time still says how long one waits
FEWEST_WAITS = 5  # fewer say nothing
STANDING_CAP = 20  # as far as a hub can ask for first posts to be held; counted no further


class CaseKind(StrEnum):
    """A HOLD waits to be published; a REPORT says that a rule was broken; an APPEAL that a decision
    was wrong: its report is its author's, and whoever decided before is kept out. A MEASURE was
    taken against a person without any of these, by an administrator.
    """

    HOLD = "hold"
    REPORT = "report"
    APPEAL = "appeal"
    MEASURE = "measure"


class CaseState(StrEnum):
    OPEN = "open"
    DECIDED = "decided"


class Urgency(IntEnum):
    """How soon somebody has to decide. The queue goes by this, then by age; never by who reported."""

    URGENT = 0
    SOON = 1
    NORMAL = 2


DECIDE_WITHIN = {  # after it a case climbs to the next level, whether anybody looked or not
    Urgency.URGENT: timedelta(hours=4),  # harm goes on meanwhile
    Urgency.SOON: timedelta(hours=24),  # a volunteer looks in most evenings
    Urgency.NORMAL: timedelta(days=3),  # over a weekend
}


APPEAL_DECIDED_WITHIN = timedelta(hours=48)  # then it climbs, like everything undecided
APPEAL_FOR = timedelta(days=90)  # people read late, and some were away because of it
FILE = "file"  # the kind of item that is removed while the words that bear it stay
ACTED = "acted"  # what a reporter is told where the item stays and its author heard of it
APPEAL = "appeal"  # the reason of the one report that an appeal is


class Level(IntEnum):
    """Who decides a case, from the nearest up: of its place, of the whole hub, the reviewers."""

    PLACE = 0
    HUB = 1
    REVIEWER = 2


class ReportReason(StrEnum):
    """What may be wrong with an item. Data: another reason is another line here and below."""

    UNSAFE = "unsafe"  # no breach of rules: whoever keeps people safe hears of it as well
    RULES = "rules"
    RACISM = "racism"
    RETALIATION = "retaliation"
    THREAT = "threat"
    INTIMATE_IMAGE = "intimate_image"
    PRIVATE = "private"
    SPAM = "spam"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reason:
    """How a reason is said, and how soon somebody has to decide because of it."""

    words: str
    urgency: Urgency


REASONS = {
    ReportReason.UNSAFE: Reason(N_("Someone may be unsafe"), Urgency.URGENT),
    ReportReason.RULES: Reason(N_("It breaks the ground rules"), Urgency.NORMAL),
    ReportReason.RACISM: Reason(N_("Racism, or harassment of a person or a group"), Urgency.SOON),
    ReportReason.RETALIATION: Reason(
        N_("Somebody is treated badly because they spoke up"), Urgency.SOON
    ),
    ReportReason.THREAT: Reason(
        N_("A threat, or something that may be against the law"), Urgency.URGENT
    ),
    ReportReason.INTIMATE_IMAGE: Reason(
        N_("An intimate picture of somebody who did not agree to it"), Urgency.URGENT
    ),
    ReportReason.PRIVATE: Reason(N_("It tells something private about somebody"), Urgency.SOON),
    ReportReason.SPAM: Reason(N_("Advertising, or the same thing again and again"), Urgency.NORMAL),
    ReportReason.OTHER: Reason(N_("Something else"), Urgency.NORMAL),
}


class DecisionOutcome(StrEnum):
    """RELEASE what was held, LEAVE the item as it is, ask for an EDIT, REMOVE it or LOCK its conversation.

    What undoes them: RESTORE what was removed, UNLOCK, REOPEN the case; LIFT a measure. Of an appeal:
    RESTORE (the decision was wrong) or UPHOLD.
    """

    RELEASE = "release"
    LEAVE = "leave"
    EDIT = "edit"
    REMOVE = "remove"
    LOCK = "lock"
    RESTORE = "restore"
    UNLOCK = "unlock"
    REOPEN = "reopen"
    LIFT = "lift"
    UPHOLD = "uphold"


@dataclass(frozen=True, slots=True)
class Case:
    """One item that somebody has to look at, with everything said about it.

    It is decided by whoever fits a level from `from_level` to `level`: reports about people with
    power begin above the place, and what waits too long climbs.
    """

    case_id: str
    kind: CaseKind
    item: ItemRef
    author_id: str
    place: str
    sector: str
    state: CaseState
    opened_at: datetime
    decided_at: datetime | None = None
    urgency: Urgency = Urgency.NORMAL
    from_level: Level = Level.PLACE
    level: Level = Level.PLACE
    due_at: datetime | None = None
    claimed_by: str = ""
    claimed_at: datetime | None = None
    decision_id: str = ""  # of an appeal: the decision that it is about
    handed_by: str = ""  # who could not judge its pictures
    why: str = ""  # of a hold: what screening said, with commas between

    @property
    def levels(self) -> range:
        """The levels on which it may be decided now."""
        return range(self.from_level, self.level + 1)

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
    declared: tuple[str, ...] = ()  # in sentences; of an intimate picture alone


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports a case has, how many came within the last hour, and why: each reason once."""

    reports: int
    lately: int
    reasons: tuple[str, ...]


NO_TALLY = Tally(0, 0, ())


@dataclass(frozen=True, slots=True)
class Stakes:
    """What keeps people from a case: who reported it, whom reports keep out, who belongs to whom.

    `barred`: `person:ID` and marks of organisations. `organisations`: marks by person_id, of the
    item's author and of those who might decide.
    """

    reporter_ids: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    organisations: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseNote:
    """What one moderator writes for the next; never shown to author or reporter."""

    author_id: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator decided, and why, in words that the author reads; signed by a role alone."""

    decision_id: str
    case_id: str
    moderator_id: str
    outcome: str
    reason: str
    at: datetime
    rule: str = ""  # the ground rule that it names, as it was worded then; "" for none of them
    role: str = "moderator"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case as a moderator opens it. `card` is None where the item is gone.

    `copy` is the item as it stood when it was first reported, None for a hold; `seen` names the
    words that this moderator is shown, so that nobody decides about other ones. `about` is the
    decision that an appeal is about.
    """

    case: Case
    card: ItemCard | None
    copy: ItemCard | None
    reports: tuple[Report, ...]
    decision: Decision | None
    seen: str
    notes: tuple[CaseNote, ...] = ()
    about: Decision | None = None


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


class Kept(StrEnum):
    """What has become of an end of the trail that somebody kept elsewhere."""

    THERE = "there"
    CUT = "cut"
    REWRITTEN = "rewritten"
    UNKNOWN = "unknown"  # not signed by this hub's key: copied wrongly, or the key is another


@dataclass(frozen=True, slots=True)
class TrailFault:
    """Where the audit trail stops being true: at `entry_id`, or after it where `cut` is set."""

    entry_id: int
    cut: bool = False
