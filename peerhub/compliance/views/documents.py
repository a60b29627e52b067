"""/admin/documents: write, look at and publish terms, rules and privacy notice, and their other forms."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community import access as community
from peerhub.community.models import Document, DocumentForm, DocumentKind, FormKind
from peerhub.community.rules import language_options, language_title
from peerhub.compliance.forms import DocumentDraft, EndFormDraft, FormDraft
from peerhub.compliance.service import documents as service
from peerhub.core.errors import NotFound, Refused
from peerhub.core.text import to_document_html
from peerhub.people.access import people_by_id
from peerhub.people.agreements import agreements_for_administrator
from peerhub.uploads.access import uploads_to_use
from peerhub.uploads.models import FILE_BYTES
from peerhub.uploads.sending import answer_with
from peerhub.web.forms import Form, empty_form, read_form, read_form_with_file
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of, public, visitor_of


def _kind(request: Request) -> DocumentKind:
    kind = request.path_params["kind"]
    if kind not in set(DocumentKind):
        raise NotFound()
    return DocumentKind(kind)


@guarded("administrator")
async def list_documents(request: Request) -> Response:
    async with hub_of(request).reading() as db:
        newest = await community.newest_documents(db)
        agreed, members = await agreements_for_administrator(db, person_of(request))
    kinds = list(DocumentKind)
    return await render(
        request,
        "compliance/documents.html",
        kinds=kinds,
        newest=newest,
        agreed=agreed,
        members=members,
    )


async def _document_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    kind = _kind(request)
    async with hub_of(request).reading() as db:
        versions = await community.versions_for_anyone(db, kind)
        agreed, members = await agreements_for_administrator(db, person_of(request))
        names = await people_by_id(db, {v.published_by for v in versions})
        forms = await community.forms_for_anyone(db, kind, versions[0].number) if versions else []
    return await render(
        request,
        "compliance/document.html",
        status=status,
        form=form,
        kind=kind,
        versions=versions,
        names={who: person.name for who, person in names.items()},
        agreed=agreed,
        members=members,
        forms=forms,
        form_kinds=list(FormKind),
        languages=language_options(),
        language_title=language_title,
    )


@guarded("administrator")
async def show_document(request: Request) -> Response:
    return await _document_page(request, empty_form())


async def _writing_page(
    request: Request, form: Form[Any], status: int = 200, preview: str = ""
) -> Response:
    kind = _kind(request)
    return await render(
        request,
        "compliance/new_document.html",
        status=status,
        form=form,
        kind=kind,
        html=to_document_html(preview),
        newest=await _newest(request, kind),
    )


async def _newest(request: Request, kind: DocumentKind) -> Document | None:
    async with hub_of(request).reading() as db:
        return await community.find_newest_document(db, kind)


@guarded("administrator")
async def new_document(request: Request) -> Response:
    """Begins with the words of the version that stands."""
    newest = await _newest(request, _kind(request))
    if newest is None:
        return await _writing_page(request, empty_form(seen=0))
    return await _writing_page(request, empty_form(words=newest.words, seen=newest.number))


@guarded("administrator")
async def create_document(request: Request) -> Response:
    kind, form = _kind(request), await read_form(request, DocumentDraft)
    if form.errors:
        return await _writing_page(request, form, 422)
    draft = form.draft
    if draft.action == "preview":
        return await _writing_page(request, form, preview=draft.words)
    try:
        async with hub_of(request).transaction() as tx:
            await service.publish(
                tx,
                person_of(request),
                kind,
                seen=draft.seen,
                words=draft.words,
                summary=draft.summary,
                ask_again=draft.ask_again == "yes",
            )
    except Refused as refusal:
        return await _refused(request, form.refuse(refusal), refusal, kind)
    return RedirectResponse(f"/admin/documents/{kind}?f=saved", 303)


async def _refused(
    request: Request, form: Form[DocumentDraft], refusal: Refused, kind: DocumentKind
) -> Response:
    """What was written stays on the screen; sent again, it follows the version that came first."""
    if refusal.code == "gone":
        newest = await _newest(request, kind)
        form.values["seen"] = newest.number if newest else 0
    return await _writing_page(request, form, 422)


@guarded("administrator")
async def create_form(request: Request) -> Response:
    kind = _kind(request)
    form, file = await read_form_with_file(request, FormDraft, most=FILE_BYTES + 1)
    if form.errors:
        return await _document_page(request, form, 422)
    hub, person = hub_of(request), person_of(request)
    made = DocumentForm(
        kind=kind,
        **form.draft.model_dump(),
        edition=0,
        added_at=hub.clock.now(),
        added_by=person.person_id,
    )
    try:
        shelved = await service.take_in(hub, file.content) if file else None
        async with hub.transaction() as tx:
            await service.add_form(tx, person, made, shelved, file.name if file else "")
    except Refused as refusal:
        return await _document_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"/admin/documents/{kind}?f=saved", 303)


@guarded("administrator")
async def end_form(request: Request) -> Response:
    kind, form = _kind(request), await read_form(request, EndFormDraft)
    if form.errors:
        raise NotFound()
    draft = form.draft
    async with hub_of(request).transaction() as tx:
        standing = await community.form_to_end(
            tx.db, kind, draft.number, draft.form, draft.language
        )
        await service.end_form(tx, person_of(request), standing)
    return RedirectResponse(f"/admin/documents/{kind}?f=done", 303)


@public
async def show_file(request: Request) -> Response:
    """A form that is a file; one that was taken down is there for administrators alone."""
    hub, visitor, file_id = hub_of(request), visitor_of(request), request.path_params["file"]
    ended = visitor is not None and visitor.has_role("administrator")
    async with hub.reading() as db:
        await community.form_of_file(db, file_id, ended=ended)
        found = await uploads_to_use(db, [file_id])
    if file_id not in found:
        raise NotFound()
    return answer_with(hub.config, found[file_id])
