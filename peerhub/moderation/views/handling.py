"""Take a case, give it back or on, write a note beside it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.moderation.forms import AssignDraft, LiftDraft, NoteDraft, UndoDraft
from peerhub.moderation.service import handle
from peerhub.moderation.service.measure import lift
from peerhub.moderation.service.undo import undo
from peerhub.moderation.views.queue import case_page
from peerhub.people.models import Person
from peerhub.web.forms import Draft, empty_form, read_form
from peerhub.web.visitor import guarded, hub_of, person_of

Said = TypeVar("Said", bound=Draft)
Verb = Callable[[Transaction, Person, str], Awaitable[None]]


@guarded("moderator", "reviewer")
async def claim_case(request: Request) -> Response:
    return await _do(request, handle.claim)


@guarded("moderator", "reviewer")
async def unclaim_case(request: Request) -> Response:
    return await _do(request, handle.unclaim)


@guarded("moderator", "reviewer")
async def assign_case(request: Request) -> Response:
    return await _send(
        request,
        AssignDraft,
        lambda tx, person, case_id, said: handle.assign(tx, person, case_id, said.to),
    )


@guarded("moderator", "reviewer")
async def create_note(request: Request) -> Response:
    return await _send(
        request,
        NoteDraft,
        lambda tx, person, case_id, said: handle.add_note(tx, person, case_id, said.text),
    )


@guarded("moderator", "reviewer")
async def undo_decision(request: Request) -> Response:
    return await _send(
        request,
        UndoDraft,
        lambda tx, person, case_id, said: undo(
            tx, person, case_id, reason=said.undo_reason.strip()
        ),
    )


@guarded("moderator", "reviewer")
async def pass_case_on(request: Request) -> Response:
    """To the reviewers; whoever passed it on may not see it any more."""
    case_id = request.path_params["case_id"]
    try:
        async with hub_of(request).transaction() as tx:
            await handle.pass_on(tx, person_of(request), case_id)
    except Refused as refusal:
        if refusal.code == "gone":
            return RedirectResponse("/moderation?f=gone#main", 303)
        return await case_page(request, empty_form().refuse(refusal), 422)
    return RedirectResponse("/moderation?f=passed_on#main", 303)


@guarded("moderator", "reviewer")
async def lift_measure(request: Request) -> Response:
    measure_id = request.path_params["measure_id"]
    return await _send(
        request,
        LiftDraft,
        lambda tx, person, case_id, said: lift(
            tx, person, case_id, measure_id, reason=said.lift_reason.strip()
        ),
    )


async def _send(
    request: Request,
    kind: type[Said],
    verb: Callable[[Transaction, Person, str, Said], Awaitable[None]],
) -> Response:
    """Do what a form says; its page again where the form is wrong."""
    form = await read_form(request, kind)
    if form.errors:
        return await case_page(request, form, 422)
    return await _do(request, lambda tx, person, case_id: verb(tx, person, case_id, form.draft))


async def _do(request: Request, verb: Verb) -> Response:
    """Do it and come back to the case; a refusal is told on its page."""
    case_id = request.path_params["case_id"]
    try:
        async with hub_of(request).transaction() as tx:
            await verb(tx, person_of(request), case_id)
    except Refused as refusal:
        if refusal.code == "gone":
            return RedirectResponse("/moderation?f=gone#main", 303)
        return await case_page(request, empty_form().refuse(refusal), 422)
    return RedirectResponse(f"/moderation/cases/{case_id}?f=done#case", 303)
