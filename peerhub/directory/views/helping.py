"""/admin/help-organisations: which organisations stand under Get help now, and which of them wait."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.directory import helping as helpers
from peerhub.directory.forms.networks import HelpOrganisationDraft
from peerhub.directory.service import helping
from peerhub.web.feature import Panel
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of

administrator = guarded("administrator")
PATH = "/admin/help-organisations"


@administrator
async def list_help_organisations(request: Request) -> Response:
    return await _page(request, empty_form())


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        chosen = await helpers.help_for_administrator(db, person_of(request))
    now = hub.clock.now()
    return await render(
        request,
        "directory/admin_help.html",
        status=status,
        form=form if form.errors else None,
        rows=[{"organisation": one, "stands": helpers.stands(one, now)} for one in chosen],
    )


@administrator
async def update_help_organisations(request: Request) -> Response:
    form = await read_form(request, HelpOrganisationDraft)
    if form.errors:
        return await _page(request, form, 422)
    act = helping.choose if form.draft.action == "add" else helping.unchoose
    try:
        async with hub_of(request).transaction() as tx:
            await act(tx, person_of(request), form.draft.organisation)
    except Refused as refusal:
        return await _page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{PATH}?f=saved", 303)


async def help_panel(hub: Hub, db: AsyncConnection, person: Any) -> Panel | None:
    """What stands under Get help now; nothing where no chosen page is confirmed."""
    found = await helpers.help_for_reader(db, person, hub.clock.now())
    return Panel("directory/_help.html", {"helpers": found}) if found else None
