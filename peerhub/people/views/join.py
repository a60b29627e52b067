"""/join and /join/INVITATION: plain words first, then a form that every address is answered alike."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from peerhub.community.access import community_for_anyone
from peerhub.community.models import Community, Document, JoinPolicy
from peerhub.core.errors import Refused, TooFast
from peerhub.core.opening import missing_before_opening
from peerhub.core.text import to_document_html
from peerhub.core.words import _
from peerhub.people import access
from peerhub.people.agreements import seen_fields, to_agree_before_joining
from peerhub.people.forms import InvitedDraft, JoinDraft
from peerhub.people.models import JOINS, MAILS
from peerhub.people.service import invite as invitations
from peerhub.people.service import join as service
from peerhub.people.service.agree import must_agree
from peerhub.people.views.arrival import (
    come_in,
    credential_of,
    evenly,
    say,
    slow_down,
    user_agent_of,
)
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import address_of, hub_of, public


async def _community(request: Request) -> Community:
    async with hub_of(request).reading() as db:
        return await community_for_anyone(db)


async def _join_page(request: Request, form: Form[JoinDraft], status: int = 200) -> Response:
    community, documents = await _community(request), await _documents(request)
    if community.set_up_at is None:
        return await render(request, "pages/setup.html")
    if community.join_policy is JoinPolicy.INVITATION:
        return await render(request, "people/by_invitation.html", status=status)
    hub = hub_of(request)
    async with hub.reading() as db:
        if await missing_before_opening(hub.conditions, db, hub.clock.now()):
            return await render(request, "people/not_open.html", status=status)
    approval = community.join_policy is JoinPolicy.APPROVAL
    return await render(
        request,
        "people/join.html",
        status=status,
        form=form,
        approval=approval,
        **what_to_read(documents),
    )


async def _documents(request: Request) -> list[Document]:
    async with hub_of(request).reading() as db:
        return await to_agree_before_joining(db)


def what_to_read(documents: list[Document]) -> dict[str, Any]:
    """What the box is about, each with its words."""
    return {
        "to_read": [{"document": d, "html": to_document_html(d.words)} for d in documents],
        "seen": seen_fields(documents),
    }


@public
async def new_person(request: Request) -> Response:
    return await _join_page(request, empty_form())


@public
async def create_person(request: Request) -> Response:
    """The same answer for every address; what follows comes by mail."""
    form = await read_form(request, JoinDraft)
    if not form.errors and not form.draft.agree:
        form.errors["agree"] = must_agree()
    community = await _community(request)
    if form.errors or community.set_up_at is None:
        return await _join_page(request, form, 422 if form.errors else 200)
    hub = hub_of(request)
    try:
        await hub.limits.hit("join-from", address_of(request), JOINS)
        await hub.limits.hit("mail", form.draft.email.lower(), MAILS)
        async with evenly(), hub.transaction() as tx:
            await service.join(
                tx, name=form.draft.name, email=form.draft.email, seen=form.draft.seen
            )
    except Refused as refusal:
        return await _join_page(request, unticked(form, refusal), 422)
    except TooFast as error:
        slow_down(form, error)
        return await _join_page(request, form, 429)
    return await _say_thanks(request, approval=community.join_policy is JoinPolicy.APPROVAL)


def unticked(form: Form[Any], refusal: Refused) -> Form[Any]:
    """Refused, and without the tick where what it stood under is not what stands there now."""
    if refusal.field == "agree":
        form.values["agree"] = ""
    return form.refuse(refusal)


async def _say_thanks(request: Request, *, approval: bool) -> Response:
    if approval:
        return await say(
            request,
            _("Thank you. We have your request"),
            _("An administrator looks at it, usually within two days."),
            _("You get a mail when you can come in. You need do nothing until then."),
        )
    return await say(
        request,
        _("Look at your mail"),
        _("We sent you a letter with a link. Open it and you are in."),
        _("The link works once, for three days. If nothing comes, look among the unwanted mail."),
    )


async def _invited_page(request: Request, form: Form[InvitedDraft], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        secret = request.path_params["secret"]
        invitation = await access.invitation_for_opener(db, secret, hub.clock.now())
        documents = await to_agree_before_joining(db)
    if invitation is None:
        return await say_worn_out(request)
    return await render(
        request,
        "people/invited.html",
        status=status,
        form=form,
        email=invitation.email,
        **what_to_read(documents),
    )


async def say_worn_out(request: Request) -> Response:
    return await say(
        request,
        _("This link no longer works"),
        _("It was used already, or it is too old. Ask for a new one."),
    )


@public
async def show_invitation(request: Request) -> Response:
    """Looking uses nothing up: mail scanners open every link."""
    return await _invited_page(request, empty_form())


@public
async def accept_invitation(request: Request) -> Response:
    form = await read_form(request, InvitedDraft)
    if not form.errors and not form.draft.agree:
        form.errors["agree"] = must_agree()
    if form.errors:
        return await _invited_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            made = await invitations.accept_invitation(
                tx,
                request.path_params["secret"],
                name=form.draft.name,
                user_agent=user_agent_of(request),
                shared=form.draft.shared == "yes",
                seen=form.draft.seen,
                instead_of=credential_of(request),
            )
    except Refused as refusal:
        return await _invited_page(request, unticked(form, refusal), 422)
    return come_in(request, made)
