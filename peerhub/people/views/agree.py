"""/me/agreements: what one is asked to agree to, and what one agreed to. Nothing is closed meanwhile."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.people import agreements
from peerhub.people.forms import AgreeDraft
from peerhub.people.service import agree as service
from peerhub.people.views.join import unticked, what_to_read
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


async def _page(request: Request, form: Form[AgreeDraft], status: int = 200) -> Response:
    person = person_of(request)
    async with hub_of(request).reading() as db:
        asked = await agreements.asked_of(db, person)
        given = await agreements.agreements_for_owner(db, person)
    return await render(
        request,
        "people/agreements.html",
        status=status,
        form=form,
        asked=asked,
        given=given,
        **what_to_read([each.document for each in asked]),
    )


@signed_in
async def show_agreements(request: Request) -> Response:
    return await _page(request, empty_form())


@signed_in
@even_frozen
async def create_agreement(request: Request) -> Response:
    form = await read_form(request, AgreeDraft)
    if not form.errors and not form.draft.agree:
        form.errors["agree"] = service.must_agree()
    if form.errors:
        return await _page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await service.agree(tx, person_of(request), form.draft.seen)
    except Refused as refusal:
        return await _page(request, unticked(form, refusal), 422)
    return RedirectResponse("/me/agreements?f=saved", 303)
