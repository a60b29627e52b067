"""What the forms of tags become."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from peerhub.tags.models import TITLE_LENGTH
from peerhub.web.forms import Draft
from peerhub.web.slugs import Slug, check_slug


class TagDraft(Draft):
    slug: Slug
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)

    _slug = field_validator("slug")(check_slug)


class TagAction(Draft):
    slug: Slug
    action: Literal["archive", "restore"]
