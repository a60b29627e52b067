"""The socket's stream for networks that block WebSockets: one room as Server-Sent Events.

Only another door to the same subscriptions: joining, catching up, order and bounds are theirs.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from peerhub.core.errors import NotFound, Refused, TooFast, Unavailable
from peerhub.core.words import _
from peerhub.rooms import access
from peerhub.rooms.engine import HEARTBEAT_SECONDS, Engine, engine_of
from peerhub.rooms.frames import JoinFrame
from peerhub.rooms.line import StreamLine
from peerhub.web.api import Endpoint
from peerhub.web.event_stream import MEDIA_TYPE, EventStream
from peerhub.web.forms import parse_fields
from peerhub.web.visitor import hub_of, person_of, signed_in

RETRY_SECONDS = 3.0  # how long a browser waits before it comes back by itself
FULL_SECONDS = 30.0


@signed_in
async def api_stream_events(request: Request) -> Response:
    """The room from where `Last-Event-ID` or `?after=` and `?epoch=` say, and then as it goes on."""
    hub, engine = hub_of(request), engine_of(hub_of(request))
    if request.method == "HEAD":
        person, slug = person_of(request), request.path_params["slug"]
        async with hub.reading() as db:
            by_token = request.state.credential.kind == "token"
            await access.room_for_member(db, person, slug, by_token=by_token)
        return Response(media_type=MEDIA_TYPE)
    if engine.writer.stopping:
        raise Unavailable("stopping", retry_after=2)
    if engine.is_full_for(person_of(request).person_id, address_of(request)):
        raise TooFast(FULL_SECONDS)
    return RoomEvents(engine, request, to_join(request))


def to_join(request: Request) -> JoinFrame:
    """What a socket would be told; Refused for a place that is none. The header is newer than `?after=`."""
    place = request.headers.get("last-event-id", "")
    epoch, _colon, after = place.rpartition(":")
    if not place:
        epoch = request.query_params.get("epoch", "")
        after = request.query_params.get("after", "")
    fields: dict[str, object] = {"type": "join", "ref": "", "room": request.path_params["slug"]}
    if place or "after" in request.query_params:
        if not after.isascii() or not after.isdigit() or len(after) > 15:
            raise Refused(_("after takes a seq: a whole number, 0 or more."), code="bad_request")
        fields["after"] = int(after)
    if epoch:
        fields["epoch"] = epoch
    try:
        return parse_fields(fields, JoinFrame)
    except Refused as refusal:
        if refusal.field == "room":  # no room has such a name
            raise NotFound() from refusal
        raise


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


class RoomEvents(Response):
    """The answer: joined before it begins, so that a room that is none is still a 404."""

    def __init__(self, engine: Engine, request: Request, join: JoinFrame) -> None:
        super().__init__(media_type=MEDIA_TYPE)
        self.engine, self.request, self.join = engine, request, join

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        engine, state = self.engine, self.request.state
        stream = EventStream(scope, retry_seconds=RETRY_SECONDS, silence_seconds=HEARTBEAT_SECONDS)
        resumes = self.join.after is not None
        line = StreamLine(stream, state.visitor, state.credential, resumes=resumes)
        with engine.counted(line.person.person_id, address_of(self.request)):
            try:
                await engine.subscriptions.open(line)
                await engine.subscriptions.join(line, self.join)
                await stream.run(receive, send)
            finally:
                await engine.subscriptions.drop(line)


endpoints = [
    Endpoint("GET", "/rooms/{slug}/events", api_stream_events, "A room's frames as they come",
             "read", query=("after", "epoch"), headers=("Last-Event-ID",), media_type=MEDIA_TYPE),
]  # fmt: skip
