"""Corrections: suggest one as a member, answer them as one who looks after the page."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory import access, shown, suggested
from peerhub.directory.corrections import CORRECTION_RATE, CorrectionState
from peerhub.directory.forms.claims import CorrectionAnswerDraft, CorrectionDraft
from peerhub.directory.parts import part_of
from peerhub.directory.service import corrections
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in

BASE = "/directory"


@signed_in
async def new_correction(request: Request) -> Response:
    return await _suggest_page(request, empty_form())


async def _suggest_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        known, own = await suggested.corrections_of_suggester(db, person_of(request), slug)
    states = {
        CorrectionState.OPEN: _("waits for an answer"),
        CorrectionState.ACCEPTED: _("taken over"),
        CorrectionState.DECLINED: _("not taken over"),
    }
    return await render(
        request,
        "directory/correct.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        fields=[(name, shown.label_of(name)) for name in shown.CORRECTABLE],
        own=[
            {"label": shown.label_of(one.field), "state": states[one.state], "correction": one}
            for one in own
        ],
    )


@signed_in
async def create_correction(request: Request) -> Response:
    form = await read_form(request, CorrectionDraft)
    if form.errors:
        return await _suggest_page(request, form, 422)
    hub, person, slug = hub_of(request), person_of(request), request.path_params["slug"]
    await hub.limits.hit("directory correction", person.person_id, CORRECTION_RATE)
    try:
        async with hub.transaction() as tx:
            known = (await access.organisation_for_reader(tx.db, person, slug)).organisation
            await corrections.suggest(tx, person, known, **form.draft.model_dump())
    except Refused as refusal:
        return await _suggest_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{BASE}/{slug}/correct?f=done", 303)


@signed_in
async def list_corrections(request: Request) -> Response:
    return await _answer_page(request, empty_form())


async def _answer_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        slug = request.path_params["slug"]
        known, found = await suggested.corrections_for_editor(db, person_of(request), slug)
        titles = await access.titles_for_anyone(db, hub.config)
    return await render(
        request,
        "directory/corrections.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        rows=[
            {
                "correction": one,
                "label": shown.label_of(one.field),
                "now": shown.field_value(known, one.field, titles),
            }
            for one in found
        ],
    )


@signed_in
async def answer_correction(request: Request) -> Response:
    """Where answers are to be ticked, whoever accepts is led to the form with them."""
    form = await read_form(request, CorrectionAnswerDraft)
    if form.errors:
        return await _answer_page(request, form, 422)
    person, path = person_of(request), request.path_params
    slug, accepts = path["slug"], form.draft.action == "accept"
    try:
        async with hub_of(request).transaction() as tx:
            known, one = await suggested.correction_for_editor(
                tx.db, person, slug, path["correction_id"]
            )
            if accepts:
                await corrections.accept_correction(tx, person, known, one)
            else:
                await corrections.decline_correction(tx, person, one, form.draft.reason)
    except Refused as refusal:
        refusal.field = ""
        return await _answer_page(request, form.refuse(refusal), 422)
    if accepts and not one.is_written:
        return RedirectResponse(f"{BASE}/{slug}/edit/{part_of(one.field)}?f=saved", 303)
    return RedirectResponse(f"{BASE}/{slug}/corrections?f=saved", 303)
