"""When one is on duty, and who else is."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.hours import week_rows
from peerhub.moderation.safeguarding import access, listed, offered
from peerhub.moderation.safeguarding.door import holder_at
from peerhub.moderation.safeguarding.forms import ShiftDraft
from peerhub.moderation.safeguarding.models import Shift
from peerhub.moderation.safeguarding.service import shifts
from peerhub.moderation.safeguarding.views.queue import lead
from peerhub.people.access import people_by_id
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of


@lead
async def show_rota(request: Request) -> Response:
    return await _rota_page(request, empty_form())


async def _rota_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    now = hub.clock.now()
    async with hub.reading() as db:
        holder = await holder_at(request, db)
        found = await access.shifts_for_holders(db)
        keys = [k for k in holder.circle.counting.values() if k.person_id]
        names = await people_by_id(db, [k.person_id for k in keys])
    mine = found.get(holder.person.person_id) or Shift(holder.person.person_id)
    return await render(
        request,
        "safeguarding/rota.html",
        status=status,
        form=form if form.errors else None,
        shift=mine,
        manners=offered.manner_options(),
        hours=week_rows(mine.hours, form.values),
        rota=listed.shown_rota(keys, found, names, now),
    )


@lead
async def update_rota(request: Request) -> Response:
    form = await read_form(request, ShiftDraft)
    if form.errors:
        return await _rota_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            holder = await holder_at(request, tx.db)
            await shifts.set_shift(
                tx,
                holder,
                manner=form.draft.manner,
                opens=form.draft.opens,
                closes=form.draft.closes,
                out_of_hours=form.draft.out_of_hours,
            )
    except Refused as refusal:
        return await _rota_page(request, form.refuse(refusal), 422)
    return RedirectResponse("/safeguarding/rota?f=saved", 303)
