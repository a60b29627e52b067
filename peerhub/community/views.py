"""Public pages of the community, and an administrator's forms for it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community import access, rules, service
from peerhub.community.forms import (
    CommunityDraft,
    HelpContactAction,
    HelpContactDraft,
    SectorAction,
    SectorDraft,
)
from peerhub.community.models import Community, Document, DocumentForm, DocumentKind
from peerhub.core.errors import Refused, Unavailable
from peerhub.core.text import to_document_html
from peerhub.web.feature import Panel
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import View, guarded, hub_of, person_of, public, visitor_of


async def _community(request: Request) -> Community:
    async with hub_of(request).reading() as db:
        return await access.community_for_anyone(db)


async def _document_page(
    request: Request, kind: DocumentKind, document: Document | None
) -> Response:
    """One version; where none was ever published, what every hub says."""
    html, forms, versions = "", [], []
    if document is not None:
        html = to_document_html(document.words)
        async with hub_of(request).reading() as db:
            forms = await access.forms_for_anyone(db, kind, document.number)
            versions = await access.versions_for_anyone(db, kind)
    return await render(
        request,
        f"community/{kind}.html",
        kind=kind,
        document=document,
        html=html,
        forms=shown_forms(forms),
        versions=versions,
    )


def shown_forms(forms: list[DocumentForm]) -> list[dict[str, Any]]:
    """Each with the words of its link, and where it leads: here, or elsewhere."""
    return [
        {
            "form": each,
            "title": each.form.heading,
            "language": rules.own_name(each.language),
            "english": rules.english_name(each.language),
            "dir": rules.direction(each.language),
            "href": _address_of(each),
        }
        for each in forms
    ]


def _address_of(form: DocumentForm) -> str:
    if form.file_id:
        return f"/document-files/{form.file_id}"
    return form.address or f"/documents/{form.kind}/{form.number}/{form.form}/{form.language}"


def _show_newest(kind: DocumentKind) -> View:
    async def show(request: Request) -> Response:
        async with hub_of(request).reading() as db:
            document = await access.find_newest_document(db, kind)
        return await _document_page(request, kind, document)

    return public(show)


show_terms = _show_newest(DocumentKind.TERMS)
show_rules = _show_newest(DocumentKind.RULES)
show_privacy = _show_newest(DocumentKind.PRIVACY)


async def _version(request: Request) -> Document:
    named = request.path_params
    async with hub_of(request).reading() as db:
        return await access.document_for_anyone(db, named["kind"], named["number"])


@public
async def show_version(request: Request) -> Response:
    """A version as it was published, an old one too: somebody agreed to it."""
    document = await _version(request)
    return await _document_page(request, document.kind, document)


@public
async def show_form(request: Request) -> Response:
    """Easy Read, or a translation, in its own language and direction."""
    document, named = await _version(request), request.path_params
    async with hub_of(request).reading() as db:
        found = await access.form_for_anyone(db, document, named["form"], named["language"])
    return await render(
        request,
        "community/document_form.html",
        document=document,
        shown=shown_forms([found])[0],
        html=to_document_html(found.words),
    )


@public
async def show_accessibility(request: Request) -> Response:
    return await render(request, "community/accessibility.html")


@public
async def get_help(request: Request) -> Response:
    """Works for everyone, signed in or not, and without any script."""
    hub = hub_of(request)
    return await render(
        request,
        "community/get_help.html",
        contacts=await access.help_even_without_database(hub),
        emergency=access.emergency_ways(hub.config),
        panels=await _help_panels(request),
    )


async def _help_panels(request: Request) -> list[Panel]:
    """What features above add; nothing while the database is away."""
    hub, features = hub_of(request), request.app.state.features
    try:
        async with hub.reading() as db:
            asked = [one for feature in features for one in feature.help_panels]
            found = [await one(hub, db, visitor_of(request)) for one in asked]
    except Unavailable:
        return []
    return [panel for panel in found if panel is not None]


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
