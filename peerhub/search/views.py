"""The page of a search: one form, its results, and what to try where there are none."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import TooFast
from peerhub.core.words import _
from peerhub.search import access
from peerhub.search.forms import SearchDraft, read_search
from peerhub.search.models import PAGE_RESULTS, Found, Query
from peerhub.search.pace import limit_searches
from peerhub.search.shown import base_of, count_words, hints, order_options, pages_of, results
from peerhub.web.forms import Form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public, visitor_of


@public
async def show_search(request: Request) -> Response:
    """A stranger searches what strangers may read. Faults in the address are sentences, never errors."""
    form, query = read_search(request)
    status = 422 if form.errors else 200
    if query.asks_something:
        try:
            await limit_searches(request)
        except TooFast as error:
            words = _("That was a lot of searches. Wait %(n)d seconds, then try again.")
            form.errors["q"] = words % {"n": error.wait}
            query, status = Query(), 429
    return await _page(request, form, query, status)


async def _page(request: Request, form: Form[SearchDraft], query: Query, status: int) -> Response:
    hub, visitor = hub_of(request), visitor_of(request)
    found = None
    async with hub.reading(quick=True) as db:
        places = await access.places_for_reader(db, hub.searchable, visitor)
        if query.asks_something:
            page = form.draft.page
            found = await access.found_by_reader(
                db,
                hub.searchable,
                query,
                places,
                offset=(page - 1) * PAGE_RESULTS,
                limit=PAGE_RESULTS,
            )
    named = sorted({one.slug: one.title for one in places}.items(), key=lambda p: p[1].casefold())
    return await render(
        request,
        "search/search.html",
        status=status,
        form=form,
        asked=query.asks_something,
        place_options=[("", _("Everywhere I can read")), *named],
        order_options=order_options(),
        hints=hints(),
        **_results(request, form, query, found),
    )


def _results(
    request: Request, form: Form[SearchDraft], query: Query, found: Found | None
) -> dict[str, Any]:
    if found is None:
        return {"results": [], "count_words": "", "page": 1, "pages": 1, "base": ""}
    return {
        "results": results(found, query),
        "count_words": count_words(found),
        "page": form.draft.page,
        "pages": pages_of(found),
        "base": base_of(form.draft, str(request.app.url_path_for("search:search"))),
    }
