"""Open Referral UK: nine doors for programs, and two of HSDS beside. No key, no sign-in, for any origin."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.words import _
from peerhub.directory import open_referral as standard
from peerhub.directory.access import titles_for_anyone
from peerhub.directory.models import Filters, Kind
from peerhub.directory.published import (
    places_for_anyone,
    published_by_id_for_anyone,
    published_for_anyone,
)
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
        "version": standard.VERSION,
        "profile": standard.PROFILE,
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
        named = {standard.taxonomy_id(kind, address): str(kind) for kind in standard.TAXONOMIES}
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
    return standard.terms(titles, hub.config.address)


@open_data
async def list_services(request: Request) -> dict[str, Any]:
    return await _list(request, standard.service_of)


@open_data
async def list_organizations(request: Request) -> dict[str, Any]:
    return await _list(request, standard.organization_of)


async def _list(request: Request, say: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    hub = hub_of(request)
    draft, filters, kinds = await _asked(request)
    if filters is None:
        return standard.page_of([], 0, draft.page, draft.per_page)
    async with hub.reading() as db:
        found, count = await published_for_anyone(
            db, filters, kinds, offset=draft.offset, limit=draft.per_page
        )
    contents = [say(one, hub.config.address) for one in found]
    return standard.page_of(contents, count, draft.page, draft.per_page)


@open_data
async def show_service(request: Request) -> dict[str, Any]:
    return await _one(request, standard.SERVICE, standard.whole_service_of)


@open_data
async def show_organization(request: Request) -> dict[str, Any]:
    return await _one(request, standard.ORGANIZATION, standard.whole_organization_of)


async def _one(request: Request, what: int, say: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    hub = hub_of(request)
    known = standard.id_from(request.path_params["id"], what)
    if known is None:
        raise NotFound()
    async with hub.reading() as db:
        found = await published_by_id_for_anyone(db, known[0])
        titles = await titles_for_anyone(db, hub.config)
    return say(found, titles, hub.config.address)


@open_data
async def list_service_at_locations(request: Request) -> dict[str, Any]:
    hub = hub_of(request)
    draft, filters, kinds = await _asked(request)
    if filters is None:
        return standard.page_of([], 0, draft.page, draft.per_page)
    async with hub.reading() as db:
        found, count = await places_for_anyone(
            db, filters, kinds, offset=draft.offset, limit=draft.per_page
        )
        titles = await titles_for_anyone(db, hub.config)
    contents = [
        standard.service_at_location_of(one, place, titles, hub.config.address, whole=False)
        for one, place in found
    ]
    return standard.page_of(contents, count, draft.page, draft.per_page)


@open_data
async def show_service_at_location(request: Request) -> dict[str, Any]:
    hub = hub_of(request)
    known = standard.id_from(request.path_params["id"], *standard.PLACES.values())
    if known is None:
        raise NotFound()
    organisation_id, what = known
    async with hub.reading() as db:
        found = await published_by_id_for_anyone(db, organisation_id)
        titles = await titles_for_anyone(db, hub.config)
    for place in standard.places_of(found):
        if standard.PLACES[place] == what:
            address = hub.config.address
            return standard.service_at_location_of(found, place, titles, address, whole=True)
    raise NotFound()


@open_data
async def list_taxonomies(request: Request) -> dict[str, Any]:
    return _numbered(request, standard.taxonomies(hub_of(request).config.address))


@open_data
async def show_taxonomy(request: Request) -> dict[str, Any]:
    return _named(request, standard.taxonomies(hub_of(request).config.address))


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
    return standard.page_of(contents, len(found), draft.page, draft.per_page)


def _named(request: Request, found: list[dict[str, Any]]) -> dict[str, Any]:
    wanted = request.path_params["id"]
    for one in found:
        if one["id"] == wanted:
            return one
    raise NotFound()
