"""The lists' page, the answer to a letter, and leaving without signing in."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused, TooFast
from peerhub.core.words import _
from peerhub.mailings import access, service
from peerhub.mailings.forms import AnswerDraft, AskDraft, OwnDraft, TicksDraft
from peerhub.mailings.models import ASKS, Method
from peerhub.people.access import address_for_mail
from peerhub.people.models import MAILS
from peerhub.people.rules import check_email
from peerhub.web.forms import Draft, Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import (
    address_of,
    even_frozen,
    hub_of,
    person_of,
    public,
    signed_in,
    visitor_of,
)


@public
async def show_lists(request: Request) -> Response:
    """Nothing is ticked beforehand; each list says beside its tick what one agrees to."""
    return await _lists_page(request, empty_form())


async def _lists_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        lists, own = await access.lists_for_visitor(db, hub.keys, visitor_of(request))
    return await render(
        request,
        "mailings/lists.html",
        status=status,
        form=form if form.errors else None,
        lists=lists,
        own=own,
        ticked=form.values.get("lists", []),
    )


@public
async def ask(request: Request) -> Response:
    """A stranger is sent a letter; a member's own address was proven when they came in."""
    person = visitor_of(request)
    form: Form[Any] = await read_form(request, TicksDraft if person else AskDraft)
    if form.errors:
        return await _lists_page(request, form, 422)
    try:
        return await (_join(request, form.draft) if person else _ask(request, form.draft))
    except Refused as refusal:
        return await _lists_page(request, form.refuse(refusal), 422)
    except TooFast as error:
        form.errors[""] = _("Wait %(n)d seconds, then send it again.") % {"n": error.wait}
        return await _lists_page(request, form, 429)


async def _ask(request: Request, draft: AskDraft) -> Response:
    """The same answer for every address."""
    hub = hub_of(request)
    address = check_email(draft.email)
    async with hub.transaction() as tx:
        wanted = await service.check_ticks(tx, draft.ticked)
    await hub.limits.hit("lists-from", address_of(request), ASKS)
    await hub.limits.hit("mail", address, MAILS)
    async with hub.transaction() as tx:
        await service.ask(tx, address, wanted)
    return await render(
        request,
        "people/said.html",
        heading=_("Look at your mail"),
        lines=(
            _("We sent you a letter with a link. Nothing else is sent to you until you open it."),
            _("If you do nothing, your address is forgotten here in seven days."),
        ),
    )


async def _join(request: Request, draft: TicksDraft) -> Response:
    person = person_of(request)
    async with hub_of(request).transaction() as tx:
        wanted = await service.check_ticks(tx, draft.ticked)
        address = await address_for_mail(tx.db, person.person_id)
        if not address:
            raise Refused(_("Your account has no address to which letters could be sent."))
        await service.join_signed_in(tx, address, wanted)
    return RedirectResponse("/lists?f=done", 303)


@signed_in
@even_frozen
async def leave_own(request: Request) -> Response:
    form = await read_form(request, OwnDraft)
    if form.errors:
        return await _lists_page(request, empty_form(), 422)
    hub = hub_of(request)
    async with hub.transaction() as tx:
        known = await access.list_to_manage(tx.db, form.draft.slug)
        own = await access.subscriptions_of(tx.db, hub.keys, person_of(request))
        if known.list_id in own:
            await service.leave(tx, own[known.list_id], Method.SIGNED_IN)
    return RedirectResponse("/lists?f=done", 303)


@public
async def show_ask(request: Request) -> Response:
    """Looking confirms nothing: mail scanners open every link."""
    return await _ask_page(request)


async def _ask_page(request: Request, status: int = 200) -> Response:
    hub, path = hub_of(request), request.path_params
    try:
        async with hub.reading() as db:
            now = hub.clock.now()
            asked = await access.ask_for_opener(db, hub.keys, path["ask_id"], path["sign"], now)
            titles = await access.titles_of_lists(db)
    except NotFound:
        return await _worn_out(request)
    wanted = [titles[list_id] for list_id, _version in asked.wanted]
    return await render(request, "mailings/confirm.html", wanted=wanted, status=status)


async def _worn_out(request: Request) -> Response:
    return await render(
        request,
        "people/said.html",
        heading=_("This link no longer works"),
        lines=(_("It was used already, or it is older than seven days."),),
    )


@public
async def answer_ask(request: Request) -> Response:
    form = await read_form(request, AnswerDraft)
    hub, path = hub_of(request), request.path_params
    if form.errors:
        return await _ask_page(request, 422)
    try:
        async with hub.transaction() as tx:
            asked = await access.ask_for_opener(
                tx.db, hub.keys, path["ask_id"], path["sign"], tx.now
            )
            confirmed = form.draft.action == "confirm"
            await (service.confirm if confirmed else service.cancel)(tx, asked)
    except NotFound:
        return await _worn_out(request)
    heading = _("You are on these lists now") if confirmed else _("Nothing was kept")
    said = _("Each letter has a link at its end by which you leave the list, with one press.")
    gone = _("Your address was deleted here. Nothing will be sent to you.")
    return await render(
        request, "people/said.html", heading=heading, lines=(said if confirmed else gone,)
    )


@public
async def show_leave(request: Request) -> Response:
    return await _leave_page(request)


async def _leave_page(request: Request, status: int = 200) -> Response:
    hub, path = hub_of(request), request.path_params
    try:
        async with hub.reading() as db:
            known = await access.subscription_for_opener(
                db, hub.keys, path["subscription_id"], path["sign"]
            )
            titles = await access.titles_of_lists(db)
    except NotFound:
        return await _left(request)
    return await render(request, "mailings/leave.html", title=titles[known.list_id], status=status)


@public
async def leave(request: Request) -> Response:
    """One press, without signing in; again is as good as once."""
    hub, path = hub_of(request), request.path_params
    form = await read_form(request, Draft)
    if form.errors:
        return await _leave_page(request, 422)
    try:
        async with hub.transaction() as tx:
            known = await access.subscription_for_opener(
                tx.db, hub.keys, path["subscription_id"], path["sign"]
            )
            await service.leave(tx, known, Method.LINK)
    except NotFound:
        return await _left(request)  # they have left already
    return await _left(request)


async def _left(request: Request) -> Response:
    return await render(
        request,
        "people/said.html",
        heading=_("You are not on this list"),
        lines=(
            _("Nothing of it is sent to you any more, and your address is no longer kept for it."),
        ),
    )
