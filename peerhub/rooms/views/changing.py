"""Forms about one message: change its words, take it back, react."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.core.words import _
from peerhub.moderation.service.edits import is_asked
from peerhub.rooms import access, rules
from peerhub.rooms.engine import engine_of
from peerhub.rooms.forms import ReactionForm
from peerhub.rooms.frames import EditDraft, WriteDraft
from peerhub.rooms.models import Answer, ChangeKind, NewChange
from peerhub.rooms.shown import context_of_room
from peerhub.rooms.views.log import showing_of
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.limits import limit_changes
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


@signed_in
async def edit_message(request: Request) -> Response:
    return await _edit_page(request, empty_form())


async def _edit_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    """The form with the words as they are; a sentence instead where they cannot be changed."""
    hub, path = hub_of(request), request.path_params
    async with hub.reading() as db:
        seat = await access.room_for_member(db, person_of(request), path["slug"])
        message = await access.message_for_reader(db, seat, path["message"])
        asked = await is_asked(db, ItemRef("message", message.message_id))
        showing = await showing_of(db, seat, [message.emptied()], hub.clock.now())
    if message.author_id != person_of(request).person_id:
        raise NotFound()
    try:
        rules.check_may_edit(message, message.author_id, hub.clock.now(), asked=asked)
        why_not = ""
    except Refused as refusal:
        why_not = refusal.reason
    return await render(
        request,
        "rooms/edit_message.html",
        status=status,
        room=context_of_room(seat, ""),
        message=showing.row(message.emptied()),
        why_not=why_not,
        client_id=form.values.get("id") or new_id(),
        form=form,
    )


@signed_in
async def update_message(request: Request) -> Response:
    form = await read_form(request, EditDraft)
    if form.errors:
        return await _edit_page(request, form, 422)
    body = form.draft.body
    try:
        done = await _change(request, ChangeKind.EDIT, form.draft.id, body=body, html=to_html(body))
    except Refused as refusal:
        form.errors["body"] = refusal.reason
        return await _edit_page(request, form, 422)
    return RedirectResponse(done.help, 303) if done.help else _back(request, "saved")


@signed_in
@even_frozen
async def withdraw_message(request: Request) -> Response:
    form = await read_form(request, WriteDraft)
    if form.errors:
        raise Refused(_("Go back, reload the page and try again."))
    await _change(request, ChangeKind.WITHDRAW, form.draft.id)
    return _back(request, "withdrawn")


@signed_in
@even_frozen
async def update_reaction(request: Request) -> Response:
    form = await read_form(request, ReactionForm)
    if form.errors:
        raise Refused(next(iter(form.errors.values())))
    said = form.draft
    await _change(request, ChangeKind.REACT, said.id, emoji=said.emoji, on=said.on)
    return _back(request, "")


async def _change(request: Request, kind: ChangeKind, client_id: str, **fields: Any) -> Answer:
    """By the writer, as from the socket."""
    hub, path, person_id = hub_of(request), request.path_params, person_of(request).person_id
    await limit_changes(hub, person_id)
    change = NewChange(kind, person_id, client_id, path["message"], room=path["slug"], **fields)
    return await engine_of(hub).writer.write(change)


def _back(request: Request, flash: str) -> Response:
    """To the message in its room."""
    path = request.path_params
    address = request.app.url_path_for("rooms:room", slug=path["slug"])
    flashes = f"&f={flash}" if flash else ""
    return RedirectResponse(f"{address}?at={path['message']}{flashes}#m-{path['message']}", 303)
