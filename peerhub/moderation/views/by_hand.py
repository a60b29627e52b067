"""/admin/people/…/measures: what was done to somebody, and what an administrator does without a report."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.keys import new_id
from peerhub.moderation import steps, taken
from peerhub.moderation.forms import HandMeasureDraft, LiftDraft
from peerhub.moderation.service import by_hand
from peerhub.people.access import person_for_administrator
from peerhub.people.models import PersonState
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of


@guarded("administrator")
async def show_measures(request: Request) -> Response:
    return await _page(request, empty_form())


@guarded("administrator")
async def create_measure(request: Request) -> Response:
    form = await read_form(request, HandMeasureDraft)
    if form.errors:
        return await _page(request, form, 422)
    draft, administrator = form.draft, person_of(request)
    try:
        async with hub_of(request).transaction() as tx:
            handle = request.path_params["handle"]
            subject, _email = await person_for_administrator(tx.db, administrator, handle)
            if draft.new_measure is not None:
                await by_hand.take_by_hand(
                    tx,
                    administrator,
                    subject,
                    draft.new_measure,
                    rule=draft.rule,
                    reason=draft.reason.strip(),
                    client_id=draft.client_id,
                )
    except Refused as refusal:
        return await _page(request, form.refuse(refusal), 422)
    return _back(request)


@guarded("administrator")
async def end_measure(request: Request) -> Response:
    form = await read_form(request, LiftDraft)
    if form.errors:
        return await _page(request, form, 422)
    administrator, said = person_of(request), request.path_params
    try:
        async with hub_of(request).transaction() as tx:
            subject, _email = await person_for_administrator(tx.db, administrator, said["handle"])
            await by_hand.lift_by_hand(
                tx,
                administrator,
                subject,
                said["measure_id"],
                reason=form.draft.lift_reason.strip(),
            )
    except Refused as refusal:
        return await _page(request, form.refuse(refusal), 422)
    return _back(request)


@guarded("administrator")
async def restore_person(request: Request) -> Response:
    """One that the command line closed."""
    administrator = person_of(request)
    try:
        async with hub_of(request).transaction() as tx:
            handle = request.path_params["handle"]
            subject, _email = await person_for_administrator(tx.db, administrator, handle)
            await by_hand.restore_by_hand(tx, administrator, subject)
    except Refused as refusal:
        return await _page(request, empty_form().refuse(refusal), 422)
    return _back(request)


def _back(request: Request) -> Response:
    handle = request.path_params["handle"]
    address = request.app.url_path_for("moderation:person_measures", handle=handle)
    return RedirectResponse(f"{address}?f=done", 303)


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, administrator = hub_of(request), person_of(request)
    now = hub.clock.now()
    async with hub.reading() as db:
        handle = request.path_params["handle"]
        subject, _email = await person_for_administrator(db, administrator, handle)
        found = await taken.measures_about(db, administrator, subject)
        known_rules = await taken.ground_rules(db, None)
    closed = any(one.kind.closes and one.stands(now) for one, _decision in found)
    return await render(
        request,
        "moderation/person_measures.html",
        status=status,
        shown=subject,
        taken=[steps.hand_row(one, decision, now=now) for one, decision in found],
        measures=steps.hand_options(administrator, subject),
        days=steps.days_options(),
        rules=steps.rule_options(known_rules),
        restorable=subject.state is PersonState.SUSPENDED and not closed,
        client_id=form.values.get("client_id") or new_id(),
        form=form if form.errors else None,
    )
