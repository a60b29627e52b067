"""/admin/claims: administrators decide whose a page is, and whether it is verified."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory import access, claimed
from peerhub.directory.claims import ClaimState
from peerhub.directory.forms.claims import ClaimDecisionDraft
from peerhub.directory.forms.keeping import VerificationDraft
from peerhub.directory.service import claims
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of

administrator = guarded("administrator")


@administrator
async def list_claims(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await claimed.claims_for_administrator(db, person_of(request), hub.clock.now())
    return await render(request, "directory/admin_claims.html", claims=found)


@administrator
async def show_claim_to_decide(request: Request) -> Response:
    return await _claim_page(request, empty_form())


async def _claim_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, claim_id = hub_of(request), request.path_params["claim_id"]
    async with hub.reading() as db:
        now = hub.clock.now()
        one = await claimed.claim_for_administrator(db, person_of(request), claim_id, now)
    said = {
        ClaimState.GRANTED: _("It is theirs"),
        ClaimState.REFUSED: _("It was not given to them"),
        ClaimState.WITHDRAWN: _("They took it back"),
    }
    return await render(
        request,
        "directory/admin_claim.html",
        status=status,
        form=form if form.errors else None,
        one=one,
        said=said.get(one.claim.state, ""),
        answers=[
            ("yes", _("Yes: they look after the page, and it is verified")),
            ("no", _("No")),
        ],
    )


@administrator
async def decide_claim(request: Request) -> Response:
    form = await read_form(request, ClaimDecisionDraft)
    if form.errors:
        return await _claim_page(request, form, 422)
    person, claim_id = person_of(request), request.path_params["claim_id"]
    act = claims.grant_claim if form.draft.theirs == "yes" else claims.refuse_claim
    try:
        async with hub_of(request).transaction() as tx:
            one = await claimed.claim_for_administrator(tx.db, person, claim_id, tx.now)
            await act(tx, person, one.claim, one.organisation, form.draft.reason)
    except Refused as refusal:
        return await _claim_page(request, form.refuse(refusal), 422)
    return RedirectResponse("/admin/claims?f=done", 303)


@administrator
async def update_verification(request: Request) -> Response:
    """One press, beside what the page says of itself."""
    form = await read_form(request, VerificationDraft)
    if form.errors:
        raise Refused(next(iter(form.errors.values())))
    person, slug = person_of(request), request.path_params["slug"]
    async with hub_of(request).transaction() as tx:
        known = await access.organisation_for_editor(tx.db, person, slug)
        await claims.verify(tx, person, known, on=form.draft.action == "verify")
    return RedirectResponse(f"/directory/{slug}?f=saved", 303)
