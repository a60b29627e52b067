"""What keeps a page right: its versions, its state, who edits it, who answers, what it is for the hub."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from peerhub.core.words import _
from peerhub.directory.contacts import CONTACT_WORDS_LENGTH, ROLES
from peerhub.directory.forms.answers import MOST_NUMBER
from peerhub.directory.partners import ROLE_LENGTH
from peerhub.web.forms import Draft


class HistoryDraft(Draft):
    """`latest`: the version that stood when the page was shown."""

    number: int = Field(ge=1, le=MOST_NUMBER)
    latest: int = Field(ge=1, le=MOST_NUMBER)
    action: Literal["restore", "forget"]


class StateDraft(Draft):
    action: Literal["archive", "restore"]


class EditorDraft(Draft):
    """Who is to edit a page, or no more."""

    handle: str = Field(min_length=1, max_length=60)
    action: Literal["add", "remove"]

    @field_validator("handle")
    @classmethod
    def _of_one_word(cls, handle: str) -> str:
        if any(sign.isspace() for sign in handle):
            raise ValueError(_("Write the word after the @, as in amina."))
        return handle


class VerificationDraft(Draft):
    action: Literal["verify", "unverify"]


def _day(said: object) -> object:
    """As a browser sends it, in words where it is none."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) else said
    except ValueError as fault:
        raise ValueError(_("Write the day as in 2026-12-03.")) from fault


class PartnerDraft(Draft):
    """What an organisation does for the hub, and when; no last day while nobody knows it."""

    role: str = Field(min_length=1, max_length=ROLE_LENGTH)
    since: Annotated[date, BeforeValidator(_day)]
    until: Annotated[date | None, BeforeValidator(lambda said: _day(said) if said else None)] = None


class ContactAnswerDraft(Draft):
    words: str = Field(min_length=1, max_length=CONTACT_WORDS_LENGTH)


class ContactDraft(ContactAnswerDraft):
    role: str = Field("", max_length=20)


class HolderDraft(Draft):
    """Who answers for what, or no more."""

    role: str = Field(max_length=20)
    handle: str = Field(min_length=1, max_length=60)
    action: Literal["add", "remove"]

    @field_validator("role")
    @classmethod
    def _known(cls, role: str) -> str:
        if role not in ROLES:
            raise ValueError(_("Choose one of the answers given."))
        return role
