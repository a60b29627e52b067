"""What the forms of guests become: people who come to one meetup without an account."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from peerhub.core.words import _
from peerhub.meetups.guests import GUEST_NAME_LENGTH
from peerhub.meetups.models import MODES, NEEDS_LENGTH, Along
from peerhub.web.forms import Draft


def a_mode(choice: str) -> str:
    """One of the two ways of coming; ValueError for anything else."""
    if choice not in set(MODES):
        raise ValueError(_("Choose how you come."))
    return choice


class GuestDraft(Draft):
    """Of somebody without an account; a letter asks whether it was them."""

    name: str = Field("", max_length=GUEST_NAME_LENGTH, validate_default=True)
    email: str = Field("", max_length=254)
    choice: str = Field("", max_length=10, validate_default=True)

    @field_validator("name")
    @classmethod
    def named(cls, name: str) -> str:
        if not name:
            raise ValueError(_("Say what its organisers can call you; a first name is enough."))
        return name

    @field_validator("choice")
    @classmethod
    def known(cls, choice: str) -> str:
        return a_mode(choice)


class GuestAnswerDraft(Draft):
    """What a guest says behind the link of their letter; with a no nothing else counts."""

    action: Literal["come", "leave"]
    choice: str = Field("", max_length=10)
    needs: str = Field("", max_length=NEEDS_LENGTH)
    accompanied: bool = False

    @model_validator(mode="after")
    def by_a_way(self) -> GuestAnswerDraft:
        if self.action == "come":
            a_mode(self.choice)
        return self

    def to_along(self) -> Along:
        return Along(self.needs, self.accompanied)
