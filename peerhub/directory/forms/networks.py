"""What is said of a network, and what a network and an organisation say to each other."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from peerhub.directory.forms.parts import NewDraft
from peerhub.directory.models import LINE_LENGTH
from peerhub.web.forms import Draft
from peerhub.web.slugs import Slug, check_slug


class NetworkDraft(NewDraft):
    """What a network says of itself, and to whom."""

    seen: Literal["public", "members"]


class NewNetworkDraft(NetworkDraft):
    slug: Slug

    _slug = field_validator("slug")(check_slug)


class _OrganisationDraft(Draft):
    """The organisation: the last part of its page's address, or all of it."""

    organisation: str = Field(min_length=1, max_length=LINE_LENGTH)

    @field_validator("organisation")
    @classmethod
    def _last_part(cls, said: str) -> str:
        return said.partition("?")[0].rstrip("/").rpartition("/")[2].casefold()


class HelpOrganisationDraft(_OrganisationDraft):
    action: Literal["add", "remove"]


class InvitationDraft(_OrganisationDraft):
    action: Literal["invite", "accept", "remove"]


class NetworkAnswerDraft(Draft):
    """What an organisation asks or answers a network, or that it leaves."""

    network: Slug
    action: Literal["ask", "confirm", "leave"]
