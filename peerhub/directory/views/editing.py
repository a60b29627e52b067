"""/directory/SLUG/edit: what a page says, a short form for each part of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.words import _
from peerhub.directory import access, rules, shown
from peerhub.directory.forms.rows import read_part, row_numbers, rows_field_of
from peerhub.directory.parts import PART_WORDS, PARTS
from peerhub.directory.service import pages
from peerhub.directory.services import settled
from peerhub.directory.vocabulary import SIZES, USER_LED
from peerhub.web.forms import Form, empty_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in

BASE = "/directory"


@signed_in
async def edit_organisation(request: Request) -> Response:
    """The list of its parts."""
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        known = await access.organisation_for_editor(db, person_of(request), slug)
    return await render(
        request,
        "directory/edit.html",
        organisation=known,
        parts=shown.parts_of(known),
        restores=rules.is_administrator(person_of(request)),
    )


@signed_in
async def edit_part(request: Request) -> Response:
    return await _part_page(request, empty_form())


def _part_of(request: Request) -> str:
    part: str = request.path_params["part"]
    if part not in PARTS:
        raise NotFound()
    return part


async def _part_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, part = hub_of(request), _part_of(request)
    async with hub.reading() as db:
        slug = request.path_params["slug"]
        known = await access.organisation_for_editor(db, person_of(request), slug)
        options = await access.options_for_anyone(db, hub.config)
    rows = rows_field_of(part)
    return await render(
        request,
        "directory/edit_part.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        part=part,
        title=_(PART_WORDS[part]),
        fields=[str(name) for name in PARTS[part]],
        values=shown.values_of(known) | shown.row_values(known, rows),
        rows=rows,
        numbers=rows and row_numbers(rows, len(getattr(known.profile, rows)), form.values),
        scheme_options=shown.scheme_options(),
        options={str(kind): said for kind, said in options.items()},
        labels=shown.field_words(),
        size_options=shown.choices(SIZES, _("Not said")),
        led_options=shown.choices(USER_LED, _("Not said")),
        seen_options=shown.seen_options(),
    )


@signed_in
async def update_part(request: Request) -> Response:
    """Kept by itself: what stands on other parts stays."""
    form, rows = await read_part(request, _part_of(request))
    if form.errors:
        return await _part_page(request, form, 422)
    person, slug = person_of(request), request.path_params["slug"]
    try:
        async with hub_of(request).transaction() as tx:
            known = await access.organisation_for_editor(tx.db, person, slug)
            if "services" in rows:
                rows["services"] = settled(rows["services"], known.profile.services)
            profile = replace(form.draft.onto(known.profile), **rows)
            await pages.change_organisation(tx, person, known, profile, latest=form.draft.version)
    except Refused as refusal:
        return await _part_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{BASE}/{slug}/edit?f=saved", 303)
