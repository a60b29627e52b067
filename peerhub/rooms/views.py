"""The rooms' pages: the list, one room with its form, older pages. Works without any script."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community.access import sectors_for_anyone
from peerhub.core.errors import NotFound, Refused, TooFast
from peerhub.core.facts import find_fact
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.rooms import access
from peerhub.rooms.access import Seat
from peerhub.rooms.engine import engine_of
from peerhub.rooms.frames import MessageDraft, to_new_message
from peerhub.rooms.models import PAGE_MESSAGES, Byline, Message, MessageState, Room
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.limits import limit_posts
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as `_message.html` wants it."""

    id: str
    client_id: str
    created_seq: int | None
    author: dict[str, Any]
    at: Any
    html: str
    edited: bool
    withdrawn: bool
    removed: str | bool
    held: bool


def shown(message: Message, bylines: dict[str, Byline]) -> Shown:
    author = bylines.get(message.message_id)
    name = author.name if author else _("Former member")
    removed = message.state is MessageState.REMOVED
    return Shown(
        id=message.message_id,
        client_id=message.client_id,
        created_seq=message.created_seq,
        author={"handle": author.handle if author else "", "name": name, "organisation": ""},
        at=message.at,
        html=message.html,
        edited=message.edited_at is not None,
        withdrawn=message.state is MessageState.WITHDRAWN,
        removed=(message.removed_reason or True) if removed else False,
        held=message.state is MessageState.HELD,
    )


@signed_in
async def list_rooms(request: Request) -> Response:
    async with hub_of(request).reading() as db:
        found = await access.rooms_for_member(db, person_of(request))
        sectors = await sectors_for_anyone(db)
        latest = await access.latest_times(db, found)
    rows = [
        {
            "slug": r.slug,
            "title": r.title,
            "purpose": r.topic,
            "new": 0,
            "last_at": latest.get(r.room_id),
        }
        | {"sector": r.sector}
        for r in found
    ]
    known = {sector.slug for sector in sectors}
    groups = [
        {"title": sector.title, "rooms": [r for r in rows if r["sector"] == sector.slug]}
        for sector in sectors
    ]
    groups.append({"title": "", "rooms": [r for r in rows if r["sector"] not in known]})
    return await render(request, "rooms/rooms.html", groups=[g for g in groups if g["rooms"]])


def _before(request: Request) -> int | None:
    said = request.query_params.get("before")
    if said is None:
        return None
    if not said.isascii() or not said.isdigit() or len(said) > 15:
        raise NotFound()
    return int(said)


@signed_in
async def show_room(request: Request) -> Response:
    return await _room_page(request, empty_form())


async def _room_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    """The newest messages, or with `?before=` an older page; the form only on the newest."""
    before = _before(request)
    async with hub_of(request).reading() as db:
        seat = await access.room_for_member(db, person_of(request), request.path_params["slug"])
        said = await access.messages_before(db, seat, before, PAGE_MESSAGES + 1)
        held = await access.held_for_author(db, seat) if before is None else []
        bylines = await access.bylines_of(db, [*said, *held])
        hidden = await access.hidden_from(db, seat, said, bylines)
        epoch = await find_fact(db, "epoch") or ""
        sectors = {s.slug: s.title for s in await sectors_for_anyone(db)}
    page, more = said[:PAGE_MESSAGES], len(said) > PAGE_MESSAGES
    address = request.app.url_path_for("rooms:room", slug=seat.room.slug)
    first = page[-1].created_seq if page else 0
    context: dict[str, Any] = {
        "room": {**_room(seat.room), "sector": sectors.get(seat.room.sector, "")},
        "messages": [
            shown(m, bylines) for m in [*reversed(page), *held] if m.message_id not in hidden
        ],
        "seq": seat.room.seq,
        "epoch": epoch,
        "live": before is None,
        "older_href": f"{address}?before={first}" if more else "",
        "newest_href": "" if before is None else str(address),
        "first_created": first if more else 0,
        "new_from": None,
        "new_since": None,
        "client_id": form.values.get("id") or new_id(),
        "form": form if form.errors else None,
    }
    return await render(request, "rooms/room.html", status=status, **context, **_who(seat))


def _room(room: Room) -> dict[str, Any]:
    return {**asdict(room), "purpose": room.topic}


def _who(seat: Seat) -> dict[str, Any]:
    closed = seat.room.archived_at is not None
    return {
        "handle": seat.byline.handle,
        "name": seat.byline.name,
        "may_post": not closed,
        "why_not": _("This room is closed. You can read it, and write in another room."),
        "audience": _("Every member of this hub can read what you write in %(room)s.")
        % {"room": seat.room.title},
    }


@signed_in
async def create_message(request: Request) -> Response:
    """The form's way in: the same draft, service and ledger as the socket's."""
    form = await read_form(request, MessageDraft)
    if form.errors:
        return await _room_page(request, form, 422)
    person, slug, hub = person_of(request), request.path_params["slug"], hub_of(request)
    try:
        await limit_posts(hub, person.person_id)
        answer = await engine_of(hub).writer.write(
            to_new_message(person.person_id, slug, form.draft)
        )
    except Refused as refusal:
        form.errors["body"] = refusal.reason
        return await _room_page(request, form, 422)
    except TooFast as error:
        form.errors["body"] = _("Wait %(n)d seconds, then post it again.") % {"n": error.wait}
        return await _room_page(request, form, 429)
    address = request.app.url_path_for("rooms:room", slug=slug)
    mark = "?f=held" if answer.held else ""
    return RedirectResponse(f"{address}{mark}#m-{answer.message_id}", 303)
