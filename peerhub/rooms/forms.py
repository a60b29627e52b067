"""What the rooms' forms and JSON become."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from peerhub.rooms.models import TITLE_LENGTH, RoomKind
from peerhub.web.forms import Draft
from peerhub.web.slugs import Slug, check_slug


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
