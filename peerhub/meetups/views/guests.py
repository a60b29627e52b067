"""Come without an account: the form on a meetup's page, and the page behind a letter's link."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused, TooFast
from peerhub.core.words import _
from peerhub.directory.access import titles_for_anyone
from peerhub.meetups import shown, welcomed
from peerhub.meetups.guest_forms import GuestAnswerDraft, GuestDraft
from peerhub.meetups.guests import ASKS
from peerhub.meetups.models import Choice
from peerhub.meetups.service import guests as service
from peerhub.meetups.views.finding import meetup_page
from peerhub.people.models import MAILS
from peerhub.people.rules import check_email
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import address_of, hub_of, public


@public
async def ask(request: Request) -> Response:
    """The same answer for every address, whether it asked before or comes already."""
    form = await read_form(request, GuestDraft)
    if form.errors:
        return await meetup_page(request, form, 422)
    hub, meetup_id, said = hub_of(request), request.path_params["meetup_id"], form.draft
    try:
        address = check_email(said.email)
        await hub.limits.hit("guests-from", address_of(request), ASKS)
        await hub.limits.hit("mail", address, MAILS)
        async with hub.transaction() as tx:
            await service.ask(
                tx, meetup_id, name=said.name, address=address, choice=Choice(said.choice)
            )
    except Refused as refusal:
        return await meetup_page(request, form.refuse(refusal), 422)
    except TooFast as error:
        form.errors[""] = _("Wait %(n)d seconds, then send it again.") % {"n": error.wait}
        return await meetup_page(request, form, 429)
    return await render(
        request,
        "people/said.html",
        heading=_("Look at your mail"),
        lines=(
            _("We sent you a letter with a link. You have no seat until you open it and say yes."),
            _("If you do nothing, your address is forgotten here in seven days."),
        ),
    )


@public
async def show_guest(request: Request) -> Response:
    """Looking confirms nothing: mail scanners open every link."""
    return await _guest_page(request, empty_form())


async def _guest_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, path, now = hub_of(request), request.path_params, hub_of(request).clock.now()
    try:
        async with hub.reading() as db:
            opened, guest = await welcomed.guest_for_opener(
                db, hub.keys, path["guest_id"], path["sign"], now
            )
            titles = await titles_for_anyone(db, hub.config)
            needs = await welcomed.needs_of_guest(db, hub.keys, guest)
    except NotFound:
        return await _worn_out(request)
    meetup, reply = opened.meetup, opened.reply
    return await render(
        request,
        "meetups/guest.html",
        status=status,
        meetup=shown.page(opened, titles),
        open=not meetup.is_cancelled and meetup.ends_at > now,
        past=meetup.ends_at <= now,
        reply=shown.reply_words(reply),
        ways=shown.ways(meetup),
        choice=(reply.choice if reply else guest.choice).value,
        accompanied=reply is not None and reply.accompanied,
        needs=needs,
        form=form if form.errors else None,
    )


async def _worn_out(request: Request) -> Response:
    return await render(
        request,
        "people/said.html",
        heading=_("This link no longer works"),
        lines=(_("You said no, or it is older than seven days, or the meetup is gone."),),
    )


@public
async def answer(request: Request) -> Response:
    """Yes, with what they need; or no, and their address is forgotten."""
    form = await read_form(request, GuestAnswerDraft)
    if form.errors:
        return await _guest_page(request, form, 422)
    hub, path, comes = hub_of(request), request.path_params, form.draft.action == "come"
    try:
        async with hub.transaction() as tx:
            _opened, guest = await welcomed.guest_for_opener(
                tx.db, hub.keys, path["guest_id"], path["sign"], tx.now
            )
            if comes:
                await service.come(tx, guest, Choice(form.draft.choice), form.draft.to_along())
            else:
                await service.leave(tx, guest)
    except NotFound:
        return await _worn_out(request)
    except Refused as refusal:
        return await _guest_page(request, form.refuse(refusal), 422)
    if comes:
        return RedirectResponse(f"{request.url.path}?f=saved", 303)
    return await render(
        request,
        "people/said.html",
        heading=_("Nothing of it is kept"),
        lines=(_("You have no seat, and your address was deleted here."),),
    )
