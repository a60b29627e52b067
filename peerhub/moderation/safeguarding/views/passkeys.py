"""A lead's devices: add one, remove one, open the key by one. What they yield comes out of a script."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.moderation.safeguarding.cookies import set_lead_cookie
from peerhub.moderation.safeguarding.door import holder_at, session_of
from peerhub.moderation.safeguarding.forms import NewPasskeyDraft, PasskeyDraft, bytes_of
from peerhub.moderation.safeguarding.service import passkeys
from peerhub.moderation.safeguarding.views.keys import KEYS, keys_page
from peerhub.moderation.safeguarding.views.queue import QUEUE, lead, queue_page
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.visitor import hub_of


@lead
async def create_passkey(request: Request) -> Response:
    form = await read_form(request, NewPasskeyDraft)
    if form.errors:
        return await keys_page(request, _without_secrets(form), 422)
    hub, draft = hub_of(request), form.draft
    answered = (bytes_of(draft.credential), bytes_of(draft.salt), bytes_of(draft.secret))
    try:
        async with hub.reading() as db:  # before the slow part
            holder = await holder_at(request, db)
        passkey = await passkeys.sealed_to_passkey(
            hub, holder, draft.own_passphrase, answered, draft.name or _("A passkey")
        )
        async with hub.transaction() as tx:
            await passkeys.keep_passkey(tx, await holder_at(request, tx.db), passkey)
    except Refused as refusal:
        return await keys_page(request, _without_secrets(form).refuse(refusal), 422)
    return RedirectResponse(f"{KEYS}?f=done", 303)


def _without_secrets(form: Form[Any]) -> Form[Any]:
    """No page bears a passphrase, or what a device yields."""
    form.values = {name: said for name, said in form.values.items() if name == "name"}
    return form


@lead
async def end_passkey(request: Request) -> Response:
    try:
        async with hub_of(request).transaction() as tx:
            holder = await holder_at(request, tx.db)
            await passkeys.end_passkey(tx, holder, request.path_params["passkey_id"])
    except Refused as refusal:
        return await keys_page(request, empty_form().refuse(refusal), 422)
    return RedirectResponse(f"{KEYS}?f=done", 303)


@lead
async def unlock_by_passkey(request: Request) -> Response:
    """As with the passphrase: half an hour of use in this browser."""
    form = await read_form(request, PasskeyDraft)
    if form.errors:
        return await queue_page(request, _without_secrets(form), 422)
    hub, draft = hub_of(request), form.draft
    async with hub.reading() as db:
        holder = await holder_at(request, db)
    try:
        cookie = await passkeys.unlock_by_passkey(
            hub,
            holder,
            bytes_of(draft.credential),
            bytes_of(draft.secret),
            session_id=session_of(request),
        )
    except Refused as refusal:
        return await queue_page(request, _without_secrets(form).refuse(refusal), 422)
    answer = RedirectResponse(QUEUE, 303)
    set_lead_cookie(answer, hub.config, cookie)
    return answer
