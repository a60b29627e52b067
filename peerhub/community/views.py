"""Public pages of the community, and an administrator's forms for it."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community import access, service
from peerhub.community.forms import (
    CommunityDraft,
    HelpContactAction,
    HelpContactDraft,
    SectorAction,
    SectorDraft,
)
from peerhub.community.models import Community
from peerhub.core.errors import Refused
from peerhub.core.text import to_html
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of, public


async def _community(request: Request) -> Community:
    async with hub_of(request).reading() as db:
        return await access.community_for_anyone(db)


@public
async def show_rules(request: Request) -> Response:
    html = to_html((await _community(request)).rules)
    return await render(request, "community/rules.html", text={"html": html})


@public
async def show_privacy(request: Request) -> Response:
    html = to_html((await _community(request)).privacy)
    return await render(request, "community/privacy.html", text={"html": html})


@public
async def show_accessibility(request: Request) -> Response:
    return await render(request, "community/accessibility.html")


@public
async def get_help(request: Request) -> Response:
    """Works for everyone, signed in or not, and without any script."""
    hub = hub_of(request)
    async with hub.reading() as db:
        contacts = await access.help_for_anyone(db, hub.clock.now().date())
    return await render(request, "community/get_help.html", contacts=contacts)


async def _community_page(
    request: Request, form: Form[CommunityDraft], status: int = 200
) -> Response:
    return await render(
        request,
        "community/admin_community.html",
        form=form,
        usual_notes=access.content_notes_of(Community()),
        status=status,
    )


@guarded("administrator")
async def edit_community(request: Request) -> Response:
    form = empty_form(**asdict(await _community(request)))
    return await _community_page(request, form)


@guarded("administrator")
async def update_community(request: Request) -> Response:
    form = await read_form(request, CommunityDraft)
    if form.errors:
        return await _community_page(request, form, 422)
    async with hub_of(request).transaction() as tx:
        await service.change_community(tx, Community(**form.draft.model_dump()))
    return RedirectResponse("/admin/community?f=saved", 303)


async def _sectors_page(request: Request, form: Form[SectorDraft], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        sectors = await access.sectors_to_manage(db)
    return await render(
        request, "community/admin_sectors.html", form=form, sectors=sectors, status=status
    )


@guarded("administrator")
async def list_sectors(request: Request) -> Response:
    return await _sectors_page(request, empty_form())


@guarded("administrator")
async def create_sector(request: Request) -> Response:
    form = await read_form(request, SectorDraft)
    if form.errors:
        return await _sectors_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await service.add_sector(tx, slug=form.draft.slug, title=form.draft.title)
    except Refused as refusal:
        return await _sectors_page(request, form.refuse(refusal), 422)
    return RedirectResponse("/admin/sectors?f=saved", 303)


@guarded("administrator")
async def update_sector(request: Request) -> Response:
    form = await read_form(request, SectorAction)
    if form.errors:
        return await _sectors_page(request, empty_form(), 422)
    act = service.archive_sector if form.draft.action == "archive" else service.restore_sector
    async with hub_of(request).transaction() as tx:
        await act(tx, form.draft.slug)
    return RedirectResponse("/admin/sectors?f=saved", 303)


async def _help_page(request: Request, form: Form[HelpContactDraft], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        contacts = await access.help_contacts_to_manage(db)
        shown = {c.contact_id for c in await access.help_for_anyone(db, hub.clock.now().date())}
    return await render(
        request,
        "community/admin_help.html",
        form=form,
        contacts=contacts,
        shown=shown,
        status=status,
    )


@guarded("administrator")
async def list_help_contacts(request: Request) -> Response:
    return await _help_page(request, empty_form())


@guarded("administrator")
async def create_help_contact(request: Request) -> Response:
    form = await read_form(request, HelpContactDraft)
    if form.errors:
        return await _help_page(request, form, 422)
    fields = {**form.draft.model_dump(), "urgent": form.draft.urgent == "yes"}
    async with hub_of(request).transaction() as tx:
        await service.add_help_contact(tx, **fields, by=person_of(request).name)
    return RedirectResponse("/admin/help-contacts?f=saved", 303)


@guarded("administrator")
async def update_help_contact(request: Request) -> Response:
    form = await read_form(request, HelpContactAction)
    if form.errors:
        return await _help_page(request, empty_form(), 422)
    async with hub_of(request).transaction() as tx:
        if form.draft.action == "confirm":
            name = person_of(request).name
            await service.confirm_help_contact(tx, form.draft.contact_id, tx.now.date(), name)
        else:
            await service.remove_help_contact(tx, form.draft.contact_id)
    return RedirectResponse("/admin/help-contacts?f=saved", 303)
