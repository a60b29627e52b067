"""What people's forms become."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from peerhub.community.models import MOST_VERSIONS
from peerhub.core.notes import WARNING_LENGTH
from peerhub.people.models import EMAIL_LENGTH, NAME_LENGTH, PASSWORD_MOST, RoleName, Seen
from peerhub.web.forms import Draft

NAME = Field(min_length=1, max_length=NAME_LENGTH)
EMAIL = Field(min_length=1, max_length=EMAIL_LENGTH)
Password = Annotated[
    str, StringConstraints(strip_whitespace=False, min_length=1, max_length=PASSWORD_MOST)
]
Tick = Literal["", "yes"]
Version = Annotated[int, Field(ge=0, le=MOST_VERSIONS)]  # of a document; 0: none was shown
PersonId = Annotated[str, StringConstraints(min_length=1, max_length=16)]


class AgreeDraft(Draft):
    """The box, and which versions of the documents stood above it."""

    agree: Tick = ""
    terms: Version = 0
    rules: Version = 0

    @property
    def seen(self) -> Seen:
        return Seen(self.terms, self.rules)


class JoinDraft(AgreeDraft):
    name: str = NAME
    email: str = EMAIL


class InvitedDraft(AgreeDraft):
    name: str = NAME
    shared: Tick = ""


class SignInDraft(Draft):
    email: str = EMAIL
    password: Password
    shared: Tick = ""
    next: str = Field("/", max_length=300)


class AskLinkDraft(Draft):
    """The sign-in form sent by its other button: what stands in the password field is not read."""

    email: str = EMAIL
    password: Annotated[str, StringConstraints(strip_whitespace=False)] = ""
    shared: Tick = ""
    next: str = Field("/", max_length=300)


class UseLinkDraft(Draft):
    shared: Tick = ""


class ResetDraft(Draft):
    password: Password
    shared: Tick = ""


class ProfileDraft(Draft):
    name: str = NAME
    shows_typing: Tick = ""
    opened_notes: list[Annotated[str, StringConstraints(max_length=WARNING_LENGTH)]] = Field(
        default_factory=list, max_length=50
    )


class ChangePasswordDraft(Draft):
    current: Annotated[str, StringConstraints(strip_whitespace=False, max_length=PASSWORD_MOST)] = (
        ""
    )
    password: Password


class EndDeviceDraft(Draft):
    session: str = Field(min_length=64, max_length=64)


class TokenDraft(Draft):
    scopes: list[Literal["read", "write", "moderate", "administer"]] = Field(default_factory=list)


class RevokeTokenDraft(Draft):
    token: PersonId


class UnblockDraft(Draft):
    """`block` is the mark that the page gives a block (see people/access.py)."""

    block: str = Field(min_length=32, max_length=32, pattern=r"^[0-9a-f]+$")


class LeaveDraft(Draft):
    sure: Tick = ""


class InviteDraft(Draft):
    email: str = EMAIL


class TakeBackDraft(Draft):
    invitation: PersonId


class JoinerAction(Draft):
    person: PersonId
    action: Literal["approve", "refuse"]


class RoleDraft(Draft):
    """`scope` is "hub" or as in "sector:housing"; `space` narrows it to one room or board."""

    role: RoleName
    scope: str = Field("hub", min_length=1, max_length=80)
    space: str = Field("", max_length=60)
    action: Literal["give", "take"]


class SetUpDraft(Draft):
    community: str = Field(min_length=1, max_length=80)
    name: str = NAME
    email: str = EMAIL
    password: Password
