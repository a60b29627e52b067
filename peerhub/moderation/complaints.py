"""Nouns of complaints, and who answers one: never whom it is about, never who made it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from peerhub.core.errors import Refused
from peerhub.core.words import N_, _
from peerhub.people.models import Person

COMPLAINT_RATE = "10/hour"  # of one person or address; somebody in earnest writes one or two
WORDS_LENGTH = 8_000
ACKNOWLEDGED_WITHIN = timedelta(hours=48)  # product 5.1: a person has seen it
ANSWERED_WITHIN = timedelta(days=30)
BEFORE_THE_END = timedelta(days=5)  # it climbs while those above can still keep the day
AGAIN_EVERY = timedelta(days=2)  # on the last step they are told anew
HANDLING = ("moderator", "reviewer", "administrator")


class ComplaintKind(StrEnum):
    """What it is about: the kinds of section 21(4) of the Online Safety Act 2023."""

    ILLEGAL = "illegal"
    DUTIES = "duties"
    TAKEN_DOWN = "taken_down"
    SANCTION = "sanction"
    SCREENING = "screening"


KINDS = {
    ComplaintKind.ILLEGAL: N_("Something in this hub may be against the law"),
    ComplaintKind.DUTIES: N_("The hub does not do what it must, or not well"),
    ComplaintKind.TAKEN_DOWN: N_("Something I wrote was removed or held"),
    ComplaintKind.SANCTION: N_("I was warned, limited, suspended or shut out"),
    ComplaintKind.SCREENING: N_("Something was held by watched words or another rule of a program"),
}
FIRST_ROLE = {  # who is nearest, and has not decided what it is about
    ComplaintKind.ILLEGAL: "moderator",
    ComplaintKind.DUTIES: "administrator",
    ComplaintKind.TAKEN_DOWN: "reviewer",
    ComplaintKind.SANCTION: "reviewer",
    ComplaintKind.SCREENING: "moderator",
}
ABOVE = ("reviewer", "administrator")


class Step(IntEnum):
    """Whose turn it is: those nearest, then everybody who answers for the hub."""

    NEAR = 0
    ABOVE = 1


class Answer(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    NOT = "not"


ANSWERS = {
    Answer.RIGHT: N_("The complaint is right"),
    Answer.PARTLY: N_("The complaint is partly right"),
    Answer.NOT: N_("The complaint is not right"),
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint without its words. `barred`: `person:ID` or `handle:NAME`, who must not see it.

    `complainant_id` is "" for who has no account, or none that opens.
    """

    complaint_id: str
    kind: ComplaintKind
    complainant_id: str
    reference: str
    barred: tuple[str, ...]
    step: Step
    at: datetime
    due_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    answer: str = ""

    @property
    def answer_by(self) -> datetime:
        return self.at + ANSWERED_WITHIN


def can_answer(person: Person, complaint: Complaint) -> bool:
    """Whether it is theirs to see and answer now; nobody's who may read but not write."""
    if person.frozen or person.person_id == complaint.complainant_id:
        return False
    if {f"person:{person.person_id}", f"handle:{person.handle}"} & set(complaint.barred):
        return False
    near = person.holds(FIRST_ROLE[complaint.kind])
    return near or (complaint.step is Step.ABOVE and any(person.has_role(role) for role in ABOVE))


def next_due(complaint: Complaint, now: datetime) -> datetime:
    """When it is looked at again by its duty: until somebody has seen it, then until the answer."""
    if complaint.acknowledged_at is None:
        return now + ACKNOWLEDGED_WITHIN
    for end in (complaint.answer_by - BEFORE_THE_END, complaint.answer_by):
        if now < end:
            return end
    return now + AGAIN_EVERY


def is_late(complaint: Complaint, now: datetime) -> bool:
    """Whether a clock of it has run out."""
    if complaint.answered_at is not None:
        return False
    if complaint.acknowledged_at is None:
        return now > complaint.at + ACKNOWLEDGED_WITHIN
    return now > complaint.answer_by


def check_answer(complaint: Complaint, words: str) -> None:
    """Refused where it has an answer, or the answer no words."""
    if complaint.answered_at is not None:
        raise Refused(_("Somebody else was faster: it has an answer already."), code="gone")
    if not words:
        raise Refused(_("Say why. Whoever complained reads it."), field="words")
