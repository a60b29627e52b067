"""What somebody says of a page that is not theirs: corrections and claims, and the answers to them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory.claims import CLAIM_WORDS_LENGTH, REASON_LENGTH
from peerhub.directory.corrections import ALL_FIELDS, SOURCE_LENGTH, WRITTEN
from peerhub.directory.forms.parts import FIELD_DRAFTS
from peerhub.directory.models import WORDS_LENGTH
from peerhub.web.forms import Draft, parse_fields


class CorrectionDraft(Draft):
    """What one field should say: what the page's own form would take there."""

    field: str
    words: str = Field(min_length=1, max_length=WORDS_LENGTH)
    source: str = Field("", max_length=SOURCE_LENGTH)

    @field_validator("field")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in ALL_FIELDS:
            raise ValueError(_("Choose one of the answers given."))
        return name

    @field_validator("words")
    @classmethod
    def _fits(cls, words: str, info: ValidationInfo) -> str:
        name = info.data.get("field")
        if name in WRITTEN:
            try:
                parse_fields({name: words}, FIELD_DRAFTS[name])
            except Refused as refusal:
                raise ValueError(refusal.reason) from refusal
        return words


class CorrectionAnswerDraft(Draft):
    """Whoever declines says why."""

    action: Literal["accept", "decline"]
    reason: str = Field("", max_length=REASON_LENGTH, validate_default=True)

    @field_validator("reason")
    @classmethod
    def _why(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("action") == "decline" and not reason:
            raise ValueError(_("Say in a sentence why not, for whoever suggested it."))
        return reason


class ClaimDraft(Draft):
    words: str = Field(min_length=1, max_length=CLAIM_WORDS_LENGTH)


class ClaimAnswerDraft(Draft):
    """Whoever objects says why."""

    answer: Literal["agree", "object"]
    words: str = Field("", max_length=CLAIM_WORDS_LENGTH, validate_default=True)

    @field_validator("words")
    @classmethod
    def _why(cls, words: str, info: ValidationInfo) -> str:
        if info.data.get("answer") == "object" and not words:
            raise ValueError(_("Say in a sentence why, for whoever decides."))
        return words


class ClaimDecisionDraft(Draft):
    theirs: Literal["yes", "no"]
    reason: str = Field(min_length=1, max_length=REASON_LENGTH)
