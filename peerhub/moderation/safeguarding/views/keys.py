"""The circle: whose keys there are, who signed them, and one's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding import access, listed, offered, rules
from peerhub.moderation.safeguarding.access import Holder, check_open
from peerhub.moderation.safeguarding.cookies import set_lead_cookie
from peerhub.moderation.safeguarding.door import holder_at, session_of
from peerhub.moderation.safeguarding.forms import NewKeyDraft, SheetDraft
from peerhub.moderation.safeguarding.models import SHEET_SIGNS, Part
from peerhub.moderation.safeguarding.service import join_circle, recover, sheet, unlock
from peerhub.moderation.safeguarding.views.queue import lead
from peerhub.moderation.safeguarding.wall import grouped, signs_from
from peerhub.people.access import people_by_id
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import View, hub_of, person_of

KEYS = "/safeguarding/keys"


@lead
async def show_keys(request: Request) -> Response:
    return await keys_page(request, empty_form())


async def keys_page(
    request: Request, form: Form[Any], status: int = 200, sheet_code: str = ""
) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        holder = await holder_at(request, db)
        circle = holder.circle
        devices = await access.passkeys_of(db, holder)
        names = await people_by_id(db, {key.person_id for key in circle.keys.values()})
    return await render(
        request,
        "safeguarding/keys.html",
        status=status,
        form=form if form.errors else None,
        holder=holder,
        founded=bool(circle.founders),
        counting=listed.shown_keys(circle, list(circle.counting.values()), names, holder),
        waiting=listed.shown_keys(circle, circle.waiting, names, holder),
        sheets=bool(circle.holders(Part.SHEET)),
        sheet_code=sheet_code,
        passkeys=offered.shown_passkeys(devices),
        parts=offered.part_options(),
    )


@lead
async def create_key(request: Request) -> Response:
    """A new key of one's own, open at once. It takes the place of the one before."""
    form = await read_form(request, NewKeyDraft)
    if form.errors:
        form.values.clear()  # no page bears a passphrase
        return await keys_page(request, form, 422)
    hub, person = hub_of(request), person_of(request)
    passphrase = " ".join(form.draft.passphrase.split())
    try:
        rules.check_passphrase(passphrase, person.name, person.handle)
        key, ring = await join_circle.closed_key(
            person.person_id, Part(form.draft.part), passphrase
        )
        async with hub.transaction() as tx:
            await join_circle.offer_key(tx, person, key)
            cookie = await unlock.keep_open(tx, key, ring, session_id=session_of(request))
    except Refused as refusal:
        form.values.clear()
        return await keys_page(request, form.refuse(refusal), 422)
    answer = RedirectResponse(KEYS, 303)
    set_lead_cookie(answer, hub.config, cookie)
    return answer


def verb(act: Callable[[Transaction, Holder, str], Awaitable[object]]) -> View:
    """A door that does something with one key, and shows all of them again."""

    async def view(request: Request) -> Response:
        try:
            async with hub_of(request).transaction() as tx:
                await act(tx, await holder_at(request, tx.db), request.path_params["key_id"])
        except Refused as refusal:
            return await keys_page(request, empty_form().refuse(refusal), 422)
        return RedirectResponse(f"{KEYS}?f=done", 303)

    return lead(view)


approve_key = verb(join_circle.approve)
end_key = verb(join_circle.end_key)
reseal_key = verb(recover.reseal)  # earlier concerns, to a key that two have approved


@lead
async def create_sheet(request: Request) -> Response:
    """A recovery sheet. Its code stands on this page alone, to be printed and locked away."""
    hub = hub_of(request)
    code = grouped(signs_from(new_id() + new_id() + new_id(), "sheet", SHEET_SIGNS))
    try:
        async with hub.reading() as db:  # before the slow part
            check_open(await holder_at(request, db))
        key = await sheet.closed_sheet(code)
        async with hub.transaction() as tx:
            await sheet.keep_sheet(tx, await holder_at(request, tx.db), key)
    except Refused as refusal:
        return await keys_page(request, empty_form().refuse(refusal), 422)
    return await keys_page(request, empty_form(), sheet_code=code)


@lead
async def use_sheet(request: Request) -> Response:
    """For the loss of all keys: the sheet signs one's new key and opens every concern to it."""
    form = await read_form(request, SheetDraft)
    if form.errors:
        return await keys_page(request, form, 422)
    hub = hub_of(request)
    async with hub.reading() as db:
        holder = await holder_at(request, db)
    try:
        opened = await sheet.open_sheet(hub, holder, form.draft.sheet)
        async with hub.transaction() as tx:
            key = holder.key
            await recover.recover(
                tx, opened.key, opened.ring, key.key_id if key else "", holder.person.name
            )
    except Refused as refusal:
        form.values.clear()
        return await keys_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{KEYS}?f=done", 303)
