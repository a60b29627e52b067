"""Boards, who belongs to them, and what their doors ask."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from peerhub.forum.models import (
    ASK_LENGTH,
    LAST_PLACE,
    RULES_LENGTH,
    BoardKind,
)
from peerhub.forum.service.settings import Settings
from peerhub.people.models import HANDLE_LENGTH
from peerhub.web.forms import Draft
from peerhub.web.slugs import SLUG_LENGTH, Slug, check_slug

Yes = Literal["yes", ""]


class BoardDraft(Draft):
    """A board from an administrator. A secret one gets an address of its own, so none is asked for."""

    slug: str = Field("", max_length=SLUG_LENGTH)
    title: str = Field(min_length=1, max_length=80)
    purpose: str = Field("", max_length=300)
    kind: BoardKind = BoardKind.OPEN
    sector: str = Field("", max_length=60)
    public: Yes = ""
    facilitator: str = Field("", max_length=HANDLE_LENGTH + 1)

    @field_validator("slug")
    @classmethod
    def _plain(cls, slug: str) -> str:
        return check_slug(slug.lower()) if slug else ""


class BoardAction(Draft):
    """`place` goes with "move": from 1."""

    slug: Slug
    action: Literal["archive", "restore", "public", "members", "move"]
    place: int = Field(1, ge=1, lt=LAST_PLACE)


class SettingsDraft(Draft):
    title: str = Field(min_length=1, max_length=80)
    purpose: str = Field("", max_length=300)
    rules: str = Field("", max_length=RULES_LENGTH)
    anonymous: Yes = ""
    anonymous_held: Yes = ""

    def to_settings(self) -> Settings:
        return Settings(
            title=self.title,
            purpose=self.purpose,
            rules=self.rules,
            anonymous=self.anonymous == "yes",
            anonymous_held=self.anonymous_held == "yes",
        )


class MembershipDraft(Draft):
    """Come in, ask to, or leave; declining an invitation is leaving."""

    action: Literal["join", "ask", "leave"]
    words: str = Field("", max_length=ASK_LENGTH)


class MemberDraft(Draft):
    handle: str = Field(min_length=1, max_length=HANDLE_LENGTH)
    action: Literal["let_in", "decline", "remove", "let_back", "take_back"]


class InviteDraft(Draft):
    handle: str = Field(min_length=1, max_length=HANDLE_LENGTH + 1)


class LimitDraft(Draft):
    """What a moderator of the board does about a pseudonym: how long it rests, "0" for not at all."""

    rest_days: Literal["0", "1", "7", "30"] = "0"
    held_first: Yes = ""
    reason: str = Field("", max_length=300)
