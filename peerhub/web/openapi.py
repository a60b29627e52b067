"""The OpenAPI 3.1 document, made from the registry of endpoints: what is not there is not described."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import peerhub
from peerhub.core.receipts import CLIENT_ID_LENGTH
from peerhub.web.api import MOST_SEQ, PAGE, PAGE_MOST, PREFIX, Endpoint, JsonAnswer
from peerhub.web.forms import CLIENT_ID_PATTERN
from peerhub.web.visitor import public

REFS = "#/components/schemas/{model}"
REFUSALS = {
    "400": "What was sent does not fit",
    "401": "Sign in first",
    "403": "Not open to you",
    "404": "Not here, or not open to you",
    "405": "This address does not take that method",
    "409": "The same key with other words, or decided already",
    "413": "Larger than 1 MB",
    "422": "A rule says no; `detail` says why",
    "429": "Slower; see Retry-After",
    "503": "Nothing can be stored now; see Retry-After",
}


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    retry_after: int | None = None


QUERY: dict[str, dict[str, Any]] = {
    "cursor": {"type": "string"},
    "limit": {"type": "integer", "minimum": 1, "maximum": PAGE_MOST, "default": PAGE},
    "after": {"type": "integer", "minimum": 0, "maximum": MOST_SEQ},
}
KEY = {
    "required": False,
    "description": "The id of this write, where the body has none: again is as good as once.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": CLIENT_ID_LENGTH,
        "pattern": CLIENT_ID_PATTERN,
    },
}
HEADER = {"Last-Event-ID": {"type": "string", "pattern": "^[^:]*:[0-9]{1,15}$"}}


def describe(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The whole document."""
    listed = list(endpoints)
    models = {m for e in listed for m in (e.answer, e.takes) if m is not None} | {Problem}
    ordered = sorted(models, key=lambda m: m.__name__)
    _refs, schemas = models_json_schema(
        [(model, "validation") for model in ordered], ref_template=REFS
    )
    _without_ids(schemas["$defs"], {e.takes for e in listed if e.takes is not None})
    paths: dict[str, Any] = {}
    for endpoint in listed:
        paths.setdefault(PREFIX + endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "peerhub",
            "version": peerhub.__version__,
            "license": {"name": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-peerhub"},
            },
        },
        "security": [{"token": []}, {"session": []}],
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "description": f"A token needs the scope `{endpoint.scope}`.",
        "parameters": [
            *_path_parameters(endpoint),
            *_optional("query", endpoint.query, {**QUERY, **endpoint.schemas}),
            *_optional("header", endpoint.headers, HEADER),
        ],
        "responses": {str(endpoint.status): _answer(endpoint), **_refusals()},
    }
    if endpoint.takes is not None:
        schema = {"$ref": REFS.format(model=endpoint.takes.__name__)}
        content = {endpoint.sends: {"schema": schema}}
        operation["requestBody"] = {"required": True, "content": content}
    if endpoint.method != "GET" and endpoint.keyed:
        operation["parameters"].append({"name": "Idempotency-Key", "in": "header", **KEY})
    return operation


def _without_ids(schemas: dict[str, Any], drafts: Iterable[type[BaseModel]]) -> None:
    """The client id of a write may come as its Idempotency-Key, and need not be in the body then."""
    for draft in drafts:
        schema = schemas[draft.__name__]
        if schema["properties"].get("id", {}).get("pattern") == CLIENT_ID_PATTERN:
            schema["required"].remove("id")


def _path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in endpoint.path.split("/") if part.startswith("{")]
    text = {"type": "string", "minLength": 1}
    return [
        {"name": n, "in": "path", "required": True, "schema": endpoint.schemas.get(n, text)}
        for n in names
    ]


def _optional(
    where: str, names: Iterable[str], schemas: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": where,
            "required": False,
            "schema": schemas.get(name, {"type": "string"}),
        }
        for name in names
    ]


def _answer(endpoint: Endpoint) -> dict[str, Any]:
    if endpoint.media_type != JsonAnswer.media_type:
        content = {endpoint.media_type: {"schema": {"type": "string"}}}
        return {"description": endpoint.summary, "content": content}
    if endpoint.answer is None:
        return {"description": endpoint.summary}
    schema = {"$ref": REFS.format(model=endpoint.answer.__name__)}
    return {"description": endpoint.summary, "content": {"application/json": {"schema": schema}}}


def _refusals() -> dict[str, Any]:
    schema = {"$ref": REFS.format(model="Problem")}
    content = {"application/problem+json": {"schema": schema}}
    return {code: {"description": words, "content": content} for code, words in REFUSALS.items()}


@public
async def show_openapi(request: Request) -> Response:
    features = request.app.state.features
    return JsonAnswer(describe(e for feature in features for e in feature.endpoints))


routes = [Route(f"{PREFIX}/openapi.json", show_openapi, name="api:openapi", methods=["GET"])]
