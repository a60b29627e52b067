"""A room and one message with its side conversation: the log, the composer, and posting by a form."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community.access import sectors_for_anyone
from peerhub.core.errors import HubError, NotFound, Refused, TooFast
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.drafts import service as drafts
from peerhub.drafts.access import draft_for_writer
from peerhub.moderation.service.watching import told_before
from peerhub.people.access import shows_typing
from peerhub.rooms import access, rules
from peerhub.rooms.access import Seat
from peerhub.rooms.conversations import check_company, others_in
from peerhub.rooms.engine import engine_of
from peerhub.rooms.forms import DraftForm, ReadForm
from peerhub.rooms.frames import to_new_message
from peerhub.rooms.models import Message, NewRead, RoomKind
from peerhub.rooms.place import members_words, pin_choice, top_of_room, with_words
from peerhub.rooms.shown import audience, blank_reactions, context_of_room
from peerhub.rooms.views.attaching import OF_A_FILE, attach, read_message
from peerhub.rooms.views.door import show_door
from peerhub.rooms.views.log import log_context, showing_of
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.limits import limit_posts
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in

DRAFT_RATE = "120/minute"


@signed_in
async def show_room(request: Request) -> Response:
    try:
        return await room_page(request, empty_form())
    except NotFound:
        return await show_door(request)


async def room_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    """The newest messages, or the part of the log that the address asks for."""
    hub, slug = hub_of(request), request.path_params["slug"]
    async with hub.reading() as db:
        seat = await access.room_for_member(db, person_of(request), slug)
        base = str(request.app.url_path_for("rooms:room", slug=slug))
        now = hub.clock.now()
        log = await log_context(db, seat, request, now, within="", base=base)
        composer = await _composer(db, seat, request, form)
        top = await top_of_room(db, seat, now)
        sectors = {s.slug: s.title for s in await sectors_for_anyone(db)}
        room = await _room_context(db, seat, sectors.get(seat.room.sector, ""))
        top["typing"] = rules.can_show_typing(seat.room)
        top["tells_typing"] = await shows_typing(db, seat.person)
    return await render(
        request, "rooms/room.html", status=status, room=room, top=top, within="", **log, **composer
    )


@signed_in
async def show_message(request: Request) -> Response:
    return await message_page(request, empty_form())


async def message_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    """One message, what one can do with it, and the side conversation that grew from it."""
    hub, path = hub_of(request), request.path_params
    async with hub.reading() as db:
        seat = await access.room_for_member(db, person_of(request), path["slug"])
        root = (await access.message_for_reader(db, seat, path["message"])).emptied()
        now = hub.clock.now()
        showing = await showing_of(db, seat, [root], now)
        if root.message_id in showing.hidden:
            raise NotFound()
        within = root.message_id
        base = str(request.app.url_path_for("rooms:message", slug=path["slug"], message=within))
        log = await log_context(db, seat, request, now, within=within, base=base)
        composer = await _composer(db, seat, request, form)
        pin = await pin_choice(db, seat, root)
        room = await _room_context(db, seat, "")
    links = [f.on_message(seat, within) for f in request.app.state.features if f.on_message]
    return await render(
        request,
        "rooms/message.html",
        status=status,
        room=room,
        root=showing.row(root),
        reaction_id=new_id(),
        pin=pin,
        links=[link for link in links if link],
        within=within if root.thread_id is None and root.seq is not None else "",
        **log,
        **composer,
    )


async def _room_context(db: Any, seat: Seat, sector: str) -> dict[str, Any]:
    """A direct conversation has no title but the names of the others in it."""
    context = context_of_room(seat, sector)
    if seat.room.kind is RoomKind.DIRECT:
        context["title"] = with_words(await others_in(db, seat))
    return context


async def _composer(db: Any, seat: Seat, request: Request, form: Form[Any]) -> dict[str, Any]:
    """What `_composer.html` wants, with the message that is answered, where one is."""
    why_not, may_keep, now = "", False, hub_of(request).clock.now()
    try:
        rules.check_may_post(seat.person, seat.room, facilitates=seat.facilitates, now=now)
        await check_company(db, seat)
    except HubError as refusal:
        why_not = str(refusal)
        may_keep = refusal.code == "closed" and seat.room.archived_at is None
    answered = await _answered(db, seat, form.values.get("reply_to") or _asked(request))
    place = place_of_draft(seat, request.path_params.get("message", ""))
    draft = await draft_for_writer(db, seat.person, place, now)
    readers = audience(seat, members_words(await access.count_members(db, seat)))
    direct = seat.room.kind is RoomKind.DIRECT
    before = "" if direct else await told_before(db, seat.room.place)
    return {
        "draft": draft,
        "handle": seat.byline.handle,
        "name": seat.byline.name,
        "may_post": not why_not,
        "why_not": why_not,
        "may_keep": may_keep,
        "audience": f"{readers} {before}".strip(),
        "reply": answered,
        "client_id": form.values.get("id") or new_id(),
        "form": form if form.errors else None,
        "blank_reactions": blank_reactions(),
    }


def _asked(request: Request) -> str:
    return request.query_params.get("reply", "") if request.method == "GET" else ""


async def _answered(db: Any, seat: Seat, message_id: str) -> Any:
    """The message that the composer answers; None where there is none, or none to be seen."""
    if not message_id:
        return None
    try:
        message: Message = await access.message_for_reader(db, seat, message_id)
    except NotFound:
        return None
    showing = await showing_of(db, seat, [message.emptied()], message.at)
    return None if message_id in showing.hidden else showing.row(message.emptied())


@signed_in
async def create_message(request: Request) -> Response:
    """The form's way in: the same draft, service and ledger as the socket's."""
    form, file = await read_message(request)
    page = message_page if form.values.get("thread") else room_page
    if form.values.get("thread"):
        request.path_params["message"] = form.values["thread"]
    if form.errors:
        return await page(request, form, 422)
    person, slug, hub = person_of(request), request.path_params["slug"], hub_of(request)
    try:
        await limit_posts(hub, person.person_id)
        said = await attach(request, form, file)
        draft = to_new_message(person.person_id, slug, said)
        answer = await engine_of(hub).writer.write(draft)
    except Refused as refusal:
        form.errors[refusal.field if refusal.field in OF_A_FILE else "body"] = refusal.reason
        return await page(request, form, 422)
    except TooFast as error:
        form.errors["body"] = _("Wait %(n)d seconds, then post it again.") % {"n": error.wait}
        return await page(request, form, 429)
    await _end_draft(request)
    if answer.help:
        return RedirectResponse(answer.help, 303)
    mark = "?f=held" if answer.held else ""
    return RedirectResponse(f"{_page_of(request, slug)}{mark}#m-{answer.message_id}", 303)


def place_of_draft(seat: Seat, thread: str) -> str:
    """A draft per room and one per side conversation."""
    return f"message:{thread}" if thread else f"room:{seat.room.room_id}"


@signed_in
async def keep_draft(request: Request) -> Response:
    """What stands in the box: told by the page's script (204, also where nothing is kept), or by the
    button of a room that is closed now, which leads back to the page.
    """
    form = await read_form(request, DraftForm)
    if form.values.get("thread"):
        request.path_params["message"] = form.values["thread"]
    if form.errors and form.values.get("back"):
        page = message_page if form.values.get("thread") else room_page
        return await page(request, form, 422)
    if form.errors:
        raise Refused(next(iter(form.errors.values())))
    await _keep(request, form.draft.thread, form.draft.body)
    if not form.draft.back:
        return Response(status_code=204)
    return RedirectResponse(f"{_page_of(request, request.path_params['slug'])}#f-body", 303)


async def _end_draft(request: Request) -> None:
    await _keep(request, request.path_params.get("message", ""), "")


async def _keep(request: Request, thread: str, body: str) -> None:
    hub, person = hub_of(request), person_of(request)
    await hub.limits.hit("draft", person.person_id, DRAFT_RATE)
    async with hub.transaction() as tx:
        seat = await access.room_for_member(tx.db, person, request.path_params["slug"])
        if thread:
            await access.message_for_reader(tx.db, seat, thread)
        await drafts.keep_draft(tx, person, place_of_draft(seat, thread), body)


def _page_of(request: Request, slug: str) -> str:
    message = request.path_params.get("message")
    if message:
        return str(request.app.url_path_for("rooms:message", slug=slug, message=message))
    return str(request.app.url_path_for("rooms:room", slug=slug))


@signed_in
@even_frozen
async def create_read_mark(request: Request) -> Response:
    """ "I have read up to here", for pages without script."""
    slug = request.path_params["slug"]
    form = await read_form(request, ReadForm)
    if form.errors:
        raise Refused(_("Go back, reload the page and try again."))
    mark = NewRead(person_of(request).person_id, slug, form.draft.seq)
    await engine_of(hub_of(request)).writer.read(mark)
    return RedirectResponse(str(request.app.url_path_for("rooms:room", slug=slug)), 303)
