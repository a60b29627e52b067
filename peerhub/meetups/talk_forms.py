"""What the form that begins a thread about a meetup becomes."""

from __future__ import annotations

from pydantic import Field, field_validator

from peerhub.core.words import _
from peerhub.meetups.models import ABOUT_LENGTH
from peerhub.web.forms import ClientId, Draft


class TalkDraft(Draft):
    """Where, and with which words it begins."""

    client_id: ClientId
    board: str = Field("", max_length=60)
    body: str = Field("", max_length=ABOUT_LENGTH, validate_default=True)

    @field_validator("body")
    @classmethod
    def some_words(cls, body: str) -> str:
        if not body:
            raise ValueError(_("Write the first words of it."))
        return body
