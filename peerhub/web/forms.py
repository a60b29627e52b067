"""One pydantic model for form, JSON and socket alike; its faults become sentences, never pydantic's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from peerhub.core.errors import Refused
from peerhub.core.receipts import CLIENT_ID_LENGTH
from peerhub.core.words import _, ngettext

MAX_FIELDS = 200  # a form of ours never has more (promise S18)
D = TypeVar("D", bound="Draft")

# The id that the client gives a write, one kind at every door (contract section 3).
CLIENT_ID_PATTERN = r"^[\x20-\x7e]+$"
ClientId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=CLIENT_ID_LENGTH, pattern=CLIENT_ID_PATTERN),
]


class Draft(BaseModel):
    """What untrusted fields become. Unknown fields are refused (promise S15)."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass
class Form(Generic[D]):
    """A form as it came in: `draft` where it is right, else `errors` by field, "" for the whole."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    parsed: D | None = None

    @property
    def draft(self) -> D:
        if self.parsed is None:
            raise ValueError("a form with errors has no draft")
        return self.parsed

    def refuse(self, refusal: Refused) -> Form[D]:
        """The same form with a rule's sentence at its field."""
        self.errors[refusal.field] = refusal.reason
        return self


def empty_form(**values: Any) -> Form[Any]:
    """A form to be filled in."""
    return Form(values=values)


async def read_form(request: Request, kind: type[D]) -> Form[D]:
    """The request's form against its Draft; the guard's `_token` is not a field of ours."""
    data = await request.form(max_fields=MAX_FIELDS, max_files=1)
    return parse_form(data, kind)


def parse_form(data: FormData, kind: type[D], *, without: Sequence[str] = ()) -> Form[D]:
    """`without` names the fields that the door reads by itself, as a file."""
    fields: dict[str, Any] = {}
    for name in dict.fromkeys(data.keys()):
        if name == "_token" or name in without:
            continue
        said = [clean(v) if isinstance(v, str) else v for v in data.getlist(name)]
        wants_many = name in kind.model_fields and "list" in str(kind.model_fields[name].annotation)
        fields[name] = said if wants_many else said[-1]
    try:
        return Form(values=fields, parsed=kind.model_validate(fields))
    except ValidationError as error:
        return Form(values=fields, errors=sentences(error))


@dataclass(frozen=True)
class SentFile:
    """A file as somebody's device sent it; nothing of it is to be believed."""

    name: str
    content: bytes


async def read_form_with_file(
    request: Request, kind: type[D], *, most: int
) -> tuple[Form[D], SentFile | None]:
    """The form, and what its field `file` bears, where one was chosen: no more than `most` bytes."""
    async with request.form(max_fields=MAX_FIELDS, max_files=1) as data:
        form = parse_form(data, kind, without=("file",))
        file = chosen_file(data, "file")
        if file is None:
            return form, None
        return form, SentFile(file.filename or "", await file.read(most))


def chosen_file(data: FormData, name: str) -> UploadFile | None:
    """The file of a form; None where the field is empty, as a browser sends it."""
    said = data.get(name)
    if isinstance(said, UploadFile) and (said.filename or said.size):
        return said
    return None


def parse_fields(fields: Any, kind: type[D]) -> D:
    """JSON or frame fields against their Draft; Refused with the first sentence."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        name, sentence = next(iter(sentences(error).items()))
        first = error.errors()[0]["type"]
        raise Refused(sentence, code=CODES.get(first, "bad_frame"), field=name) from error


def clean(text: str) -> str:
    """Browsers send CRLF; NUL and lone surrogates can be stored nowhere."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return plain.encode("utf-8", "replace").decode()


CODES = {"string_too_long": "too_long", "string_too_short": "empty"}


def sentences(error: ValidationError) -> dict[str, str]:
    """One kind sentence a field, in the order of the fields."""
    found: dict[str, str] = {}
    for fault in error.errors():
        name = str(fault["loc"][0]) if fault["loc"] else ""
        found.setdefault(name, sentence_for(fault["type"], fault.get("ctx", {})))
    return found


def sentence_for(kind: str, context: Mapping[str, Any]) -> str:
    """The sentence for one of pydantic's error types."""
    if kind == "missing" or (kind == "string_too_short" and context.get("min_length") == 1):
        return _("Write something here.")
    if kind == "string_too_short":
        n = int(context["min_length"])
        return ngettext("Use at least %(n)d sign.", "Use at least %(n)d signs.", n) % {"n": n}
    if kind == "string_too_long":
        n = int(context["max_length"])
        return ngettext("Use at most %(n)d sign.", "Use at most %(n)d signs.", n) % {"n": n}
    if kind == "extra_forbidden":
        return _("This form has no such field. Reload the page and try again.")
    if kind in ("enum", "literal_error"):
        return _("Choose one of the answers given.")
    if kind.startswith("int") or kind in ("greater_than_equal", "less_than_equal"):
        return _("Write a whole number that fits here.")
    if kind == "value_error":
        return str(context.get("error", _("This does not look right. Check it and try again.")))
    return _("This does not look right. Check it and try again.")
