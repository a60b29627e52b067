"""/messages: one's direct conversations, asking for one, answering a request, who may ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused, TooFast
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.moderation.service.watching import points_to_danger
from peerhub.moderation.watch import HELP_ALONE
from peerhub.people.models import Person
from peerhub.rooms import conversations
from peerhub.rooms.forms import ChoiceDraft, TalkAnswerDraft, TalkDraft
from peerhub.rooms.models import REQUEST_RATE
from peerhub.rooms.place import choice_options, with_words
from peerhub.rooms.service import talk
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


async def _list_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    person = person_of(request)
    async with hub_of(request).reading() as db:
        waiting = await conversations.requests_for(db, person)
        found = await conversations.conversations_of(db, person)
        who = await conversations.who_may_ask(db, person)
    return await render(
        request,
        "rooms/messages.html",
        status=status,
        requests=[{"slug": r.room.slug, "name": r.asker.name, "at": r.message.at} for r in waiting],
        conversations=[_row(one) for one in found],
        form=form,
        who=who.value,
        choices=choice_options(),
    )


def _row(one: conversations.Conversation) -> dict[str, Any]:
    return {
        "slug": one.room.slug,
        "title": with_words(one.others),
        "new": one.new,
        "waits": one.waits and bool(one.others),
        "last_at": one.last_at,
    }


@signed_in
async def list_conversations(request: Request) -> Response:
    return await _list_page(request, empty_form())


async def _new_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    client_id = form.values.get("id") or new_id()
    return await render(
        request, "rooms/new_talk.html", form=form, client_id=client_id, status=status
    )


@signed_in
async def new_conversation(request: Request) -> Response:
    return await _new_page(request, empty_form(to=request.query_params.get("to", "")[:400]))


@signed_in
async def create_conversation(request: Request) -> Response:
    form = await read_form(request, TalkDraft)
    if form.errors:
        return await _new_page(request, form, 422)
    person, hub, draft = person_of(request), hub_of(request), form.draft
    try:
        await hub.limits.hit("talk", person.person_id, REQUEST_RATE)
        async with hub.transaction() as tx:
            await talk.ask_to_talk(
                tx, person, handles=draft.handles, body=draft.body, client_id=draft.id
            )
            worried = await points_to_danger(tx.db, draft.body)
    except Refused as refusal:
        return await _new_page(request, form.refuse(refusal), 422)
    except TooFast:
        form.errors[""] = _("You have asked many people today. Come back tomorrow.")
        return await _new_page(request, form, 429)
    return RedirectResponse(HELP_ALONE if worried else "/messages?f=sent", 303)


@signed_in
async def show_request(request: Request) -> Response:
    """For whom it waits; NotFound for everybody else, and once it is answered."""
    async with hub_of(request).reading() as db:
        person = person_of(request)
        found = await conversations.request_for_asked(db, person, request.path_params["slug"])
    return await render(
        request,
        "rooms/talk_request.html",
        asker={"name": found.asker.name, "handle": found.asker.handle},
        others=_names(found.others),
        html=found.message.html,
        at=found.message.at,
        slug=found.room.slug,
        message=found.message.message_id,
    )


def _names(people: Sequence[Person]) -> list[str]:
    return [person.name for person in people]


@signed_in
@even_frozen
async def answer_request(request: Request) -> Response:
    slug, person = request.path_params["slug"], person_of(request)
    form = await read_form(request, TalkAnswerDraft)
    if form.errors:
        raise NotFound()
    action = form.draft.action
    async with hub_of(request).transaction() as tx:
        if action == "accept":
            await talk.accept_talk(tx, person, slug)
        else:
            await talk.decline_talk(tx, person, slug, block=action == "block")
    return RedirectResponse(f"/rooms/{slug}" if action == "accept" else "/messages?f=done", 303)


@signed_in
@even_frozen
async def update_choice(request: Request) -> Response:
    form = await read_form(request, ChoiceDraft)
    if form.errors:
        return await _list_page(request, form, 422)
    async with hub_of(request).transaction() as tx:
        await talk.choose_who_may_ask(tx, person_of(request), form.draft.who)
    return RedirectResponse("/messages?f=saved", 303)
