"""The page behind the link of a letter: one button that confirms, without signing in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import NotFound
from peerhub.core.words import _
from peerhub.directory import access
from peerhub.directory.service import pages
from peerhub.web.forms import Draft, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public


@public
async def show_confirm(request: Request) -> Response:
    """Looking confirms nothing: mail scanners open every link."""
    hub, path = hub_of(request), request.path_params
    try:
        async with hub.reading() as db:
            known = await access.organisation_for_letter(
                db, hub.keys, path["slug"], path["until"], path["sign"], now=hub.clock.now()
            )
    except NotFound:
        return await _worn_out(request)
    return await render(request, "directory/confirm.html", organisation=known)


async def _worn_out(request: Request) -> Response:
    return await render(
        request,
        "people/said.html",
        heading=_("This link no longer works"),
        lines=(_("It was used already, or it is older than thirty days. Sign in to confirm."),),
    )


@public
async def confirm_by_letter(request: Request) -> Response:
    form = await read_form(request, Draft)
    hub, path = hub_of(request), request.path_params
    if form.errors:
        return await render(
            request,
            "people/said.html",
            status=422,
            heading=_("That did not work"),
            lines=(_("Open the link in the letter again, and press the button there."),),
        )
    try:
        async with hub.transaction() as tx:
            known = await access.organisation_for_letter(
                tx.db, hub.keys, path["slug"], path["until"], path["sign"], now=tx.now
            )
            await pages.confirm(tx, known)
    except NotFound:
        return await _worn_out(request)
    return await render(
        request,
        "people/said.html",
        heading=_("Thank you"),
        lines=(_("The page says now that a person confirmed it today. It does not say who."),),
    )
