"""Moderation's pages: report something, read the queue, open a case, decide it. No script needed."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.words import _, ngettext
from peerhub.moderation import access, shown
from peerhub.moderation.forms import DecisionDraft, ItemDraft, ReportForm
from peerhub.moderation.models import (
    PAGE_CASES,
    REPORT_RATE,
    Case,
    CaseState,
    DecisionOutcome,
    ReportReason,
)
from peerhub.moderation.service.decide import decide as decide_case
from peerhub.moderation.service.report import report as report_item
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of, signed_in


@signed_in
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
        card = await access.item_for_reporter(db, hub.contents, person_of(request), item)
    heading = _("Message by %(name)s") if item.kind == "message" else _("Post by %(name)s")
    name = card.author_name or _("Former member")
    return await render(
        request,
        "moderation/new_report.html",
        status=status,
        item=shown.item_fields(card, heading % {"name": name}),
        kind=item.kind,
        id=item.id,
        client_id=form.values.get("client_id") or new_id(),
        reasons=shown.reason_options(),
        back_href=card.path,
        form=form if form.errors else None,
    )


@signed_in
async def create_report(request: Request) -> Response:
    form = await read_form(request, ReportForm)
    item = ItemRef(str(form.values.get("kind", "")), str(form.values.get("id", "")))
    if form.errors:
        return await _report_page(request, item, form, 422)
    hub, person = hub_of(request), person_of(request)
    await hub.limits.hit("report", person.person_id, REPORT_RATE)
    async with hub.transaction() as tx:
        reference = await report_item(
            tx,
            person,
            item=item,
            reason=ReportReason(form.draft.reason),
            note=form.draft.note,
            client_id=form.draft.client_id,
        )
    return RedirectResponse(f"/report/{reference}", 303)


@signed_in
async def show_report(request: Request) -> Response:
    """One's own report: thank you, its reference, what happens next or has happened."""
    hub, person = hub_of(request), person_of(request)
    async with hub.reading() as db:
        report, case = await access.report_for_reporter(
            db, person, request.path_params["reference"]
        )
        try:
            card = await access.item_for_reporter(db, hub.contents, person, case.item)
            back = card.path
        except NotFound:
            back = "/"
    return await render(
        request,
        "moderation/report_thanks.html",
        reference=report.reference,
        decided=case.state is CaseState.DECIDED,
        back_href=back,
    )


@guarded("moderator")
async def show_queue(request: Request) -> Response:
    """What waits for this moderator; with `?after=` the next page of it."""
    after = request.query_params.get("after")
    rows, more = await _waiting(request, after)
    count = await _count(request)
    summary = ngettext("%(n)d waits for a decision.", "%(n)d wait for a decision.", count)
    address = request.app.url_path_for("moderation:queue")
    return await render(
        request,
        "moderation/queue.html",
        cases=rows,
        summary=summary % {"n": count},
        older=f"{address}?after={more}" if more else "",
        newer="" if after is None else str(address),
    )


async def _count(request: Request) -> int:
    async with hub_of(request).reading() as db:
        return await access.count_for_moderator(db, person_of(request))


async def _waiting(request: Request, after: str | None = None) -> tuple[list[Any], str]:
    """A page of the queue as the template wants it, and where the next one begins."""
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await access.cases_for_moderator(
            db, person_of(request), after=after, limit=PAGE_CASES + 1
        )
        page = found[:PAGE_CASES]
        last = page[-1].case_id if len(found) > PAGE_CASES else ""
        page = await access.not_own(db, hub.keys, hub.contents, person_of(request), page)
        cards = await access.cards_for_moderator(db, hub.contents, page)
        reasons = await access.reasons_for_moderator(db, page)
    now = hub.clock.now()
    rows = [
        shown.shown_case(case, cards[case.case_id], reasons.get(case.case_id, []), now)
        for case in page
    ]
    return rows, last


@guarded("moderator")
async def show_case(request: Request) -> Response:
    return await _case_page(request, empty_form())


async def _case_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, case_id = hub_of(request), request.path_params["case_id"]
    async with hub.reading() as db:
        dossier = await access.dossier_for_moderator(
            db, hub.keys, hub.contents, person_of(request), case_id
        )
    rows, _more = await _waiting(request)
    return await render(
        request,
        "moderation/case.html",
        status=status,
        case=shown.case_fields(dossier, hub.clock.now()),
        items=shown.items_of(dossier),
        reports=shown.report_rows(dossier),
        outcomes=shown.outcome_options(dossier),
        cases=[row for row in rows if row.id != case_id],
        form=form if form.errors else None,
    )


@guarded("moderator")
async def create_decision(request: Request) -> Response:
    """Decide, then on to the next case; whoever comes second is told so kindly."""
    form = await read_form(request, DecisionDraft)
    if form.errors:
        return await _case_page(request, form, 422)
    hub, case_id = hub_of(request), request.path_params["case_id"]
    try:
        async with hub.transaction() as tx:
            await decide_case(
                tx,
                person_of(request),
                case_id,
                outcome=DecisionOutcome(form.draft.outcome),
                reason=form.draft.reason,
                seen=form.draft.seen,
            )
    except Refused as refusal:
        if refusal.code in ("gone", "conflict"):
            return await _go_on(request, "gone")
        return await _case_page(request, form.refuse(refusal), 422)
    return await _go_on(request, FLASHES[form.draft.outcome])


FLASHES = {"release": "released", "leave": "left", "remove": "removed"}


async def _go_on(request: Request, flash: str) -> Response:
    """To the next case, its heading in focus; to the empty queue where there is none."""
    hub = hub_of(request)
    async with hub.reading() as db:
        person = person_of(request)
        found: list[Case] = await access.cases_for_moderator(db, person, limit=PAGE_CASES)
        found = await access.not_own(db, hub.keys, hub.contents, person, found)
    if not found:
        return RedirectResponse(f"/moderation?f={flash}#main", 303)
    return RedirectResponse(f"/moderation/cases/{found[0].case_id}?f={flash}#case", 303)
