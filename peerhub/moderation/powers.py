"""Who may do what to a person: the table, with its reasons, and the one function that asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.moderation.measures import DAYS, HUB, Measure, MeasureKind, NewMeasure, Unnamed
from peerhub.moderation.models import Case
from peerhub.moderation.rules import POWER, judges
from peerhub.people.models import Person, RoleName


class Rank(IntEnum):
    """As what somebody stands before a case that they may decide."""

    PLACE = 0  # moderates the place, or its sector
    HUB = 1  # moderates the whole hub
    DOOR = 2  # answers for who is in at all: an administrator, or a reviewer


@dataclass(frozen=True, slots=True)
class Power:
    """From which rank on, and why not below."""

    rank: Rank
    why: str


POWERS: Mapping[tuple[MeasureKind, bool], Power] = {  # the bool: whether it holds everywhere
    (MeasureKind.NOTE, False): Power(Rank.PLACE, "words among moderators touch nobody"),
    (MeasureKind.WARN, False): Power(Rank.PLACE, "a word is what every moderator begins with"),
    (MeasureKind.LIMIT, False): Power(Rank.PLACE, "it ends at the edge of what they look after"),
    (MeasureKind.LIMIT, True): Power(Rank.HUB, "one place must not shut somebody up in all others"),
    (MeasureKind.FREEZE, True): Power(Rank.DOOR, "it takes a voice away everywhere"),
    (MeasureKind.SUSPEND, True): Power(Rank.DOOR, "it takes peers away from somebody in need"),
    (MeasureKind.BAN, True): Power(Rank.DOOR, "it has no end; few should be able to, and answer"),
}
# What can be done to who wrote without a name: it holds for that name in its board alone, for whatever
# held elsewhere would show whose it is. So it is small, and whoever decides in that board may take it.
OF_A_NAME = (MeasureKind.NOTE, MeasureKind.WARN, MeasureKind.LIMIT, MeasureKind.FREEZE)
Subject = Person | Unnamed | None
EVERYWHERE = (MeasureKind.FREEZE, MeasureKind.SUSPEND, MeasureKind.BAN)


def rank_of(person: Person) -> Rank:
    """Of somebody before a case of theirs; whether it is theirs is asked elsewhere."""
    if person.has_role(RoleName.REVIEWER) or person.holds(RoleName.ADMINISTRATOR):
        return Rank.DOOR
    return Rank.HUB if person.holds(RoleName.MODERATOR) else Rank.PLACE


def is_everywhere(new: NewMeasure) -> bool:
    return new.everywhere or new.kind in EVERYWHERE


def may_take(person: Person, subject: Subject, new: NewMeasure) -> bool:
    """Nobody about themselves; about a name of one board only what stays in that board.

    About people with power only reviewers, who have none themselves: no moderator shuts another up.
    """
    if not judges(person):
        return False
    if isinstance(subject, Unnamed):
        return new.kind in OF_A_NAME and not new.everywhere
    if subject is None or subject.person_id == person.person_id:
        return False
    if subject.has_role(*POWER) and not person.has_role(RoleName.REVIEWER):
        return False
    return rank_of(person) >= POWERS[new.kind, is_everywhere(new)].rank


def may_lift(person: Person, subject: Subject, measure: Measure) -> bool:
    """Whoever could take it."""
    of = Unnamed(measure.pseudonym_id) if measure.pseudonym_id else subject
    return may_take(person, of, NewMeasure(measure.kind, everywhere=measure.scope == HUB))


def check_measure(person: Person, subject: Subject, new: NewMeasure) -> None:
    """Refused where it is not theirs to take, or has no end that it can have."""
    if not may_take(person, subject, new):
        raise Refused(
            _("This is not yours to decide. Choose a smaller step, or pass it on."), field="measure"
        )
    if new.kind.lasts and new.days not in DAYS:
        raise Refused(_("Choose until when."), field="days")


def signs_as(person: Person, case: Case, new: NewMeasure | None = None) -> str:
    """The role under which a decision stands: the least that it needs. About a name of one board it
    never needs much.
    """
    of_person = case.author_id != ""
    needs_door = (
        of_person and new is not None and POWERS[new.kind, is_everywhere(new)].rank is Rank.DOOR
    )
    if needs_door and person.holds(RoleName.ADMINISTRATOR):
        return RoleName.ADMINISTRATOR
    if not needs_door and person.holds(RoleName.MODERATOR, *case.scopes):
        return RoleName.MODERATOR
    return RoleName.REVIEWER if person.has_role(RoleName.REVIEWER) else RoleName.ADMINISTRATOR
