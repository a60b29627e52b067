"""/me/decisions: what was decided about oneself and one's words, and what else the trail says."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.moderation.listed import mine_rows
from peerhub.moderation.mine import PAGE_ENTRIES, entries_for
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in

LONGEST_NUMBER = 18  # digits of an entry's number


@signed_in
async def list_decisions(request: Request) -> Response:
    """The newest, or with `?before=` an older page."""
    hub, said = hub_of(request), request.query_params.get("before", "")
    known = said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER
    before = int(said) if known else None
    async with hub.reading() as db:
        found = await entries_for(
            db, hub.keys, hub.contents, person_of(request), before=before, now=hub.clock.now()
        )
    page = found[:PAGE_ENTRIES]
    address = str(request.app.url_path_for("moderation:decisions"))
    more = len(found) > PAGE_ENTRIES
    return await render(
        request,
        "moderation/decisions.html",
        rows=mine_rows(page),
        older=f"{address}?before={page[-1].entry.entry_id}" if more else "",
        newer=address if before is not None else "",
    )
