"""The JSON door of the directory: organisations, by the same questions as on the page."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import to_iso
from peerhub.core.errors import Refused
from peerhub.directory import access
from peerhub.directory.forms.finding import read_filters
from peerhub.directory.history import rows_to_json
from peerhub.directory.models import LINES, ROWS, Kind, Organisation
from peerhub.directory.vocabulary import SIZES, USER_LED
from peerhub.web.api import Endpoint, from_cursor, one_of, page_limit, page_of, to_cursor
from peerhub.web.visitor import hub_of, signed_in, visitor_of


class OrganisationIdentifier(BaseModel):
    """In which register it stands, by its own word; `scheme`: of org-id.guide."""

    scheme: str
    identifier: str


class OrganisationFunder(BaseModel):
    """`since`, `until`: a month or a day, as in 2026-04 or 2026-04-30; empty for unknown."""

    name: str
    since: str
    until: str


class OrganisationService(BaseModel):
    """`way`: how to come to it."""

    service_id: str
    name: str
    words: str
    way: str


class OrganisationItem(BaseModel):
    """A field that is unsaid, or not for whoever asks, is empty."""

    id: str
    slug: str
    name: str
    words: str
    for_whom: str
    size: str
    user_led: str
    website: str
    email: str
    phone: str
    address: str
    services: list[OrganisationService]
    identifiers: list[OrganisationIdentifier]
    funders: list[OrganisationFunder]
    sector: list[str]
    strand: list[str]
    borough: list[str]
    language: list[str]
    access: list[str]
    listed_at: str
    confirmed_at: str | None = None
    standing: str
    verified_at: str | None = None
    url: str


class OrganisationPage(BaseModel):
    items: list[OrganisationItem]
    next: str | None = None


@signed_in
async def api_list_organisations(request: Request) -> Response:
    """By name, with the fields that whoever asks may see."""
    form = read_filters(request)
    if form.errors:
        raise Refused(next(iter(form.errors.values())), code="bad_request")
    hub = hub_of(request)
    limit, after = page_limit(request), from_cursor(request, (str, str))
    async with hub.reading() as db:
        found = await access.organisations_found(
            db, visitor_of(request), form.draft.to_filters(), after=after, limit=limit
        )
    items = [_item(one, hub.config.address) for one in found.organisations]
    return page_of(items, to_cursor(*found.after) if found.after else None)


def _item(one: Organisation, address: str) -> dict[str, Any]:
    profile = one.profile
    confirmed = {"confirmed_at": to_iso(one.confirmed_at)} if one.confirmed_at else {}
    verified = {"verified_at": to_iso(one.verified_at)} if one.verified_at else {}
    return {
        "id": one.organisation_id,
        "slug": one.slug,
        "name": one.name,
        **{name: getattr(profile, name) for name in LINES},
        **{name: rows_to_json(getattr(profile, name)) for name in ROWS},
        **{str(kind): list(profile.facts.get(kind, ())) for kind in Kind},
        "listed_at": to_iso(one.listed_at),
        **confirmed,
        "standing": one.standing,
        **verified,
        "url": f"{address}/directory/{one.slug}",
    }


TEXT = {"type": "string", "maxLength": 60}
endpoints = [
    Endpoint(
        "GET",
        "/directory/organisations",
        api_list_organisations,
        "Organisations of the directory",
        "read",
        OrganisationPage,
        query=(
            "q",
            *(str(kind) for kind in Kind),
            "size",
            "user_led",
            "network",
            "cursor",
            "limit",
        ),
        schemas={
            "q": {"type": "string", "maxLength": 200},
            **{str(kind): TEXT for kind in Kind},
            "size": one_of(["", *SIZES]),
            "user_led": one_of(["", *USER_LED]),
            "network": TEXT,
        },
    )
]
