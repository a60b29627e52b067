"""Whose a page is: say that it is yours, agree or object as one who looks after it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory import access, claimed
from peerhub.directory.claims import CLAIM_RATE
from peerhub.directory.forms.claims import ClaimAnswerDraft, ClaimDraft
from peerhub.directory.service import claims
from peerhub.web.forms import Draft, Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in

BASE = "/directory"


@signed_in
async def show_claim(request: Request) -> Response:
    return await _claim_page(request, empty_form())


async def _claim_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        known, claim = await claimed.claim_of_asker(db, person_of(request), slug)
    return await render(
        request,
        "directory/claim.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        claim=claim,
    )


@signed_in
async def create_claim(request: Request) -> Response:
    form = await read_form(request, ClaimDraft)
    if form.errors:
        return await _claim_page(request, form, 422)
    hub, person, slug = hub_of(request), person_of(request), request.path_params["slug"]
    await hub.limits.hit("directory claim", person.person_id, CLAIM_RATE)
    try:
        async with hub.transaction() as tx:
            known = (await access.organisation_for_reader(tx.db, person, slug)).organisation
            await claims.claim_organisation(tx, person, known, form.draft.words)
    except Refused as refusal:
        return await _claim_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{BASE}/{slug}/claim?f=done", 303)


@signed_in
@even_frozen
async def withdraw_claim(request: Request) -> Response:
    form = await read_form(request, Draft)
    if form.errors:
        return await _claim_page(request, empty_form(), 422)
    person, slug = person_of(request), request.path_params["slug"]
    async with hub_of(request).transaction() as tx:
        known = (await access.organisation_for_reader(tx.db, person, slug)).organisation
        await claims.withdraw_claim(tx, person, known)
    return RedirectResponse(f"{BASE}/{slug}/claim?f=done", 303)


@signed_in
async def show_claim_to_answer(request: Request) -> Response:
    return await _answer_page(request, empty_form())


async def _answer_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, path = hub_of(request), request.path_params
    async with hub.reading() as db:
        asked = await claimed.claim_for_editor(
            db, person_of(request), path["slug"], path["claim_id"]
        )
    return await render(
        request,
        "directory/claim_to_answer.html",
        status=status,
        form=form if form.errors else None,
        organisation=asked.organisation,
        claim=asked.claim,
        over=hub.clock.now() >= asked.claim.object_by,
        objected=asked.objected,
        own=asked.own,
        answers=[("agree", _("Yes, I agree")), ("object", _("No, I object"))],
    )


@signed_in
async def answer_claim(request: Request) -> Response:
    form = await read_form(request, ClaimAnswerDraft)
    if form.errors:
        return await _answer_page(request, form, 422)
    person, path = person_of(request), request.path_params
    try:
        async with hub_of(request).transaction() as tx:
            asked = await claimed.claim_for_editor(tx.db, person, path["slug"], path["claim_id"])
            agrees = form.draft.answer == "agree"
            await claims.answer_claim(
                tx, person, asked.claim, agrees=agrees, words=form.draft.words
            )
    except Refused as refusal:
        return await _answer_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{request.url.path}?f=done", 303)
