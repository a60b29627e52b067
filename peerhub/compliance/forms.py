"""What the forms of the records become."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from peerhub.community.models import (
    DOCUMENT_LENGTH,
    MOST_VERSIONS,
    SUMMARY_LENGTH,
    FormKind,
)
from peerhub.community.rules import check_web_address
from peerhub.web.forms import Draft

Number = Annotated[int, Field(ge=0, le=MOST_VERSIONS)]


class DocumentDraft(Draft):
    """`seen`: the number of the version that its writer began from, 0 where there was none."""

    words: str = Field(min_length=1, max_length=DOCUMENT_LENGTH)
    summary: str = Field(min_length=1, max_length=SUMMARY_LENGTH)
    ask_again: Literal["", "yes"] = ""
    seen: Number
    action: Literal["preview", "publish"] = "publish"


class FormDraft(Draft):
    number: Number
    form: FormKind
    language: str = Field("en", max_length=16)
    address: str = Field("", max_length=300)
    words: str = Field("", max_length=DOCUMENT_LENGTH)

    _address = field_validator("address")(check_web_address)


class EndFormDraft(Draft):
    number: Number
    form: FormKind
    language: str = Field(max_length=16)
