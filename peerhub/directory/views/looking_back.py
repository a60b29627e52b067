"""/directory/SLUG/history: what a page said before, what changed, and a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.directory import access, rules, shown
from peerhub.directory.forms.keeping import HistoryDraft
from peerhub.directory.history import Version, changes_between
from peerhub.directory.models import Organisation, Profile
from peerhub.directory.service import history
from peerhub.directory.versions import versions_for_editor
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in

BASE = "/directory"


@signed_in
async def show_history(request: Request) -> Response:
    return await _history_page(request, empty_form())


async def _history_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, person = hub_of(request), person_of(request)
    async with hub.reading() as db:
        known, found = await versions_for_editor(db, person, request.path_params["slug"])
        titles = await access.titles_for_anyone(db, hub.config)
    return await render(
        request,
        "directory/history.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        versions=_rows(known, found, titles),
        forgets=rules.is_administrator(person),
    )


def _rows(
    known: Organisation, found: Sequence[Version], titles: Mapping[Any, Mapping[str, str]]
) -> list[dict[str, Any]]:
    """Each beside the one that is left before it; the oldest beside nothing."""
    before = [*(one.profile for one in found[1:]), Profile("")]
    return [
        {
            "number": one.number,
            "at": one.at,
            "by": shown.by_words(one.by),
            "stands": one.number == known.version,
            "changes": [
                shown.change_words(change, titles) for change in changes_between(was, one.profile)
            ],
        }
        for one, was in zip(found, before, strict=True)
    ]


@signed_in
async def update_history(request: Request) -> Response:
    """An earlier version is put back as a new one, or forgotten by an administrator."""
    form = await read_form(request, HistoryDraft)
    if form.errors:
        return await _history_page(request, form, 422)
    draft, person, slug = form.draft, person_of(request), request.path_params["slug"]
    try:
        async with hub_of(request).transaction() as tx:
            known = await access.organisation_for_editor(tx.db, person, slug)
            if draft.action == "restore":
                await history.put_back(tx, person, known, draft.number, latest=draft.latest)
            else:
                await history.forget_version(tx, person, known, draft.number)
    except Refused as refusal:
        return await _history_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{BASE}/{slug}/history?f=saved", 303)
