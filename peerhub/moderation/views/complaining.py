"""/complaints: complain with an account or without, and read how it stands."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.moderation import heard
from peerhub.moderation.complaints import ANSWERS, COMPLAINT_RATE, KINDS, Answer, ComplaintKind
from peerhub.moderation.forms import ComplaintDraft
from peerhub.moderation.service.choose import outside_contact
from peerhub.moderation.service.complain import complain
from peerhub.moderation.service.organisations import barred_by, handles_in
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import address_of, hub_of, public, visitor_of


@public
async def new_complaint(request: Request) -> Response:
    return await _page(request, empty_form())


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    return await render(
        request,
        "moderation/new_complaint.html",
        status=status,
        kinds=[(kind.value, _(words)) for kind, words in KINDS.items()],
        client_id=form.values.get("client_id") or new_id(),
        form=form if form.errors else None,
    )


@public
async def create_complaint(request: Request) -> Response:
    form = await read_form(request, ComplaintDraft)
    if form.errors:
        return await _page(request, form, 422)
    hub, person, draft = hub_of(request), visitor_of(request), form.draft
    who = person.person_id if person else f"from {address_of(request)}"
    await hub.limits.hit("complaint", who, COMPLAINT_RATE)
    try:
        async with hub.transaction() as tx:
            if person:
                barred = await barred_by(tx.db, tx.keys, people=draft.about, organisations="")
            else:  # strangers look nobody up: whether a name is known is not told
                barred = {f"handle:{handle}" for handle in handles_in(draft.about)}
            reference = await complain(
                tx,
                person,
                kind=ComplaintKind(draft.kind),
                words=draft.words,
                barred=barred,
                client_id=draft.client_id,
            )
    except Refused as refusal:
        field = "about" if refusal.field == "not_people" else refusal.field
        return await _page(request, form.refuse(Refused(refusal.reason, field=field)), 422)
    return RedirectResponse(heard.complaint_path(hub.keys, reference), 303)


@public
async def show_complaint(request: Request) -> Response:
    """For whoever has its address: what was said, and how it stands."""
    hub, asked = hub_of(request), request.path_params
    async with hub.reading() as db:
        found = await heard.complaint_for_complainant(
            db, hub.keys, asked["reference"], asked["secret"]
        )
        nobody = not await heard.handlers_of(db, found.complaint)
        outside = await outside_contact(db) if nobody else ""
    one = found.complaint
    return await render(
        request,
        "moderation/complaint.html",
        complaint=one,
        kind=_(KINDS[one.kind]),
        words=found.words,
        answered=_(ANSWERS[Answer(one.answer)]) if one.answer else "",
        answer=found.answer,
        nobody=nobody and not one.answer,
        outside=outside,
    )
