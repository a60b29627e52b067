"""Pages of the directory: finding an organisation, reading about it, and keeping its page right."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.text import to_html
from peerhub.core.words import _
from peerhub.directory import access, rules, service, shown
from peerhub.directory.forms import (
    EditorDraft,
    FilterDraft,
    NewDraft,
    ProfileDraft,
    StateDraft,
    read_filters,
)
from peerhub.directory.models import ACCESS, LANGUAGES, SIZES, STRANDS, USER_LED, Filters, Kind
from peerhub.web.api import from_cursor
from peerhub.web.forms import Draft, Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of, public, signed_in, visitor_of

BASE = "/directory"
administrator = guarded("administrator")


@public
async def show_directory(request: Request) -> Response:
    """Everything that is asked for stands in the address; a wrong part of it gets a sentence."""
    form = read_filters(request)
    after = None
    if not form.errors:
        try:
            after = from_cursor(request, (str, str), name="after")
        except Refused:
            words = _("This part of the list is not there. Begin again from the first page.")
            form.errors["q"] = words
    draft = FilterDraft() if form.errors else form.draft
    return await _directory_page(request, form, draft, after)


async def _directory_page(
    request: Request, form: Form[FilterDraft], draft: FilterDraft, after: Any
) -> Response:
    hub, visitor = hub_of(request), visitor_of(request)
    async with hub.reading(quick=True) as db:
        filters = draft.to_filters()
        found = await access.organisations_found(db, visitor, filters, after=after)
        titles = await access.titles_for_anyone(db, hub.config)
        options = await access.options_for_anyone(db, hub.config)
    boroughs = access.boroughs_for_anyone(hub.config)
    return await render(
        request,
        "directory/directory.html",
        status=422 if form.errors else 200,
        form=form,
        asked=filters != Filters(),
        filtered=filters != Filters(q=filters.q),
        cards=[shown.card(one, titles) for one in found.organisations],
        count_words=shown.count_words(found),
        next=shown.next_of(BASE, draft, found),
        tiles=shown.tiles(BASE, draft, boroughs, found.boroughs),
        chosen=titles[Kind.BOROUGH].get(draft.borough, ""),
        without_borough=shown.address_of(BASE, draft, borough=""),
        may_list=rules.is_administrator(visitor),
        **_filter_options(options),
    )


def _filter_options(options: dict[Kind, access.Options]) -> dict[str, Any]:
    everything = _("All")
    return {
        "sector_options": [("", everything), *options[Kind.SECTOR]],
        "borough_options": [("", everything), *options[Kind.BOROUGH]],
        "strand_options": shown.choices(STRANDS, everything),
        "language_options": shown.choices(LANGUAGES, everything),
        "access_options": shown.choices(ACCESS, everything),
        "size_options": shown.choices(SIZES, everything),
        "led_options": shown.choices(USER_LED, everything),
    }


@public
async def show_organisation(request: Request) -> Response:
    return await _organisation_page(request)


async def _organisation_page(request: Request, status: int = 200) -> Response:
    hub, visitor = hub_of(request), visitor_of(request)
    async with hub.reading(quick=True) as db:
        seat = await access.organisation_for_reader(db, visitor, request.path_params["slug"])
        titles = await access.titles_for_anyone(db, hub.config)
    found = seat.organisation
    return await render(
        request,
        "directory/organisation.html",
        status=status,
        organisation=found,
        edits=seat.edits,
        html=to_html(found.profile.words),
        size=shown.size_words(found),
        user_led=shown.user_led_words(found),
        facts=shown.facts_of(found, titles),
        labels=shown.field_words(),
        stale=rules.is_stale(found, hub.clock.now()),
    )


@administrator
async def new_organisation(request: Request) -> Response:
    return await render(request, "directory/new.html", form=None)


@administrator
async def create_organisation(request: Request) -> Response:
    """Its name first; then the page on which everything else is said."""
    form = await read_form(request, NewDraft)
    if form.errors:
        return await render(request, "directory/new.html", form=form, status=422)
    try:
        async with hub_of(request).transaction() as tx:
            new = await service.list_organisation(tx, person_of(request), **form.draft.model_dump())
    except Refused as refusal:
        return await render(request, "directory/new.html", form=form.refuse(refusal), status=422)
    return RedirectResponse(f"{BASE}/{new.slug}/edit?f=saved", 303)


@signed_in
async def edit_organisation(request: Request) -> Response:
    return await _edit_page(request, empty_form())


async def _edit_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        slug = request.path_params["slug"]
        known = await access.organisation_for_editor(db, person_of(request), slug)
        options = await access.options_for_anyone(db, hub.config)
    return await render(
        request,
        "directory/edit.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        values=shown.values_of(known),
        options={str(kind): said for kind, said in options.items()},
        labels=shown.field_words(),
        size_options=shown.choices(SIZES, _("Not said")),
        led_options=shown.choices(USER_LED, _("Not said")),
        seen_options=shown.seen_options(),
        restores=rules.is_administrator(person_of(request)),
    )


@signed_in
async def update_organisation(request: Request) -> Response:
    form: Form[Any] = await read_form(request, ProfileDraft)
    if form.errors:
        return await _edit_page(request, form, 422)
    person, slug = person_of(request), request.path_params["slug"]
    try:
        async with hub_of(request).transaction() as tx:
            known = await access.organisation_for_editor(tx.db, person, slug)
            await service.change_organisation(tx, person, known, form.draft.to_profile())
    except Refused as refusal:
        return await _edit_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{BASE}/{slug}?f=saved", 303)


@signed_in
async def confirm(request: Request) -> Response:
    """One press: it is all still right."""
    form = await read_form(request, Draft)
    person, slug = person_of(request), request.path_params["slug"]
    if form.errors:
        return await _organisation_page(request, 422)
    async with hub_of(request).transaction() as tx:
        await service.confirm(tx, await access.organisation_for_editor(tx.db, person, slug))
    return RedirectResponse(f"{BASE}/{slug}?f=saved", 303)


@signed_in
async def update_state(request: Request) -> Response:
    """Editors take their page off; administrators alone put it back."""
    form = await read_form(request, StateDraft)
    if form.errors:
        return await _edit_page(request, empty_form(), 422)
    person, slug = person_of(request), request.path_params["slug"]
    act = service.archive if form.draft.action == "archive" else service.restore
    async with hub_of(request).transaction() as tx:
        known = await access.organisation_for_editor(tx.db, person, slug)
        await act(tx, person, known)
    return RedirectResponse(f"{BASE}/{slug}/edit?f=saved", 303)


@signed_in
async def show_editors(request: Request) -> Response:
    return await _editors_page(request, empty_form())


async def _editors_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        known, editors = await access.editors_for_editor(
            db, person_of(request), request.path_params["slug"]
        )
    return await render(
        request,
        "directory/editors.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        editors=editors,
    )


@signed_in
async def update_editors(request: Request) -> Response:
    form = await read_form(request, EditorDraft)
    if form.errors:
        return await _editors_page(request, form, 422)
    person, slug = person_of(request), request.path_params["slug"]
    act = service.add_editor if form.draft.action == "add" else service.remove_editor
    try:
        async with hub_of(request).transaction() as tx:
            known = await access.organisation_for_editor(tx.db, person, slug)
            await act(tx, person, known, form.draft.handle)
    except Refused as refusal:
        return await _editors_page(request, form.refuse(refusal), 422)
    still = rules.is_administrator(person) or form.draft.handle != person.handle
    return RedirectResponse(f"{BASE}/{slug}{'/editors' if still else ''}?f=saved", 303)
