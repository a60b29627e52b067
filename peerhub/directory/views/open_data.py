"""Open Referral UK: nine doors for programs, and two of HSDS beside. No key, no sign-in, for any origin."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.words import _
from peerhub.directory.access import titles_for_anyone
from peerhub.directory.models import Filters, Kind, Organisation
from peerhub.directory.open_referral import organisations, services, terms
from peerhub.directory.open_referral.ids import ORGANIZATION, PLACES, SERVICE, id_from
from peerhub.directory.published import (
    places_for_anyone,
    published_by_id_for_anyone,
    published_for_anyone,
    service_for_anyone,
    services_for_anyone,
)
from peerhub.directory.services import Unit
from peerhub.web.api import JsonAnswer, problem
from peerhub.web.forms import Draft, parse_fields
from peerhub.web.visitor import hub_of, public

PATH = "/open-referral"
PER_PAGE, MOST_PER_PAGE = 50, 100
MOST_PAGES = 100_000
Answer = Callable[[Request], Awaitable[Any]]


class FeedDraft(Draft):
    """What the standard lets a list be asked; what we do not know asks nothing.

    No organisation states ages, so each fits any age. None states hours or a point on the map, so
    whoever asks for those finds nothing.
    """

    model_config = ConfigDict(extra="ignore")

    page: int = Field(1, ge=1, le=MOST_PAGES)
    per_page: int = Field(PER_PAGE, ge=1, le=MOST_PER_PAGE)
    search: str = Field("", max_length=200)
    taxonomy_id: str = Field("", max_length=100)
    taxonomy_term_id: str = Field("", max_length=100)
    start_time: str = Field("", max_length=100)
    end_time: str = Field("", max_length=100)
    day: str = Field("", max_length=100)
    postcode: str = Field("", max_length=100)
    proximity: str = Field("", max_length=100)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page

    @property
    def asks_too_much(self) -> bool:
        return any((self.start_time, self.end_time, self.day, self.postcode, self.proximity))


def open_data(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """JSON that any page may read; an error is a problem (RFC 9457) in one sentence."""

    async def view(request: Request) -> Response:
        try:
            found: Response = JsonAnswer(await answer(request))
        except NotFound:
            found = problem(404, "not_found", _("There is nothing with this id here."))
        except Refused as refusal:
            sentence = f"{refusal.field}: {refusal.reason}" if refusal.field else refusal.reason
            found = problem(400, "bad_request", sentence)
        found.headers["Access-Control-Allow-Origin"] = "*"
        return found

    view.__name__ = answer.__name__
    return public(view)


@open_data
async def show_feed(request: Request) -> dict[str, str]:
    """Where somebody begins."""
    address = hub_of(request).config.address
    return {
        "version": terms.VERSION,
        "profile": terms.PROFILE,
        "openapi_url": f"{address}/api/v1/openapi.json",
    }


async def _asked(request: Request) -> tuple[FeedDraft, Filters | None, tuple[str, ...]]:
    """(the draft, what it asks for or None for nothing that is here, kinds of facts)."""
    draft = parse_fields(dict(request.query_params), FeedDraft)
    hub = hub_of(request)
    filters = {"q": draft.search}
    kinds: tuple[str, ...] = ()
    if draft.asks_too_much:
        return draft, None, ()
    if draft.taxonomy_id:
        address = hub.config.address
        named = {terms.taxonomy_id(kind, address): str(kind) for kind in terms.TAXONOMIES}
        if draft.taxonomy_id not in named:
            return draft, None, ()
        kinds = (named[draft.taxonomy_id],)
    if draft.taxonomy_term_id:
        found = [
            (kind, code)
            for kind, code, term in await _terms(request)
            if term["id"] == draft.taxonomy_term_id
        ]
        if not found:
            return draft, None, ()
        filters[str(found[0][0])] = found[0][1]
    return draft, Filters(**filters), kinds


async def _terms(request: Request) -> list[tuple[Kind, str, dict[str, Any]]]:
    hub = hub_of(request)
    async with hub.reading() as db:
        titles = await titles_for_anyone(db, hub.config)
    return terms.terms(titles, hub.config.address)


@open_data
async def list_services(request: Request) -> dict[str, Any]:
    return await _list(request, services_for_anyone, services.service_of)


@open_data
async def list_organizations(request: Request) -> dict[str, Any]:
    return await _list(request, published_for_anyone, organisations.organization_of)


async def _list(
    request: Request,
    find: Callable[..., Awaitable[tuple[list[Any], int]]],
    say: Callable[[Any, str], dict[str, Any]],
) -> dict[str, Any]:
    hub = hub_of(request)
    draft, filters, kinds = await _asked(request)
    if filters is None:
        return terms.page_of([], 0, draft.page, draft.per_page)
    async with hub.reading() as db:
        found, count = await find(db, filters, kinds, offset=draft.offset, limit=draft.per_page)
    contents = [say(one, hub.config.address) for one in found]
    return terms.page_of(contents, count, draft.page, draft.per_page)


def _our_id(request: Request, *whats: int) -> tuple[str, int]:
    known = id_from(request.path_params["id"], *whats)
    if known is None:
        raise NotFound()
    return known


@open_data
async def show_service(request: Request) -> dict[str, Any]:
    hub = hub_of(request)
    async with hub.reading() as db:
        unit = await service_for_anyone(db, _our_id(request, SERVICE)[0])
        titles = await titles_for_anyone(db, hub.config)
    return services.whole_service_of(unit, titles, hub.config.address)


@open_data
async def show_organization(request: Request) -> dict[str, Any]:
    hub = hub_of(request)
    async with hub.reading() as db:
        found: Organisation = await published_by_id_for_anyone(
            db, _our_id(request, ORGANIZATION)[0]
        )
        titles = await titles_for_anyone(db, hub.config)
    return services.whole_organization_of(found, titles, hub.config.address)


@open_data
async def list_service_at_locations(request: Request) -> dict[str, Any]:
    hub = hub_of(request)
    async with hub.reading() as db:
        titles = await titles_for_anyone(db, hub.config)

    def say(one: tuple[Unit, str], address: str) -> dict[str, Any]:
        return services.service_at_location_of(*one, titles, address, whole=False)

    return await _list(request, places_for_anyone, say)


@open_data
async def show_service_at_location(request: Request) -> dict[str, Any]:
    hub = hub_of(request)
    key, what = _our_id(request, *PLACES.values())
    async with hub.reading() as db:
        unit = await service_for_anyone(db, key)
        titles = await titles_for_anyone(db, hub.config)
    for place in services.places_of(unit.organisation):
        if PLACES[place] == what:
            return services.service_at_location_of(
                unit, place, titles, hub.config.address, whole=True
            )
    raise NotFound()


@open_data
async def list_taxonomies(request: Request) -> dict[str, Any]:
    return _numbered(request, terms.taxonomies(hub_of(request).config.address))


@open_data
async def show_taxonomy(request: Request) -> dict[str, Any]:
    return _named(request, terms.taxonomies(hub_of(request).config.address))


@open_data
async def list_taxonomy_terms(request: Request) -> dict[str, Any]:
    of = request.query_params.get("taxonomy_id", "")
    found = [term for _kind, _code, term in await _terms(request)]
    return _numbered(request, [term for term in found if not of or term["taxonomy_id"] == of])


@open_data
async def show_taxonomy_term(request: Request) -> dict[str, Any]:
    return _named(request, [term for _kind, _code, term in await _terms(request)])


def _numbered(request: Request, found: list[dict[str, Any]]) -> dict[str, Any]:
    """A page of a short list."""
    draft = parse_fields(dict(request.query_params), FeedDraft)
    contents = found[draft.offset :][: draft.per_page]
    return terms.page_of(contents, len(found), draft.page, draft.per_page)


def _named(request: Request, found: list[dict[str, Any]]) -> dict[str, Any]:
    wanted = request.path_params["id"]
    for one in found:
        if one["id"] == wanted:
            return one
    raise NotFound()
