"""Begin the thread in which a meetup is talked about."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.meetups import shown
from peerhub.meetups.service.talk import begin_talk
from peerhub.meetups.talk import talk_about, to_talk_of
from peerhub.meetups.talk_forms import TalkDraft
from peerhub.moderation.watch import HELP_PATH
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def new_talk(request: Request) -> Response:
    return await _talk_page(request, empty_form())


async def _talk_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, person = hub_of(request), person_of(request)
    async with hub.reading() as db:
        meetup, boards = await to_talk_of(db, person, request.path_params["meetup_id"])
        known = await talk_about(db, person, meetup)
    about = f"{hub.config.address}{shown.path_of(meetup.meetup_id)}"
    begin = _("What do you want to bring, or to ask? All about it: %(address)s")
    return await render(
        request,
        "meetups/talk.html",
        status=status,
        meetup=shown.card(meetup),
        held=meetup.is_held,
        talk=known,
        boards=[(one.slug, one.title) for one in boards],
        body=begin % {"address": about},
        client_id=form.values.get("client_id") or new_id(),
        form=form if form.errors else None,
    )


@signed_in
async def create_talk(request: Request) -> Response:
    """To the meetup's page, on which it stands from now on; to help where its words point to danger."""
    form = await read_form(request, TalkDraft)
    if form.errors:
        return await _talk_page(request, form, 422)
    meetup_id = request.path_params["meetup_id"]
    try:
        async with hub_of(request).transaction() as tx:
            told = await begin_talk(tx, person_of(request), meetup_id, **form.draft.model_dump())
    except Refused as refusal:
        return await _talk_page(request, form.refuse(refusal), 422)
    page = (
        f"{shown.path_of(meetup_id)}?f=held" if told.held else f"{shown.path_of(meetup_id)}?f=saved"
    )
    return RedirectResponse(HELP_PATH if told.help else page, 303)
