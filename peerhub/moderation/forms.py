"""What moderation's forms and JSON become."""

from __future__ import annotations

from pydantic import Field, field_validator

from peerhub.core.words import _
from peerhub.moderation.complaints import WORDS_LENGTH, Answer, ComplaintKind
from peerhub.moderation.declared import CONTACT_LENGTH, Asks, Declaration
from peerhub.moderation.ground import RULE_LENGTH
from peerhub.moderation.measures import MeasureKind, NewMeasure
from peerhub.moderation.models import (
    NAMES_LENGTH,
    NOTE_LENGTH,
    REASON_LENGTH,
    DecisionOutcome,
    ReportReason,
)
from peerhub.moderation.screening import check_hosts, check_lines
from peerhub.moderation.watch import HOSTS_LENGTH, LIST_LENGTH, Category, ScreeningRules
from peerhub.web.forms import ClientId, Draft

EVERYWHERE = "-hub"  # ends the form's word for what holds everywhere and could be for a place


class ItemDraft(Draft):
    """Which item is meant: of a report's address, and of the report itself."""

    kind: str = Field(min_length=1, max_length=16)
    id: str = Field(min_length=1, max_length=16)


class ReportDraft(ItemDraft):
    """A report from the API; the client id comes as Idempotency-Key."""

    reason: ReportReason
    note: str = Field("", max_length=NOTE_LENGTH)


class ReportForm(ItemDraft):
    """A report from the page. No reason is chosen beforehand: it would be the one most given."""

    client_id: ClientId
    reason: str = Field("", max_length=16, validate_default=True)
    note: str = Field("", max_length=NOTE_LENGTH)
    avoids_place: bool = False
    not_people: str = Field("", max_length=NAMES_LENGTH)
    not_organisations: str = Field("", max_length=NAMES_LENGTH)
    asks: str = Field("", max_length=8)
    not_agreed: bool = False
    contact: str = Field("", max_length=CONTACT_LENGTH)

    @field_validator("asks")
    @classmethod
    def asks_known(cls, asks: str) -> str:
        if asks and asks not in set(Asks):
            raise ValueError(_("Choose what fits best, or nothing."))
        return asks

    @property
    def declaration(self) -> Declaration:
        return Declaration(self.asks, self.not_agreed, self.contact.strip())

    @field_validator("reason")
    @classmethod
    def known(cls, reason: str) -> str:
        if reason not in set(ReportReason):
            raise ValueError(_("Choose what fits best."))
        return reason


class AssignDraft(Draft):
    """To whom a case goes, by person_id as the list on its page has it."""

    to: str = Field("", max_length=16, validate_default=True)

    @field_validator("to")
    @classmethod
    def chosen(cls, to: str) -> str:
        if not to:
            raise ValueError(_("Choose who should look at it."))
        return to


class NoteDraft(Draft):
    """A note for other moderators."""

    text: str = Field("", max_length=NOTE_LENGTH, validate_default=True)

    @field_validator("text")
    @classmethod
    def said(cls, text: str) -> str:
        if not text.strip():
            raise ValueError(_("Write your note first."))
        return text


class ChoicesDraft(Draft):
    """How this hub moderates."""

    outside: str = Field("", max_length=NOTE_LENGTH)


class ComplaintDraft(Draft):
    """A complaint. `about`: handles of those who must not see it."""

    client_id: ClientId
    kind: str = Field("", max_length=16, validate_default=True)
    words: str = Field("", max_length=WORDS_LENGTH, validate_default=True)
    about: str = Field("", max_length=NAMES_LENGTH)

    @field_validator("kind")
    @classmethod
    def known(cls, kind: str) -> str:
        if kind not in set(ComplaintKind):
            raise ValueError(_("Choose what fits best."))
        return kind

    @field_validator("words")
    @classmethod
    def said(cls, words: str) -> str:
        if not words.strip():
            raise ValueError(_("Say in a sentence what happened."))
        return words


class ComplaintAnswerDraft(Draft):
    """An answer, for good."""

    outcome: str = Field("", max_length=10, validate_default=True)
    words: str = Field("", max_length=WORDS_LENGTH)

    @field_validator("outcome")
    @classmethod
    def known(cls, outcome: str) -> str:
        if outcome not in set(Answer):
            raise ValueError(_("Choose whether it is right."))
        return outcome


class ScreeningDraft(Draft):
    """What waits in one place. Watched words a line each; `known_hosts` with spaces between."""

    everything: bool = False
    links: bool = False
    files: bool = False
    repeats: bool = False
    danger_waits: bool = False
    known_hosts: str = Field("", max_length=HOSTS_LENGTH)
    danger: str = Field("", max_length=LIST_LENGTH)
    hurt: str = Field("", max_length=LIST_LENGTH)
    private: str = Field("", max_length=LIST_LENGTH)
    advert: str = Field("", max_length=LIST_LENGTH)
    other: str = Field("", max_length=LIST_LENGTH)

    @field_validator(*Category)
    @classmethod
    def watchable(cls, lines: str) -> str:
        return check_lines(lines)

    @field_validator("known_hosts")
    @classmethod
    def hosts(cls, said: str) -> str:
        return check_hosts(said)

    def to_rules(self, place: str) -> ScreeningRules:
        lists = {kind.value: getattr(self, kind.value) for kind in Category}
        named = ("everything", "links", "files", "repeats", "danger_waits", "known_hosts")
        return ScreeningRules(place, lists=lists, **{name: getattr(self, name) for name in named})


class KeysDraft(Draft):
    """Whether somebody wants single keys in the queue."""

    keys: bool = False


class UndoDraft(Draft):
    """Why a removal is undone."""

    undo_reason: str = Field("", max_length=REASON_LENGTH)


class AppealDraft(Draft):
    """Why a decision was wrong, in its author's words."""

    client_id: ClientId
    words: str = Field("", max_length=NOTE_LENGTH, validate_default=True)

    @field_validator("words")
    @classmethod
    def said(cls, words: str) -> str:
        if not words.strip():
            raise ValueError(_("Say in a sentence why you think it was wrong."))
        return words


class OrganisationsDraft(Draft):
    """Names, a line each."""

    organisations: str = Field("", max_length=NAMES_LENGTH)


class MeasureDraft(Draft):
    """What is done to a person: "" for nothing, "limit-hub" for a limit that holds everywhere."""

    measure: str = Field("", max_length=16)
    days: str = Field("", max_length=3)
    rule: str = Field("", max_length=RULE_LENGTH)
    reason: str = Field("", max_length=REASON_LENGTH)

    @field_validator("measure")
    @classmethod
    def a_measure(cls, measure: str) -> str:
        if measure and measure.removesuffix(EVERYWHERE) not in set(MeasureKind):
            raise ValueError(_("Choose what should happen."))
        return measure

    @property
    def new_measure(self) -> NewMeasure | None:
        """None where nothing is to be done to anybody."""
        if not self.measure:
            return None
        kind = MeasureKind(self.measure.removesuffix(EVERYWHERE))
        days = int(self.days) if self.days.isascii() and self.days.isdigit() else 0
        return NewMeasure(kind, days, everywhere=self.measure.endswith(EVERYWHERE))


class HandMeasureDraft(MeasureDraft):
    """A measure without a case. `client_id` makes a second try the same one."""

    client_id: ClientId

    @field_validator("measure")
    @classmethod
    def chosen(cls, measure: str) -> str:
        if not measure:
            raise ValueError(_("Choose what should happen."))
        return measure


class LiftDraft(Draft):
    """Why a measure ends before its time."""

    lift_reason: str = Field("", max_length=REASON_LENGTH)


class DecisionDraft(MeasureDraft):
    """`seen` names the words that the moderator was shown."""

    outcome: str = Field("", max_length=10, validate_default=True)
    seen: str = Field(max_length=16)

    @field_validator("outcome")
    @classmethod
    def known(cls, outcome: str) -> str:
        if outcome not in set(DecisionOutcome):
            raise ValueError(_("Choose what should happen."))
        return outcome
