"""What the forms of mailing lists become. A tick names the list and the version that was shown."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from peerhub.core.words import _
from peerhub.mailings.models import ABOUT_LENGTH, MOST_LISTS, SENTENCE_LENGTH, TITLE_LENGTH
from peerhub.web.forms import Draft
from peerhub.web.slugs import Slug, check_slug


class TicksDraft(Draft):
    """Which lists, as `LIST_ID.VERSION` each."""

    lists: list[str] = Field(default_factory=list, max_length=MOST_LISTS)

    @field_validator("lists")
    @classmethod
    def of_this_shape(cls, lists: list[str]) -> list[str]:
        for one in lists:
            name, _dot, version = one.partition(".")
            if not (name.isalnum() and version.isdecimal() and len(one) <= 24):
                raise ValueError(_("Tick what you want in the list, and send it again."))
        return lists

    @property
    def ticked(self) -> list[tuple[str, int]]:
        pairs = [one.partition(".") for one in self.lists]
        return [(name, int(version)) for name, _dot, version in pairs]


class AskDraft(TicksDraft):
    """Of somebody who need not have an account."""

    email: str = Field(min_length=1, max_length=254)


class AnswerDraft(Draft):
    """To the letter: yes, or forget me."""

    action: Literal["confirm", "cancel"]


class OwnDraft(Draft):
    """A member leaves a list."""

    slug: Slug


class ListDraft(Draft):
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    about: str = Field(min_length=1, max_length=ABOUT_LENGTH)
    sentence: str = Field(min_length=1, max_length=SENTENCE_LENGTH)


class NewListDraft(ListDraft):
    slug: Slug

    _slug = field_validator("slug")(check_slug)


class ArchiveDraft(Draft):
    action: Literal["archive", "restore"]


class ProofDraft(Draft):
    """Whose consent is to be shown."""

    email: str = Field(min_length=1, max_length=254)
