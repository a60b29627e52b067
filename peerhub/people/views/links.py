"""/sign-in/link and /reset: ask for a letter, open its link. GET uses nothing up, POST does."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import Refused, TooFast
from peerhub.people import access
from peerhub.people.forms import AskLinkDraft, ResetDraft, UseLinkDraft
from peerhub.people.models import LinkPurpose
from peerhub.people.service import links as service
from peerhub.people.views.arrival import (
    come_in,
    credential_of,
    say_letter_sent,
    slow_down,
    user_agent_of,
)
from peerhub.people.views.join import say_worn_out
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public

PAGES = {LinkPurpose.SIGN_IN: "people/ask_link.html", LinkPurpose.RESET: "people/ask_reset.html"}


async def _ask_page(
    request: Request, purpose: LinkPurpose, form: Form[AskLinkDraft], status: int = 200
) -> Response:
    return await render(request, PAGES[purpose], form=form, status=status)


async def _ask(request: Request, purpose: LinkPurpose) -> Response:
    form = await read_form(request, AskLinkDraft)
    if form.errors:
        return await _ask_page(request, purpose, form, 422)
    try:
        await service.ask_link(hub_of(request), email=form.draft.email, purpose=purpose)
    except Refused as refusal:
        return await _ask_page(request, purpose, form.refuse(refusal), 422)
    except TooFast as error:
        slow_down(form, error)
        return await _ask_page(request, purpose, form, 429)
    return await say_letter_sent(request)


@public
async def new_link(request: Request) -> Response:
    return await _ask_page(request, LinkPurpose.SIGN_IN, empty_form())


@public
async def create_link(request: Request) -> Response:
    return await _ask(request, LinkPurpose.SIGN_IN)


@public
async def new_reset(request: Request) -> Response:
    return await _ask_page(request, LinkPurpose.RESET, empty_form())


@public
async def create_reset(request: Request) -> Response:
    return await _ask(request, LinkPurpose.RESET)


async def _stands(request: Request, *purposes: LinkPurpose) -> bool:
    hub = hub_of(request)
    async with hub.reading() as db:
        link = await access.link_for_opener(db, request.path_params["secret"], hub.clock.now())
    return link is not None and link.purpose in purposes


@public
async def show_link(request: Request) -> Response:
    """A button, so that a mail scanner that opens every link does not use it up."""
    if not await _stands(request, LinkPurpose.SIGN_IN, LinkPurpose.WELCOME):
        return await say_worn_out(request)
    return await render(request, "people/use_link.html", form=empty_form())


@public
async def use_link(request: Request) -> Response:
    form = await read_form(request, UseLinkDraft)
    if form.errors:
        return await render(request, "people/use_link.html", form=form, status=422)
    try:
        async with hub_of(request).transaction() as tx:
            made = await service.use_link(
                tx,
                request.path_params["secret"],
                user_agent=user_agent_of(request),
                shared=form.draft.shared == "yes",
                instead_of=credential_of(request),
            )
    except Refused:
        return await say_worn_out(request)
    return come_in(request, made)


@public
async def show_reset(request: Request) -> Response:
    if not await _stands(request, LinkPurpose.RESET):
        return await say_worn_out(request)
    return await render(request, "people/reset.html", form=empty_form())


@public
async def use_reset(request: Request) -> Response:
    """A new password; every other device is signed out."""
    form = await read_form(request, ResetDraft)
    if form.errors:
        return await render(request, "people/reset.html", form=form, status=422)
    try:
        made = await service.reset_password(
            hub_of(request),
            request.path_params["secret"],
            password=form.draft.password,
            user_agent=user_agent_of(request),
            shared=form.draft.shared == "yes",
            instead_of=credential_of(request),
        )
    except Refused as refusal:
        if refusal.code == "gone":
            return await say_worn_out(request)
        return await render(request, "people/reset.html", form=form.refuse(refusal), status=422)
    return come_in(request, made)
