"""The JSON doors' common part: problems (RFC 9457), cursors, and the registry OpenAPI is made from."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from peerhub.core.errors import Refused
from peerhub.core.receipts import CLIENT_ID_LENGTH
from peerhub.core.words import _
from peerhub.web.forms import Draft, parse_fields
from peerhub.web.visitor import View, within_scope

D = TypeVar("D", bound=Draft)
PREFIX = "/api/v1"
PAGE = 50
PAGE_MOST = 100
MOST_SEQ = 2**53  # what a browser can count to


@dataclass(frozen=True)
class Endpoint:
    """One JSON door: what it takes, what it answers, which scope a token needs.

    `query` names parameters that OpenAPI knows (`openapi.QUERY`), or else takes as text; `schemas`
    says otherwise of some, and of parts of the path. `keyed`: a write that may bear an Idempotency-Key.
    """

    method: str
    path: str
    view: View
    summary: str
    scope: str
    answer: type[BaseModel] | None = None
    takes: type[BaseModel] | None = None
    status: int = 200
    query: Sequence[str] = ()
    schemas: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    headers: Sequence[str] = ()
    keyed: bool = True
    sends: str = "application/json"  # of what it takes
    media_type: str = "application/json"  # of the answer; anything else is described as text

    def to_route(self) -> Route:
        """The door with its scope in front: a token that may only read never writes."""
        guarded = within_scope(self.scope, self.view)
        return Route(PREFIX + self.path, guarded, methods=[self.method], name=f"api:{self.name}")

    @property
    def name(self) -> str:
        return self.view.__name__


def one_of(values: Iterable[str]) -> dict[str, Any]:
    """A parameter that takes one of these, for `Endpoint.schemas`."""
    return {"type": "string", "enum": list(values)}


class JsonAnswer(Response):
    """JSON, made by orjson."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


class ProblemAnswer(JsonAnswer):
    media_type = "application/problem+json"


def problem(status: int, code: str, detail: str, **more: Any) -> ProblemAnswer:
    """`{"type": …, "title": …, "status": …, "detail": …, "code": …}`"""
    body = {"type": "about:blank", "title": code, "status": status, "detail": detail, "code": code}
    headers = {"Retry-After": str(more["retry_after"])} if "retry_after" in more else {}
    return ProblemAnswer({**body, **more}, status, headers)


async def read_json(request: Request, kind: type[D], **more: Any) -> D:
    """The request's JSON body against its Draft; Refused where it is none."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Refused(_("Send JSON, with the content type application/json."), code="bad_request")
    try:
        fields = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise Refused(_("This is not JSON."), code="bad_request") from error
    if not isinstance(fields, dict):
        raise Refused(_("Send a JSON object."), code="bad_request")
    return parse_fields({**more, **fields}, kind)


def idempotency_key(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not (
        0 < len(key) <= CLIENT_ID_LENGTH and key.isascii() and key.isprintable()
    ):
        raise Refused(_("Idempotency-Key takes 1 to 64 plain characters."), code="bad_request")
    return key


def page_limit(request: Request) -> int:
    """`?limit=`: 50 unless told, at most 100."""
    said = request.query_params.get("limit", str(PAGE))
    if not said.isascii() or not said.isdigit() or not 1 <= int(said[:6]) <= PAGE_MOST:
        raise Refused(_("limit takes a number from 1 to 100."), code="bad_request")
    return int(said)


def to_cursor(*parts: str | int) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def from_cursor(
    request: Request, kinds: Sequence[Callable[[Any], Any]], *, name: str = "cursor"
) -> tuple[Any, ...] | None:
    """The parts of `?cursor=`, or of another field; None without one; Refused for one that is not ours."""
    said = request.query_params.get(name)
    if said is None:
        return None
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))
        return tuple(kind(part) for kind, part in zip(kinds, parts, strict=True))
    except (binascii.Error, ValueError, TypeError) as error:
        raise Refused(_("This cursor is not one of ours."), code="bad_request") from error


def page_of(items: Sequence[Any], next_cursor: str | None) -> JsonAnswer:
    """`{"items": […], "next": CURSOR}`, `next` absent at the end."""
    return JsonAnswer({"items": items, **({"next": next_cursor} if next_cursor else {})})
