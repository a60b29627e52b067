"""Nouns of polls: Poll, Choice, Results, and their limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

QUESTION_LENGTH = 200
CHOICE_LENGTH = 100
MOST_CHOICES = 10  # more is a list to read aloud, not a question
OUTCOME_LENGTH = 2_000
OPEN_DAYS = (0, 1, 3, 7, 14, 30)  # 0: until its author closes it


class PollKind(StrEnum):
    """ONE choice or SEVERAL; a PROPOSAL is agreed to or not, with the same four answers each time."""

    ONE = "one"
    SEVERAL = "several"
    PROPOSAL = "proposal"


# How a proposal is answered, as groups that decide together do; their words are in shown.py.
STANCES = ("agree", "abstain", "disagree", "object")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen; of a proposal `words` is one of STANCES."""

    choice_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Poll:
    """`hidden`: how people answered is shown to nobody before it has closed."""

    poll_id: str
    question: str
    kind: PollKind
    hidden: bool
    made_at: datetime
    closes_at: datetime | None
    choices: tuple[Choice, ...]
    outcome: str = ""
    outcome_html: str = ""

    def is_open(self, now: datetime) -> bool:
        return self.closes_at is None or now < self.closes_at


@dataclass(frozen=True, slots=True)
class Results:
    """How many chose what, `{choice_id: people}`, and how many people answered at all."""

    counts: Mapping[str, int]
    people: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A poll as one reader has it: their own choices, and the results where those may be shown."""

    poll: Poll
    mine: frozenset[str]
    results: Results | None
