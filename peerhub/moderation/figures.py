"""What a hub publishes about its moderation: how many, how fast, with what outcome. Never who.

A number below five is never said: among few members it would point at somebody. A total is the sum
of what is said and of nothing else, so that no difference gives a hidden number away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.models import CaseKind, DecisionOutcome
from peerhub.moderation.store.courses import Course, list_courses
from peerhub.moderation.store.trail import count_actions

NAME_OPENED = "name.unmasked"  # as safeguarding writes it into the audit trail
FEWEST = 5  # below it: "fewer than five"
ENDS: Mapping[CaseKind, tuple[DecisionOutcome, ...]] = {
    CaseKind.REPORT: (
        DecisionOutcome.LEAVE,
        DecisionOutcome.EDIT,
        DecisionOutcome.REMOVE,
        DecisionOutcome.LOCK,
        DecisionOutcome.RESTORE,
    ),
    CaseKind.HOLD: (
        DecisionOutcome.RELEASE,
        DecisionOutcome.EDIT,
        DecisionOutcome.REMOVE,
        DecisionOutcome.RESTORE,
    ),
    CaseKind.APPEAL: (DecisionOutcome.RESTORE, DecisionOutcome.UPHOLD),
}
COUNTED_AS = {DecisionOutcome.UNLOCK: DecisionOutcome.RESTORE}  # undone by a moderator


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one kind. `ends`: how many ended so, by outcome, and under None what is undecided;
    None for fewer than five. Half of the decisions took at most `days`; None for too few of them.
    """

    kind: CaseKind
    ends: Mapping[DecisionOutcome | None, int | None]
    days: float | None

    @property
    def total(self) -> int:
        """Of what is said."""
        return sum(number for number in self.ends.values() if number)

    @property
    def whole(self) -> bool:
        """Whether the total is all of them; else there are more."""
        return all(number is not None for number in self.ends.values())


async def figures_for_anyone(db: AsyncConnection, year: int) -> list[Group]:
    """Of the cases opened in a year, counted anew each time: some are decided in the next."""
    first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    return count(await list_courses(db, first, last))


async def names_opened(db: AsyncConnection, year: int) -> int | None:
    """How often two safeguarding leads opened who is behind a name; None for fewer than five."""
    first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    return _said(await count_actions(db, NAME_OPENED, first, last))


def count(found: Sequence[Course]) -> list[Group]:
    """The figures of these cases, by kind."""
    groups = []
    for kind, outcomes in ENDS.items():
        mine = [one for one in found if one.kind is kind]
        ended = Counter(
            COUNTED_AS.get(one.outcome, one.outcome) if one.outcome else None for one in mine
        )
        took = [one.seconds / 86_400 for one in mine if one.seconds is not None]
        ends = {outcome: _said(ended[outcome]) for outcome in (*outcomes, None)}
        days = round(median(took), 2) if len(took) >= FEWEST else None
        groups.append(Group(kind, ends, days))
    return groups


def _said(number: int) -> int | None:
    return number if number >= FEWEST else None
