"""What waits for a lead, and the lock of their key. From outside the wall it has no words at all."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.moderation.safeguarding import access, offered, shown
from peerhub.moderation.safeguarding.cookies import clear_lead_cookie, set_lead_cookie
from peerhub.moderation.safeguarding.door import holder_at, session_of
from peerhub.moderation.safeguarding.forms import UnlockDraft
from peerhub.moderation.safeguarding.service import unlock as unlocking
from peerhub.moderation.safeguarding.service.channels import missing_channels
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of

QUEUE = "/safeguarding"
lead = guarded("safeguarding")


@lead
async def show_queue(request: Request) -> Response:
    return await queue_page(request, empty_form())


async def queue_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    now = hub.clock.now()
    async with hub.reading() as db:
        holder = await holder_at(request, db)
        waiting = await access.concerns_for_holder(db, holder)
        devices = await access.passkeys_of(db, holder)
        closed = await access.concerns_for_holder(db, holder, closed=True)
        shifts = await access.shifts_for_holders(db)
    return await render(
        request,
        "safeguarding/queue.html",
        status=status,
        form=form if form.errors else None,
        holder=holder,
        passkeys=offered.shown_passkeys(devices),
        concerns=[shown.shown_concern(one, now) for one in waiting],
        closed=[shown.shown_concern(one, now) for one in closed],
        on_duty=access.is_on_duty(holder, shifts, now),
        keys_waiting=len(holder.circle.waiting) if holder.counts else 0,
        missing_channels=missing_channels(hub),
    )


@lead
async def unlock(request: Request) -> Response:
    """Opens the key for half an hour of use in this browser, and leads to what it was asked for."""
    form = await read_form(request, UnlockDraft)
    if form.errors:
        return await queue_page(request, form, 422)
    hub = hub_of(request)
    async with hub.reading() as db:
        holder = await holder_at(request, db)
    try:
        cookie = await unlocking.unlock(
            hub, holder, form.draft.passphrase, session_id=session_of(request)
        )
    except Refused as refusal:
        form.values.clear()  # no page bears a passphrase
        return await queue_page(request, form.refuse(refusal), 422)
    answer = RedirectResponse(QUEUE, 303)
    set_lead_cookie(answer, hub.config, cookie)
    return answer


@lead
async def lock(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.transaction() as tx:
        await unlocking.lock(tx, await holder_at(request, tx.db))
    answer = RedirectResponse(QUEUE, 303)
    clear_lead_cookie(answer, hub.config)
    return answer
