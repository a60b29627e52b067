"""/partners: who carries the hub, in order of name; administrators say who does."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.clock import ZONE
from peerhub.core.errors import Refused
from peerhub.directory import access, partnered
from peerhub.directory.forms.keeping import PartnerDraft
from peerhub.directory.service import partners
from peerhub.web.forms import Draft, Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of, public, visitor_of

administrator = guarded("administrator")


@public
async def show_partners(request: Request) -> Response:
    hub, visitor = hub_of(request), visitor_of(request)
    today = hub.clock.now().astimezone(ZONE).date()
    async with hub.reading(quick=True) as db:
        current, over = await partnered.partners_for_reader(db, visitor, today)
    return await render(request, "directory/partners.html", partners=current, over=over)


@administrator
async def edit_partner(request: Request) -> Response:
    return await _partner_page(request, empty_form())


async def _partner_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        known = await access.organisation_for_editor(db, person_of(request), slug)
        partner = await partnered.partner_to_change(db, known)
    return await render(
        request,
        "directory/partner.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        partner=partner,
    )


@administrator
async def update_partner(request: Request) -> Response:
    form = await read_form(request, PartnerDraft)
    if form.errors:
        return await _partner_page(request, form, 422)
    person, slug = person_of(request), request.path_params["slug"]
    try:
        async with hub_of(request).transaction() as tx:
            known = await access.organisation_for_editor(tx.db, person, slug)
            await partners.set_partner(tx, person, known, **form.draft.model_dump())
    except Refused as refusal:
        return await _partner_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"/directory/{slug}?f=saved", 303)


@administrator
async def forget_partner(request: Request) -> Response:
    """One button."""
    form = await read_form(request, Draft)
    if form.errors:
        return await _partner_page(request, empty_form(), 422)
    person, slug = person_of(request), request.path_params["slug"]
    async with hub_of(request).transaction() as tx:
        known = await access.organisation_for_editor(tx.db, person, slug)
        await partners.forget_partner(tx, person, known)
    return RedirectResponse(f"/directory/{slug}?f=saved", 303)
