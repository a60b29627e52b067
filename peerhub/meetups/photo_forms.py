"""What a form says beside the photo that it bears."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from peerhub.core.words import _
from peerhub.uploads.models import ALT_LENGTH
from peerhub.web.forms import Draft


class PhotoDraft(Draft):
    """Whoever cannot see it hears its words, so it has some."""

    action: Literal["set", "remove"]
    alt: str = Field("", max_length=ALT_LENGTH, validate_default=True)

    @field_validator("alt")
    @classmethod
    def said(cls, alt: str, info: ValidationInfo) -> str:
        if info.data.get("action") == "set" and not alt:
            raise ValueError(_("Say in words what the photo shows."))
        return alt
