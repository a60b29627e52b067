"""Fields with several rows: each row's fields bear its number, as in `scheme-1`; an empty row is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationError
from starlette.requests import Request

from peerhub.core.errors import Refused
from peerhub.core.keys import ID_LENGTH
from peerhub.directory.forms.parts import PART_DRAFTS
from peerhub.directory.funders import FUNDER_LENGTH, MOST_FUNDERS, funder_from
from peerhub.directory.identifiers import IDENTIFIER_LENGTH, MOST_IDENTIFIERS, identifier_from
from peerhub.directory.models import NAME_LENGTH, ROWS, Funder, Identifier, Service
from peerhub.directory.parts import PARTS
from peerhub.directory.services import (
    MOST_SERVICES,
    SERVICE_WORDS_LENGTH,
    WAY_LENGTH,
    service_from,
)
from peerhub.web.forms import MAX_FIELDS, Draft, Form, clean, parse_form, sentences

NUMBERED = re.compile(r"([a-z_]+)-([1-9][0-9]?)", re.ASCII)
UNSEEN = "service_id"  # a field that nobody fills in
BLANK_ROWS = 2  # to be filled in, below those that are


class IdentifierDraft(Draft):
    """A register, and a number in it."""

    scheme: str = Field("", max_length=20)
    identifier: str = Field("", max_length=IDENTIFIER_LENGTH)

    def to_row(self) -> Identifier:
        return identifier_from(self.scheme, self.identifier)


class FunderDraft(Draft):
    """Who funds, from when until when."""

    name: str = Field("", max_length=FUNDER_LENGTH)
    since: str = Field("", max_length=10)
    until: str = Field("", max_length=10)

    def to_row(self) -> Funder:
        return funder_from(self.name, self.since, self.until)


class ServiceDraft(Draft):
    """A service under its name; `service_id` is sent along unseen by one that is there already."""

    service_id: str = Field("", max_length=ID_LENGTH)
    name: str = Field("", max_length=NAME_LENGTH)
    words: str = Field("", max_length=SERVICE_WORDS_LENGTH)
    way: str = Field("", max_length=WAY_LENGTH)

    def to_row(self) -> Service:
        return service_from(self.service_id, self.name, self.words, self.way)


ROW_DRAFTS: Mapping[str, tuple[Any, int]] = {  # by field: the draft of a row, and how many at most
    "identifiers": (IdentifierDraft, MOST_IDENTIFIERS),
    "services": (ServiceDraft, MOST_SERVICES),
    "funders": (FunderDraft, MOST_FUNDERS),
}


def rows_field_of(part: str) -> str:
    """The field with rows on this part, or ""."""
    return next((str(name) for name in PARTS[part] if name in ROWS), "")


def row_numbers(field: str, count: int, values: Mapping[str, Any]) -> list[int]:
    """Of the rows that a page shows: what is there or was sent, and some that are blank."""
    sent = [int(found[2]) for name in values if (found := NUMBERED.fullmatch(name))]
    return list(range(1, min(max([count + BLANK_ROWS, *sent]), ROW_DRAFTS[field][1]) + 1))


async def read_part(request: Request, part: str) -> tuple[Form[Any], dict[str, tuple[Any, ...]]]:
    """One part of the form, and the rows of its field that has some."""
    data = await request.form(max_fields=MAX_FIELDS, max_files=1)
    field = rows_field_of(part)
    if not field:
        return parse_form(data, PART_DRAFTS[part]), {}
    kind, most = ROW_DRAFTS[field]
    names = [f"{name}-{number}" for number in range(1, most + 1) for name in kind.model_fields]
    form: Form[Any] = parse_form(data, PART_DRAFTS[part], without=names)
    said = {name: clean(str(data[name])) for name in names if name in data}
    form.values.update(said)
    rows = [_row(form, kind, number, said) for number in range(1, most + 1)]
    found = list(dict.fromkeys(row for row in rows if row is not None))
    return form, {field: tuple(found)}


def _row(form: Form[Any], kind: Any, number: int, said: Mapping[str, str]) -> Any:
    """None for an empty one, and for one that is not right: the form says what."""
    fields = {name: said.get(f"{name}-{number}", "").strip() for name in kind.model_fields}
    if not any(value for name, value in fields.items() if name != UNSEEN):
        return None
    try:
        return kind.model_validate(fields).to_row()
    except ValidationError as error:
        found = sentences(error)
    except Refused as refusal:
        found = {refusal.field: refusal.reason}
    form.errors.update({f"{name}-{number}": words for name, words in found.items()})
    return None
