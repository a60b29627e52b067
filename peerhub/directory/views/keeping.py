"""Pages for who looks after a page: list it, confirm it, put it away, say who edits it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.directory import access, claimed, rules
from peerhub.directory.forms.keeping import EditorDraft, StateDraft
from peerhub.directory.forms.parts import NewDraft
from peerhub.directory.service import editors as editing
from peerhub.directory.service import pages
from peerhub.web.forms import Draft, Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of, signed_in

BASE = "/directory"
LISTING_RATE = "5/day"  # of one member; administrators list as many as there are
administrator = guarded("administrator")


@signed_in
async def new_organisation(request: Request) -> Response:
    """For whoever belongs to one, and for administrators, who list others too."""
    return await _listing_page(request, None)


async def _listing_page(request: Request, form: Form[Any] | None, status: int = 200) -> Response:
    lists_others = rules.is_administrator(person_of(request))
    return await render(
        request, "directory/new.html", administrator=lists_others, form=form, status=status
    )


@signed_in
async def create_organisation(request: Request) -> Response:
    """Its name first; then the page on which everything else is said."""
    form = await read_form(request, NewDraft)
    if form.errors:
        return await _listing_page(request, form, 422)
    hub, person = hub_of(request), person_of(request)
    if not rules.is_administrator(person):
        await hub.limits.hit("directory listing", person.person_id, LISTING_RATE)
    try:
        async with hub.transaction() as tx:
            new = await pages.list_organisation(tx, person, **form.draft.model_dump())
    except Refused as refusal:
        return await _listing_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{BASE}/{new.slug}/edit?f=saved", 303)


@signed_in
async def confirm(request: Request) -> Response:
    """One press: it is all still right."""
    form = await read_form(request, Draft)
    person, slug = person_of(request), request.path_params["slug"]
    if form.errors:
        raise Refused(next(iter(form.errors.values())))
    async with hub_of(request).transaction() as tx:
        await pages.confirm(tx, await access.organisation_for_editor(tx.db, person, slug))
    return RedirectResponse(f"{BASE}/{slug}?f=saved", 303)


@signed_in
async def update_state(request: Request) -> Response:
    """Editors take their page off; administrators alone put it back."""
    form = await read_form(request, StateDraft)
    if form.errors:
        raise Refused(next(iter(form.errors.values())))
    person, slug = person_of(request), request.path_params["slug"]
    act = pages.archive if form.draft.action == "archive" else pages.restore
    async with hub_of(request).transaction() as tx:
        known = await access.organisation_for_editor(tx.db, person, slug)
        await act(tx, person, known)
    return RedirectResponse(f"{BASE}/{slug}/edit?f=saved", 303)


@signed_in
async def show_editors(request: Request) -> Response:
    return await _editors_page(request, empty_form())


async def _editors_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        person = person_of(request)
        known, editors = await access.editors_for_editor(db, person, request.path_params["slug"])
        asked = await claimed.claims_of_page(db, person, known)
    return await render(
        request,
        "directory/editors.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        editors=editors,
        claims=asked,
    )


@signed_in
async def update_editors(request: Request) -> Response:
    form = await read_form(request, EditorDraft)
    if form.errors:
        return await _editors_page(request, form, 422)
    person, slug = person_of(request), request.path_params["slug"]
    act = editing.add_editor if form.draft.action == "add" else editing.remove_editor
    try:
        async with hub_of(request).transaction() as tx:
            known = await access.organisation_for_editor(tx.db, person, slug)
            await act(tx, person, known, form.draft.handle)
    except Refused as refusal:
        return await _editors_page(request, form.refuse(refusal), 422)
    still = rules.is_administrator(person) or form.draft.handle != person.handle
    return RedirectResponse(f"{BASE}/{slug}{'/editors' if still else ''}?f=saved", 303)
