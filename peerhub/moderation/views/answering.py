"""/complaints-desk: what waits for an answer, for those who may give one."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.moderation import heard
from peerhub.moderation.complaints import (
    ACKNOWLEDGED_WITHIN,
    ANSWERS,
    KINDS,
    Answer,
    Complaint,
    is_late,
)
from peerhub.moderation.forms import ComplaintAnswerDraft
from peerhub.moderation.service import complain
from peerhub.moderation.shown import waited
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of

DESK = "/complaints-desk"


@guarded("moderator", "reviewer", "administrator")
async def list_complaints(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await heard.complaints_for_handler(db, person_of(request))
    now = hub.clock.now()
    rows = [_row(one, now) for one in found]
    return await render(request, "moderation/complaints_desk.html", complaints=rows)


def _row(one: Complaint, now: Any) -> dict[str, Any]:
    """`by`: what has to happen next, and until when."""
    seen = one.acknowledged_at is not None
    return {
        "id": one.complaint_id,
        "reference": one.reference,
        "kind": _(KINDS[one.kind]),
        "waited": waited(now - one.at),
        "at": one.at,
        "seen": seen,
        "by": one.answer_by if seen else one.at + ACKNOWLEDGED_WITHIN,
        "late": is_late(one, now),
    }


@guarded("moderator", "reviewer", "administrator")
async def show_complaint(request: Request) -> Response:
    return await _page(request, empty_form())


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await heard.complaint_for_handler(
            db, hub.keys, person_of(request), request.path_params["complaint_id"]
        )
    one = found.complaint
    return await render(
        request,
        "moderation/complaint_to_answer.html",
        status=status,
        complaint=_row(one, hub.clock.now()),
        words=found.words,
        answered=_(ANSWERS[Answer(one.answer)]) if one.answer else "",
        answered_at=one.answered_at,
        answer=found.answer,
        outcomes=[(value.value, _(words)) for value, words in ANSWERS.items()],
        form=form if form.errors else None,
    )


@guarded("moderator", "reviewer", "administrator")
async def acknowledge_complaint(request: Request) -> Response:
    complaint_id = request.path_params["complaint_id"]
    async with hub_of(request).transaction() as tx:
        await complain.acknowledge(tx, person_of(request), complaint_id)
    return RedirectResponse(f"{DESK}/{complaint_id}?f=done#complaint", 303)


@guarded("moderator", "reviewer", "administrator")
async def answer_complaint(request: Request) -> Response:
    """Asked before the form is read, so that a wrong form and a shut door look alike."""
    hub, complaint_id = hub_of(request), request.path_params["complaint_id"]
    async with hub.reading() as db:
        await heard.complaint_for_handler(db, hub.keys, person_of(request), complaint_id)
    form = await read_form(request, ComplaintAnswerDraft)
    if form.errors:
        return await _page(request, form, 422)
    try:
        async with hub.transaction() as tx:
            await complain.answer(
                tx,
                person_of(request),
                complaint_id,
                outcome=Answer(form.draft.outcome),
                words=form.draft.words.strip(),
            )
    except Refused as refusal:
        if refusal.code == "gone":
            return RedirectResponse(f"{DESK}?f=gone", 303)
        return await _page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{DESK}?f=done", 303)
