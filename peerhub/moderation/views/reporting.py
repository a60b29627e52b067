"""Report something, and see what became of it."""

from __future__ import annotations

import hmac
from typing import Any

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.hub import Hub
from peerhub.core.items import ItemCard, ItemRef
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.moderation import access, reported, shown
from peerhub.moderation.appeals import report_path, report_secret
from peerhub.moderation.declared import ASKS_WORDS
from peerhub.moderation.forms import ItemDraft, ReportForm
from peerhub.moderation.models import ReportReason
from peerhub.moderation.service.choose import outside_contact
from peerhub.moderation.service.organisations import barred_by
from peerhub.moderation.service.report import limit_reports
from peerhub.moderation.service.report import report as report_item
from peerhub.people.models import Person
from peerhub.uploads.access import files_of
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import (
    SignInNeeded,
    address_of,
    hub_of,
    person_of,
    public,
    signed_in,
    visitor_of,
)


@public
async def new_report(request: Request) -> Response:
    """The form, with the item as this person sees it."""
    try:
        said = ItemDraft.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise Refused(
            _("Open the More menu beside what you want to report, and choose Report there.")
        ) from error
    return await _report_page(request, ItemRef(said.kind, said.id), empty_form())


async def _report_page(
    request: Request, item: ItemRef, form: Form[Any], status: int = 200
) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        card = await _item(db, request, item)
        files = await files_of(db, item) if visitor_of(request) else []
    return await render(
        request,
        "moderation/new_report.html",
        status=status,
        item=shown.item_fields(card, reported.heading_of(card)),
        kind=item.kind,
        id=item.id,
        files=[(one.upload_id, one.alt or one.name) for one in files],
        client_id=form.values.get("client_id") or new_id(),
        reasons=reported.reason_options(),
        asks=[(one.value, _(words)) for one, words in ASKS_WORDS.items()],
        back_href=card.path,
        form=form if form.errors else None,
    )


async def _item(db: AsyncConnection, request: Request, item: ItemRef) -> ItemCard:
    """Strangers report what is public; for the rest, there or not, they sign in first."""
    visitor = visitor_of(request)
    try:
        return await access.item_for_reporter(db, hub_of(request).contents, visitor, item)
    except NotFound:
        if visitor is None:
            raise SignInNeeded() from None
        raise


@public
async def create_report(request: Request) -> Response:
    form = await read_form(request, ReportForm)
    item = ItemRef(str(form.values.get("kind", "")), str(form.values.get("id", "")))
    if form.errors:
        return await _report_page(request, item, form, 422)
    hub, person = hub_of(request), visitor_of(request)
    who = person.person_id if person else f"from {address_of(request)}"
    await limit_reports(hub, who, item, ReportReason(form.draft.reason))
    try:
        reference = await _report(hub, person, item, form.draft)
    except NotFound:
        if person is None:
            raise SignInNeeded() from None
        raise
    except Refused as refusal:
        if not refusal.field:
            raise
        return await _report_page(request, item, form.refuse(refusal), 422)
    path = f"/report/{reference}" if person else report_path(hub.keys, reference)
    return RedirectResponse(path, 303)


async def _report(hub: Hub, person: Person | None, item: ItemRef, draft: ReportForm) -> str:
    async with hub.transaction() as tx:
        barred = await barred_by(
            tx.db,
            tx.keys,
            people=draft.not_people if person else "",  # strangers look nobody up
            organisations=draft.not_organisations,
        )
        return await report_item(
            tx,
            person,
            item=item,
            reason=ReportReason(draft.reason),
            note=draft.note,
            client_id=draft.client_id,
            avoids_place=draft.avoids_place,
            barred=barred,
            declared=draft.declaration,
        )


@signed_in
async def show_report(request: Request) -> Response:
    """One's own report: thank you, its reference, what happens next or has happened."""
    return await _thanks(request, person_of(request))


@public
async def show_strangers_report(request: Request) -> Response:
    """The same for who has no account, by its secret address."""
    asked = request.path_params
    known = report_secret(hub_of(request).keys, asked["reference"])
    if not hmac.compare_digest(asked["secret"].encode(), known.encode()):
        raise NotFound()
    return await _thanks(request, None)


async def _thanks(request: Request, person: Person | None) -> Response:
    hub, reference = hub_of(request), request.path_params["reference"]
    async with hub.reading() as db:
        report, case = await access.report_for_reporter(
            db, person.person_id if person else "", reference
        )
        try:
            card = await access.item_for_reporter(db, hub.contents, person, case.item)
            back = card.path
        except NotFound:
            back = "/"
        nobody = not await access.moderators_of(db, case)
        outside = await outside_contact(db) if nobody else ""
        outcome = await access.outcome_for_reporter(db, case)
    return await render(
        request,
        "moderation/report_thanks.html",
        reference=report.reference,
        unsafe=report.reason == ReportReason.UNSAFE,
        intimate=report.reason == ReportReason.INTIMATE_IMAGE,
        decided=shown.told_words(outcome),
        nobody=nobody,
        outside=outside,
        back_href=back,
    )
