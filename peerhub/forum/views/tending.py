"""The page on which those who look after a board see to one of its threads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.forum import tended
from peerhub.forum.access import Reading
from peerhub.forum.acts import SIGNED_BY_ROLE, SLOW_CHOICES, Act, ActKind
from peerhub.forum.forms.tending import ActDraft, UndoDraft
from peerhub.forum.service import tend as service
from peerhub.forum.shown import board_fields
from peerhub.people.access import people_by_id
from peerhub.people.models import Person
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def show_tools(request: Request) -> Response:
    return await _page(request, await _place(request), empty_form())


async def _place(request: Request) -> Reading:
    """Asked before a form is read, so that a wrong form and a shut door look alike."""
    async with hub_of(request).reading() as db:
        return await tended.thread_to_tend(db, person_of(request), request.path_params["thread_id"])


async def _page(request: Request, place: Reading, form: Form[Any], status: int = 200) -> Response:
    thread = place.thread
    async with hub_of(request).reading() as db:
        acts = await tended.acts_for_tender(db, place)
        known = await people_by_id(db, {act.by_id for act in acts})
        boards = await tended.boards_to_move_to(db, person_of(request), place)
    return await render(
        request,
        "forum/tools.html",
        status=status,
        thread={n: getattr(thread, n) for n in ("slug", "title", "standing", "locked", "pinned")}
        | {"id": thread.thread_id, "slow": _slow_words(thread.slow_seconds)},
        board=board_fields(place.board),
        kinds=_kinds(bool(boards)),
        slow=[(str(seconds), _slow_words(seconds)) for seconds in SLOW_CHOICES],
        boards=[(board.slug, board.title) for board in boards],
        acts=[
            {
                "id": act.act_id,
                "words": _act_words(act.kind),
                "name": _tender(act, known),
                "reason": act.reason,
                "at": act.at,
                "undone": act.undone_at is not None,
            }
            for act in acts
        ],
        form=form,
    )


def _tender(act: Act, known: Mapping[str, Person]) -> str:
    """By name among those who look after a board; a decision about a report is signed by a role."""
    if act.by_id == SIGNED_BY_ROLE:
        return _("A moderator")
    return known[act.by_id].name if act.by_id in known else _("Former member")


def _kinds(may_move: bool) -> list[tuple[str, str, str]]:
    kinds = [
        ("lock", _("Close it to new posts"), _("Everybody can go on reading.")),
        ("pin", _("Pin it above the others"), ""),
        ("slow", _("Slow it down"), _("Each person waits between two posts. Choose for how long.")),
    ]
    moving = ("move", _("Move it to another board"), _("Choose the board below."))
    return [*kinds, moving] if may_move else kinds


def _slow_words(seconds: int) -> str:
    words = {
        0: _("Not slowed down"),
        300: _("Five minutes between two posts"),
        1_800: _("Half an hour between two posts"),
        3_600: _("An hour between two posts"),
        86_400: _("A day between two posts"),
    }
    return words[seconds]


def _act_words(kind: ActKind) -> str:
    words = {
        ActKind.LOCK: _("Closed to new posts"),
        ActKind.PIN: _("Pinned"),
        ActKind.SLOW: _("Its pace was changed"),
        ActKind.MOVE: _("Moved to another board"),
        ActKind.SPLIT: _("Some of its posts began a thread of their own"),
        ActKind.MERGE: _("Another thread was put into it"),
    }
    return words[kind]


@signed_in
async def tend(request: Request) -> Response:
    place = await _place(request)
    form = await read_form(request, ActDraft)
    if form.errors:
        return await _page(request, place, form, 422)
    draft = form.draft
    act = service.NewAct(draft.kind, draft.reason, int(draft.seconds), draft.board)
    try:
        async with hub_of(request).transaction() as tx:
            await service.tend(tx, person_of(request), place.thread.thread_id, act)
    except Refused as refusal:
        return await _page(request, place, form.refuse(refusal), 422)
    return _back(request, place)


@signed_in
async def undo(request: Request) -> Response:
    place = await _place(request)
    form = await read_form(request, UndoDraft)
    if form.errors:
        return await _page(request, place, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await service.undo(tx, person_of(request), place.thread.thread_id, form.draft.act)
    except Refused as refusal:
        return await _page(request, place, form.refuse(refusal), 422)
    return _back(request, place)


def _back(request: Request, place: Reading) -> Response:
    address = request.app.url_path_for("forum:tools", thread_id=place.thread.thread_id)
    return RedirectResponse(f"{address}?f=done", 303)
