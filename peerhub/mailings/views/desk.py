"""An administrator's pages: open and change lists, and show what an address agreed to."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.mailings import access, service
from peerhub.mailings.forms import ArchiveDraft, ListDraft, NewListDraft, ProofDraft
from peerhub.mailings.models import METHOD_WORDS, Act
from peerhub.people.rules import check_email
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of

DESK = "/admin/lists"
administrator = guarded("administrator")


@administrator
async def show_desk(request: Request) -> Response:
    return await _desk_page(request, empty_form())


async def _desk_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        lists, counts = await access.lists_to_manage(db)
    shown = form if form.errors else None
    return await render(
        request, "mailings/desk.html", form=shown, lists=lists, counts=counts, status=status
    )


@administrator
async def create_list(request: Request) -> Response:
    form = await read_form(request, NewListDraft)
    if form.errors:
        return await _desk_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await service.open_list(tx, **form.draft.model_dump())
    except Refused as refusal:
        return await _desk_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{DESK}?f=saved", 303)


@administrator
async def show_list(request: Request) -> Response:
    return await _list_page(request, empty_form())


async def _list_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        known = await access.list_to_manage(db, request.path_params["slug"])
    shown = form if form.errors else None
    return await render(request, "mailings/list.html", form=shown, list=known, status=status)


@administrator
async def update_list(request: Request) -> Response:
    form = await read_form(request, ListDraft)
    if form.errors:
        return await _list_page(request, form, 422)
    async with hub_of(request).transaction() as tx:
        known = await access.list_to_manage(tx.db, request.path_params["slug"])
        await service.change_list(tx, known, **form.draft.model_dump())
    return RedirectResponse(f"{DESK}?f=saved", 303)


@administrator
async def archive_list(request: Request) -> Response:
    form = await read_form(request, ArchiveDraft)
    if form.errors:
        return await _list_page(request, empty_form(), 422)
    act = service.archive_list if form.draft.action == "archive" else service.restore_list
    async with hub_of(request).transaction() as tx:
        await act(tx, await access.list_to_manage(tx.db, request.path_params["slug"]))
    return RedirectResponse(f"{DESK}?f=saved", 303)


@administrator
async def show_proof(request: Request) -> Response:
    """By a form, so that the address stands in no log and no history."""
    form = await read_form(request, ProofDraft)
    if form.errors:
        return await _desk_page(request, form, 422)
    hub = hub_of(request)
    try:
        address = check_email(form.draft.email)
    except Refused as refusal:
        return await _desk_page(request, form.refuse(refusal), 422)
    async with hub.reading() as db:
        entries = await access.proof_for(db, hub.keys, address)
        titles = await access.titles_of_lists(db)
    return await render(
        request,
        "mailings/proof.html",
        email=address,
        entries=[
            {
                "title": titles[one.list_id],
                "joined": one.act is Act.JOINED,
                "method": _(METHOD_WORDS[one.method]),
                "entry": one,
            }
            for one in entries
        ],
    )
