"""What moderation's forms and JSON become."""

from __future__ import annotations

from pydantic import Field, field_validator

from peerhub.core.words import _
from peerhub.moderation.models import (
    NAMES_LENGTH,
    NOTE_LENGTH,
    REASON_LENGTH,
    DecisionOutcome,
    ReportReason,
)
from peerhub.web.forms import ClientId, Draft


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


class DecisionDraft(Draft):
    """`seen` names the words that the moderator was shown."""

    outcome: str = Field("", max_length=10, validate_default=True)
    reason: str = Field("", max_length=REASON_LENGTH)
    seen: str = Field(max_length=16)

    @field_validator("outcome")
    @classmethod
    def known(cls, outcome: str) -> str:
        if outcome not in set(DecisionOutcome):
            raise ValueError(_("Choose what should happen."))
        return outcome
