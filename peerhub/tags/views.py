"""An administrator's page of tags."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.tags import access, service
from peerhub.tags.forms import TagAction, TagDraft
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of


async def _tags_page(request: Request, form: Form[TagDraft], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        found = await access.all_tags(db)
    return await render(request, "tags/admin_tags.html", form=form, tags=found, status=status)


@guarded("administrator")
async def list_tags(request: Request) -> Response:
    return await _tags_page(request, empty_form())


@guarded("administrator")
async def create_tag(request: Request) -> Response:
    form = await read_form(request, TagDraft)
    if form.errors:
        return await _tags_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await service.add_tag(tx, slug=form.draft.slug, title=form.draft.title)
    except Refused as refusal:
        return await _tags_page(request, form.refuse(refusal), 422)
    return RedirectResponse("/admin/tags?f=saved", 303)


@guarded("administrator")
async def update_tag(request: Request) -> Response:
    form = await read_form(request, TagAction)
    if form.errors:
        return await _tags_page(request, empty_form(), 422)
    act = service.archive_tag if form.draft.action == "archive" else service.restore_tag
    async with hub_of(request).transaction() as tx:
        await act(tx, form.draft.slug)
    return RedirectResponse("/admin/tags?f=saved", 303)
