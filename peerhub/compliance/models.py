"""Nouns of the records: Topic, Record, and what a record of each topic holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peerhub.core.words import N_

ALONE = "hub"  # the key of a topic of which a hub has one record
REVIEW_DAYS = 365  # section 9 and section 36: reviewed at least once a year
SOON_DAYS = 30  # how long before its review date a record says that it is due soon
WORDS_LENGTH = 10_000
LINE_LENGTH = 200


class Topic(StrEnum):
    """What a record is about."""

    ACCOUNTABLE = "accountable"
    SCOPE = "scope"
    DUTY = "duty"
    RISK = "risk"
    MEASURE = "measure"
    CHILDREN = "children"


class Standing(StrEnum):
    """How a record stands today."""

    MISSING = "missing"
    CURRENT = "current"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Record:
    """One version of a page of the file. It is never changed: a correction is the next one.

    `edition` of the list of the law that was in force; `reason`: why it was written.
    """

    topic: Topic
    key: str
    version: int
    edition: str
    fields: Mapping[str, Any]
    reason: str
    made_at: datetime
    made_by: str

    @property
    def review_on(self) -> date | None:
        said = self.fields.get("review_on")
        return date.fromisoformat(said) if said else None


class Shape(StrEnum):
    """How a field is asked for and shown."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    FUNCTIONS = "functions"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a record, in words."""

    name: str
    words: str
    shape: Shape = Shape.LINE
    hint: str = ""
    optional: bool = False
    choices: tuple[tuple[str, str], ...] = ()


_completed = Field("completed_by", N_("Who completed it"))
_approved = Field("approved_by", N_("Who approved it"))
_review = Field("review_on", N_("Next review"), Shape.DAY, N_("At least once a year."))
_evidence = Field(
    "evidence",
    N_("Evidence"),
    Shape.TEXT,
    N_("What you looked at: reports, figures, members’ voices, what others publish."),
)
FIELDS: Mapping[Topic, tuple[Field, ...]] = {
    Topic.ACCOUNTABLE: (
        Field("name", N_("Name")),
        Field("position", N_("Position")),
        Field("contact", N_("How to reach them")),
        Field("appointed_by", N_("Who appointed them")),
        _review,
    ),
    Topic.SCOPE: (
        Field(
            "answer",
            N_("Does the Act apply to this hub?"),
            Shape.CHOICE,
            N_(
                "No size is too small. A hub of several organisations should not assume an exemption."
            ),
            choices=(
                ("in", N_("Yes, it is a regulated user-to-user service")),
                ("internal", N_("No: an internal business service (Schedule 1, paragraph 7)")),
                ("public", N_("No: a service of a public body (Schedule 1, paragraph 9)")),
                ("unsure", N_("We do not know yet, and act as if it did")),
            ),
        ),
        Field("why", N_("Why"), Shape.TEXT),
        Field("decided_by", N_("Who decided")),
        _review,
    ),
    Topic.DUTY: (
        Field(
            "state",
            N_("How it stands"),
            Shape.CHOICE,
            choices=(
                ("met", N_("Met")),
                ("partly", N_("Partly met")),
                ("not", N_("Not met yet")),
                ("none", N_("Does not apply to this hub")),
            ),
        ),
        Field("how", N_("How it is met, or what is missing"), Shape.TEXT),
        _review,
    ),
    Topic.RISK: (
        Field(
            "level",
            N_("Risk"),
            Shape.CHOICE,
            choices=(
                ("negligible", N_("Negligible")),
                ("low", N_("Low")),
                ("medium", N_("Medium")),
                ("high", N_("High")),
            ),
        ),
        Field(
            "functions",
            N_("What in this hub may raise the risk"),
            Shape.FUNCTIONS,
            N_("Turning one of them on asks for a new assessment."),
            optional=True,
        ),
        _evidence,
        Field(
            "findings", N_("Findings"), Shape.TEXT, N_("How likely, how bad, for whom, and why.")
        ),
        Field("actions", N_("What is done about it"), Shape.TEXT, optional=True),
        _completed,
        _approved,
        _review,
    ),
    Topic.MEASURE: (
        Field(
            "state",
            N_("How it stands"),
            Shape.CHOICE,
            choices=(
                ("adopted", N_("Adopted")),
                ("alternative", N_("Another measure in its place")),
                ("not", N_("Not yet")),
            ),
        ),
        Field("how", N_("How; or which other measure, and why"), Shape.TEXT),
        Field("since", N_("Since when"), Shape.DAY, optional=True),
        _review,
    ),
    Topic.CHILDREN: (
        Field(
            "conclusion",
            N_("Are children likely to use this hub?"),
            Shape.CHOICE,
            N_(
                "A hub may conclude no only where it can show that children cannot come in, or do not."
            ),
            choices=(("yes", N_("Yes")), ("no", N_("No"))),
        ),
        Field(
            "assurance",
            N_("How the age of members is assured"),
            Shape.TEXT,
            N_("A box to tick an age is no assurance. Write “not” where it is not."),
        ),
        _evidence,
        _completed,
        _approved,
        _review,
    ),
}
TITLES: Mapping[Topic, str] = {
    Topic.ACCOUNTABLE: N_("The accountable person"),
    Topic.SCOPE: N_("Scope"),
    Topic.DUTY: N_("Duties"),
    Topic.RISK: N_("Risk assessments"),
    Topic.MEASURE: N_("Measures"),
    Topic.CHILDREN: N_("Children’s access assessment"),
}
