"""Doors of extracts: propose one, look at it, answer, make or give up."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.extracts import access, service
from peerhub.extracts.access import Exchange, Opened
from peerhub.extracts.forms import AnswerDraft, EndDraft, ExtractDraft
from peerhub.extracts.models import EXTRACT_RATE, Extract, ExtractState
from peerhub.extracts.shown import audience, opened_fields, rows
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


@signed_in
async def new_extract(request: Request) -> Response:
    return await _new_page(request, await _exchange(request), empty_form())


async def _exchange(request: Request) -> Exchange:
    """Asked before a form is read. What may not leave its room has no such page."""
    path = request.path_params
    async with hub_of(request).reading() as db:
        try:
            return await access.exchange_for_proposer(
                db, person_of(request), path["slug"], path["message"]
            )
        except Refused as refusal:
            raise NotFound() from refusal


async def _new_page(
    request: Request, exchange: Exchange, form: Form[Any], status: int = 200
) -> Response:
    async with hub_of(request).reading() as db:
        boards = await access.boards_to_choose(db, person_of(request))
    return await render(
        request,
        "extracts/new.html",
        status=status,
        room={"slug": exchange.seat.room.slug, "title": exchange.seat.room.title},
        message=request.path_params["message"],
        said=rows(exchange),
        boards=[(board.slug, board.title, audience(board)) for board in boards],
        form=form,
    )


@signed_in
async def create_extract(request: Request) -> Response:
    exchange = await _exchange(request)
    form = await read_form(request, ExtractDraft)
    if form.errors:
        return await _new_page(request, exchange, form, 422)
    hub, person, draft, path = hub_of(request), person_of(request), form.draft, request.path_params
    await hub.limits.hit("extract", person.person_id, EXTRACT_RATE)
    try:
        async with hub.transaction() as tx:
            extract = await service.propose(
                tx,
                person,
                room=path["slug"],
                first=path["message"],
                messages=draft.messages,
                board=draft.board,
                title=draft.title,
            )
    except Refused as refusal:
        return await _new_page(request, exchange, form.refuse(refusal), 422)
    return _to(request, extract)


@signed_in
async def show_extract(request: Request) -> Response:
    return await _page(request, await _opened(request))


async def _opened(request: Request) -> Opened:
    async with hub_of(request).reading() as db:
        return await access.extract_for_person(
            db, person_of(request), request.path_params["extract"]
        )


async def _page(
    request: Request, opened: Opened, sentence: str = "", status: int = 200
) -> Response:
    form: Form[Any] = empty_form()
    if sentence:
        form.errors[""] = sentence
    return await render(
        request,
        "extracts/extract.html",
        status=status,
        **opened_fields(opened),
        form=form,
    )


@signed_in
@even_frozen
async def answer_extract(request: Request) -> Response:
    opened = await _opened(request)
    form = await read_form(request, AnswerDraft)
    if form.errors:
        return await _page(request, opened, next(iter(form.errors.values())), 422)
    agreed = form.draft.messages if form.draft.action == "answer" else []
    try:
        async with hub_of(request).transaction() as tx:
            extract = await service.answer(
                tx, person_of(request), opened.extract.extract_id, agreed
            )
    except Refused as refusal:
        return await _page(request, opened, refusal.reason, 422)
    return _to(request, extract)


@signed_in
@even_frozen
async def end_extract(request: Request) -> Response:
    opened = await _opened(request)
    form = await read_form(request, EndDraft)
    if form.errors:
        return await _page(request, opened, next(iter(form.errors.values())), 422)
    end = service.make if form.draft.action == "make" else service.give_up
    try:
        async with hub_of(request).transaction() as tx:
            extract = await end(tx, person_of(request), opened.extract.extract_id)
    except Refused as refusal:
        return await _page(request, opened, refusal.reason, 422)
    return _to(request, extract)


def _to(request: Request, extract: Extract) -> Response:
    """To the thread once it is there, else to the page that says how it stands."""
    url = request.app.url_path_for
    if extract.state is ExtractState.MADE and extract.thread_id:
        return RedirectResponse(url("forum:thread_by_id", thread_id=extract.thread_id), 303)
    return RedirectResponse(f"{url('extracts:extract', extract=extract.extract_id)}?f=saved", 303)
