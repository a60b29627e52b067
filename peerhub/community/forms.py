"""What the community's forms become."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from peerhub.community.models import (
    CONTENT_NOTE_LENGTH,
    MOST_CONTENT_NOTES,
    NAME_LENGTH,
    WORDS_LENGTH,
    JoinPolicy,
)
from peerhub.community.rules import check_web_address
from peerhub.core.words import _
from peerhub.web.forms import Draft
from peerhub.web.slugs import Slug, check_slug


class CommunityDraft(Draft):
    name: str = Field(min_length=1, max_length=NAME_LENGTH)
    strapline: str = Field("", max_length=200)
    about: str = Field("", max_length=WORDS_LENGTH)
    run_by: str = Field("", max_length=200)
    join_policy: JoinPolicy
    hold_first_posts: int = Field(0, ge=0, le=20)
    content_notes: str = Field("", max_length=2_000)

    @field_validator("content_notes")
    @classmethod
    def _kinds(cls, said: str) -> str:
        """One a line, each once, without empty ones."""
        tidy = (" ".join(line.split()) for line in said.splitlines())
        kinds = list(dict.fromkeys(kind for kind in tidy if kind))
        if len(kinds) > MOST_CONTENT_NOTES:
            raise ValueError(_("Write at most %(n)d kinds.") % {"n": MOST_CONTENT_NOTES})
        if any(len(kind) > CONTENT_NOTE_LENGTH for kind in kinds):
            words = _("Write each kind in at most %(n)d characters.")
            raise ValueError(words % {"n": CONTENT_NOTE_LENGTH})
        return "\n".join(kinds)


class SectorDraft(Draft):
    slug: Slug
    title: str = Field(min_length=1, max_length=NAME_LENGTH)

    _slug = field_validator("slug")(check_slug)


class HelpContactDraft(Draft):
    name: str = Field(min_length=1, max_length=80)
    about: str = Field("", max_length=300)
    phone: str = Field("", max_length=40)
    address: str = Field("", max_length=300)
    hours: str = Field("", max_length=120)
    text: str = Field("", max_length=40)
    bsl: str = Field("", max_length=300)
    relay: str = Field("", max_length=120)
    languages: str = Field("", max_length=120)
    area: str = Field("", max_length=120)
    urgent: Literal["", "yes"] = ""

    _address = field_validator("address", "bsl")(check_web_address)


class HelpContactAction(Draft):
    contact_id: int
    action: Literal["confirm", "remove"]


class SectorAction(Draft):
    slug: Slug
    action: Literal["archive", "restore"]
