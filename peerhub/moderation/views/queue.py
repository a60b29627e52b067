"""The queue of what one may decide, a case, and its decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.words import ngettext
from peerhub.moderation import access, reported, shown, steps, taken
from peerhub.moderation.forms import DecisionDraft
from peerhub.moderation.models import (
    NO_TALLY,
    PAGE_CASES,
    Case,
    Decision,
    DecisionOutcome,
    Dossier,
    Level,
)
from peerhub.moderation.service.decide import decide as decide_case
from peerhub.moderation.service.seeing import has_single_keys
from peerhub.people.access import people_by_id
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of


@guarded("moderator", "reviewer")
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
        now = hub.clock.now()
        said = await access.tallies_for_moderator(db, page, now)
    me = person_of(request)
    return [
        shown.shown_case(one, cards[one.case_id], said.get(one.case_id, NO_TALLY), me, now)
        for one in page
    ], last


@guarded("moderator", "reviewer")
async def show_case(request: Request) -> Response:
    return await case_page(request, empty_form())


async def case_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, case_id = hub_of(request), request.path_params["case_id"]
    async with hub.reading() as db:
        dossier = await access.dossier_for_moderator(
            db, hub.keys, hub.contents, person_of(request), case_id
        )
        history = await access.history_for_moderator(
            db, person_of(request), dossier.case, dossier.card
        )
        others = await access.moderators_of(db, dossier.case)
        more = await _steps(request, db, dossier, history)
        names = await people_by_id(db, {note.author_id for note in dossier.notes})
        keys = await has_single_keys(db, person_of(request))
    rows, _more = await _waiting(request)
    items = shown.items_of(dossier)
    me = person_of(request)
    return await render(
        request,
        "moderation/case.html",
        status=status,
        case=shown.case_fields(dossier, person_of(request), hub.clock.now()),
        notes=shown.note_rows(dossier, names),
        others=[(p.person_id, p.name) for p in others if p.person_id != me.person_id],
        items=items,
        pictures=any(item["pictures"] for item in items),
        keys=keys,
        reports=reported.report_rows(dossier),
        may_pass_on=dossier.case.level < Level.REVIEWER,
        cases=[row for row in rows if row.id != case_id],
        form=form if form.errors else None,
        **more,
    )


async def _steps(
    request: Request,
    db: AsyncConnection,
    dossier: Dossier,
    history: Sequence[tuple[Case, Decision]],
) -> dict[str, Any]:
    """What can be decided, what may be done to the author, and what was done before."""
    case, card, me = dossier.case, dossier.card, person_of(request)
    author = await taken.subject_of(db, case, card)
    measures = await taken.measures_in(db, [case, *(before for before, _decision in history)])
    overturnable = await taken.can_be_overturned(db, case, card)
    now = hub_of(request).clock.now()
    return {
        "history": shown.history_rows(history, measures),
        "outcomes": shown.outcome_options(dossier, overturnable=overturnable),
        "measures": steps.measure_options(me, author, place=case.place),
        "days": steps.days_options(),
        "rules": steps.rule_options(await taken.ground_rules(db, card)),
        "taken": steps.taken_rows(measures[case.case_id], me, author, now=now),
    }


@guarded("moderator", "reviewer")
async def create_decision(request: Request) -> Response:
    """Decide, then on to the next case; whoever comes second is told so kindly."""
    form = await read_form(request, DecisionDraft)
    if form.errors:
        return await case_page(request, form, 422)
    hub, case_id = hub_of(request), request.path_params["case_id"]
    try:
        async with hub.transaction() as tx:
            await decide_case(
                tx,
                person_of(request),
                case_id,
                outcome=DecisionOutcome(form.draft.outcome),
                reason=form.draft.reason.strip(),
                seen=form.draft.seen,
                rule=form.draft.rule,
                measure=form.draft.new_measure,
            )
    except Refused as refusal:
        if refusal.code in ("gone", "conflict"):
            return await go_on(request, "gone")
        return await case_page(request, form.refuse(refusal), 422)
    return await go_on(request, FLASHES[form.draft.outcome])


FLASHES = {
    "release": "released",
    "leave": "left",
    "edit": "edit_asked",
    "remove": "removed",
    "lock": "locked",
    "restore": "restored",
    "uphold": "upheld",
}


async def go_on(request: Request, flash: str) -> Response:
    """To the next case, its heading in focus; to the queue where nothing is left but what they handed on."""
    hub = hub_of(request)
    async with hub.reading() as db:
        person = person_of(request)
        found: list[Case] = await access.cases_for_moderator(db, person, limit=PAGE_CASES)
        found = await access.not_own(db, hub.keys, hub.contents, person, found)
    found = [case for case in found if case.handed_by != person.person_id]
    if not found:
        return RedirectResponse(f"/moderation?f={flash}#main", 303)
    return RedirectResponse(f"/moderation/cases/{found[0].case_id}?f={flash}#case", 303)
