"""What the rooms' forms and JSON become."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from peerhub.community.forms import Slug, check_slug
from peerhub.rooms.frames import ClientId
from peerhub.rooms.models import BODY_LENGTH, TITLE_LENGTH, WARNING_LENGTH, RoomKind
from peerhub.web.forms import Draft


class MessageDraft(Draft):
    """A message from the page's form or the API; `id` is the client id."""

    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    reply_to: Annotated[str, StringConstraints(max_length=16)] | None = None
    warning: str = Field("", max_length=WARNING_LENGTH)


class RoomDraft(Draft):
    slug: Slug
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    kind: Literal[RoomKind.OPEN, RoomKind.RESTRICTED] = RoomKind.OPEN
    sector: str = Field("", max_length=60)
    topic: str = Field("", max_length=300)

    _slug = field_validator("slug")(check_slug)


class RoomAction(Draft):
    slug: Slug
    action: Literal["archive", "restore"]
