"""The JSON doors that write: post, edit, withdraw, react, read. The same drafts as the socket's frames."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import Refused
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.rooms.answers import answer_fields
from peerhub.rooms.api.listing import by_token
from peerhub.rooms.engine import engine_of
from peerhub.rooms.frames import EditDraft, MessageDraft, ReadDraft, check_emoji, to_new_message
from peerhub.rooms.models import ChangeKind, NewChange, NewRead
from peerhub.web.api import JsonAnswer, idempotency_key, read_json
from peerhub.web.limits import limit_changes, limit_posts
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


class Ack(BaseModel):
    """What was stored; `held` where a moderator reads it first; `mine`: one's own reactions.

    `help`: where to lead its author, whose words point to danger.
    """

    room: str
    id: str
    at: str
    seq: int | None = None
    held: bool | None = None
    mine: list[str] | None = None
    help: str | None = None


@signed_in
async def api_post_message(request: Request) -> Response:
    """201 with the `ack`, also for a retry: the same id gets the same answer."""
    draft = await read_json(request, MessageDraft, **_key(request))
    person, hub = person_of(request), hub_of(request)
    await limit_posts(hub, person.person_id)
    said = to_new_message(
        person.person_id, request.path_params["slug"], draft, by_token=by_token(request)
    )
    return JsonAnswer(answer_fields(await engine_of(hub).writer.write(said)), 201)


@signed_in
async def api_edit_message(request: Request) -> Response:
    draft = await read_json(request, EditDraft, **_key(request))
    return await _change(
        request, ChangeKind.EDIT, client_id=draft.id, body=draft.body, html=to_html(draft.body)
    )


@signed_in
@even_frozen
async def api_withdraw_message(request: Request) -> Response:
    return await _change(request, ChangeKind.WITHDRAW)


@signed_in
async def api_add_reaction(request: Request) -> Response:
    return await _change(request, ChangeKind.REACT, emoji=_emoji(request), on=True)


@signed_in
@even_frozen
async def api_take_reaction(request: Request) -> Response:
    return await _change(request, ChangeKind.REACT, emoji=_emoji(request), on=False)


@signed_in
@even_frozen
async def api_mark_read(request: Request) -> Response:
    """204; the mark moves forward only."""
    draft = await read_json(request, ReadDraft)
    person_id, slug = person_of(request).person_id, request.path_params["slug"]
    hub = hub_of(request)
    await limit_changes(hub, person_id)
    mark = NewRead(person_id, slug, draft.seq, by_token=by_token(request))
    await engine_of(hub).writer.read(mark)
    return Response(status_code=204)


def _key(request: Request) -> dict[str, str]:
    """The client id from the header, where it is there and not in the body."""
    key = idempotency_key(request)
    return {"id": key} if key else {}


def _emoji(request: Request) -> str:
    try:
        return check_emoji(request.path_params["emoji"])
    except ValueError as error:
        raise Refused(str(error), code="bad_request") from error


async def _change(request: Request, kind: ChangeKind, **fields: Any) -> Response:
    """One change of a message of this very room, by the writer, as from the socket."""
    hub, person = hub_of(request), person_of(request)
    await limit_changes(hub, person.person_id)
    message_id, room = request.path_params["message"], request.path_params["slug"]
    fields.setdefault("client_id", idempotency_key(request) or new_id())
    said = {"message_id": message_id, "room": room, "by_token": by_token(request), **fields}
    change = NewChange(kind, person.person_id, **said)
    return JsonAnswer(answer_fields(await engine_of(hub).writer.write(change)))
