"""What a page says, field by field, and the short forms that are made of these fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from pydantic import AfterValidator, Field, create_model

from peerhub.community.rules import check_web_address
from peerhub.directory.forms.answers import MOST_NUMBER, Codes, Size, UserLed
from peerhub.directory.models import (
    FIELDS,
    LINE_LENGTH,
    LINES,
    NAME_LENGTH,
    WORDS_LENGTH,
    Kind,
    Profile,
    Seen,
)
from peerhub.directory.parts import PARTS
from peerhub.people.models import EMAIL_LENGTH
from peerhub.web.forms import Draft

SEE = "see_"  # before a field's name: who may see it


def _codes(most: int = 60) -> Any:
    return (Codes, Field(default_factory=list, max_length=most))


FIELD_TYPES: dict[str, Any] = {  # a field that is left out is unsaid
    "name": (str, Field(min_length=1, max_length=NAME_LENGTH)),
    "words": (str, Field("", max_length=WORDS_LENGTH)),
    "for_whom": (str, Field("", max_length=LINE_LENGTH)),
    "size": (Size, ""),
    "user_led": (UserLed, ""),
    "website": (
        Annotated[str, AfterValidator(check_web_address)],
        Field("", max_length=LINE_LENGTH),
    ),
    "email": (str, Field("", max_length=EMAIL_LENGTH)),
    "phone": (str, Field("", max_length=40, pattern=r"^[0-9+() -]*$")),
    "address": (str, Field("", max_length=LINE_LENGTH)),
    Kind.SECTOR: _codes(),
    Kind.STRAND: _codes(),
    Kind.BOROUGH: _codes(150),
    Kind.LANGUAGE: _codes(),
    Kind.ACCESS: _codes(),
}


class NewDraft(Draft):
    name: str = Field(min_length=1, max_length=NAME_LENGTH)
    words: str = Field("", max_length=WORDS_LENGTH)


class PartDraft(Draft):
    """One short page of a form; fields with several rows are read beside it. `version`: of the page that
    was being changed; 0 takes it as it is.
    """

    version: int = Field(0, ge=0, le=MOST_NUMBER)

    def onto(self, profile: Profile) -> Profile:
        """The same page with what this form says; everything else stays."""
        said = {name: getattr(self, name) for name in type(self).model_fields}
        lines = {name: value for name, value in said.items() if name in ("name", *LINES)}
        facts = {str(kind): tuple(said[kind]) for kind in Kind if kind in said}
        seen = {n: str(said[f"{SEE}{n}"]) for n in FIELDS if f"{SEE}{n}" in said}
        return replace(
            profile, **lines, facts={**profile.facts, **facts}, seen={**profile.seen, **seen}
        )


def _draft_of(part: str) -> type[PartDraft]:
    names = PARTS[part]
    fields: dict[str, Any] = {str(name): FIELD_TYPES[name] for name in names if name in FIELD_TYPES}
    fields |= {f"{SEE}{name}": (Seen, Seen.HIDDEN) for name in names if name in FIELDS}
    return create_model(f"{part.title()}Draft", __base__=PartDraft, **fields)


PART_DRAFTS = {part: _draft_of(part) for part in PARTS}
FIELD_DRAFTS: dict[str, type[Draft]] = {  # one field alone, as a correction says it
    str(name): create_model(f"Only{name.title()}Draft", __base__=Draft, **{str(name): kind})
    for name, kind in FIELD_TYPES.items()
}
