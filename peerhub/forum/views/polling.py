"""The poll of a thread: ask one, answer, close it, say what came of it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.forum import access, rules
from peerhub.forum.access import Reading
from peerhub.forum.forms.polls import AnswerDraft, OutcomeDraft, PollDraft
from peerhub.forum.polled import kind_options, open_options
from peerhub.forum.service import polling
from peerhub.forum.shown import audience, board_fields
from peerhub.forum.views.threads import thread_page
from peerhub.polls.access import open_for_reader
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def new_poll(request: Request) -> Response:
    return await _new_page(request, await _led(request), empty_form())


async def _led(request: Request) -> Reading:
    """The thread for who began it, asked before a form is read."""
    person, hub = person_of(request), hub_of(request)
    thread_id = request.path_params["thread_id"]
    async with hub.reading() as db:
        reading = await access.thread_for_replier(db, person, thread_id, keys=hub.keys)
    if not rules.can_lead(person, reading.thread, reading.board, reading.own):
        raise NotFound()
    return reading


async def _new_page(
    request: Request, reading: Reading, form: Form[Any], status: int = 200
) -> Response:
    return await render(
        request,
        "forum/new_poll.html",
        status=status,
        thread=_thread_fields(reading),
        board=board_fields(reading.board),
        audience=audience(reading.board),
        kinds=kind_options(),
        days=open_options(),
        form=form,
    )


def _thread_fields(reading: Reading) -> dict[str, str]:
    thread = reading.thread
    return {"id": thread.thread_id, "slug": thread.slug, "title": thread.title}


@signed_in
async def create_poll(request: Request) -> Response:
    reading = await _led(request)
    form = await read_form(request, PollDraft)
    if form.errors:
        return await _new_page(request, reading, _at_choices(form), 422)
    draft = form.draft
    try:
        async with hub_of(request).transaction() as tx:
            await polling.ask_poll(
                tx,
                person_of(request),
                reading.thread.thread_id,
                question=draft.question,
                kind=draft.kind,
                choices=draft.lines,
                open_days=int(draft.open_days),
                hidden=draft.hidden == "yes",
            )
    except Refused as refusal:
        return await _new_page(request, reading, form.refuse(refusal), 422)
    return _to_poll(request, reading)


def _at_choices(form: Form[Any]) -> Form[Any]:
    """What is wrong with the answers as a whole is said at their field."""
    if "" in form.errors:
        form.errors["choices"] = form.errors.pop("")
    return form


@signed_in
async def answer_poll(request: Request) -> Response:
    form = await read_form(request, AnswerDraft)
    person, thread_id = person_of(request), request.path_params["thread_id"]
    if form.errors:
        return await thread_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            if form.draft.action == "take_back":
                reading = await polling.take_back_answer(tx, person, thread_id)
            else:
                reading = await polling.answer_poll(tx, person, thread_id, form.draft.choices)
    except Refused as refusal:
        return await thread_page(request, form.refuse(refusal), 422)
    return _to_poll(request, reading)


@signed_in
async def close_poll(request: Request) -> Response:
    async with hub_of(request).transaction() as tx:
        reading = await polling.close_poll(tx, person_of(request), request.path_params["thread_id"])
    return _to_poll(request, reading)


@signed_in
async def take_poll_away(request: Request) -> Response:
    async with hub_of(request).transaction() as tx:
        reading = await polling.take_poll_away(
            tx, person_of(request), request.path_params["thread_id"]
        )
    return _to_poll(request, reading, "done", "")


@signed_in
async def edit_outcome(request: Request) -> Response:
    return await _outcome_page(request, await _led(request), empty_form())


async def _outcome_page(
    request: Request, reading: Reading, form: Form[Any], status: int = 200
) -> Response:
    hub = hub_of(request)
    about = polling.about(reading.thread.thread_id)
    async with hub.reading() as db:
        opened = await open_for_reader(db, hub.keys, about, None, hub.clock.now())
    return await render(
        request,
        "forum/edit_outcome.html",
        status=status,
        thread=_thread_fields(reading),
        board=board_fields(reading.board),
        audience=audience(reading.board),
        question=opened.poll.question if opened else "",
        outcome=opened.poll.outcome if opened else "",
        form=form,
    )


@signed_in
async def update_outcome(request: Request) -> Response:
    reading = await _led(request)
    form = await read_form(request, OutcomeDraft)
    if form.errors:
        return await _outcome_page(request, reading, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await polling.state_outcome(
                tx, person_of(request), reading.thread.thread_id, form.draft.outcome
            )
    except Refused as refusal:
        return await _outcome_page(request, reading, form.refuse(refusal), 422)
    return _to_poll(request, reading)


def _to_poll(
    request: Request, reading: Reading, flash: str = "saved", anchor: str = "#poll"
) -> Response:
    thread = reading.thread
    base = request.app.url_path_for("forum:thread", thread_id=thread.thread_id, slug=thread.slug)
    return RedirectResponse(f"{base}?f={flash}{anchor}", 303)
