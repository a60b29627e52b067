"""The socket's door, /ws: who may come in, what they say, and what they are answered."""

from __future__ import annotations

import structlog
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

import peerhub
from peerhub.core.errors import HubError, Refused
from peerhub.core.hub import Hub
from peerhub.core.words import _
from peerhub.people.models import Credential
from peerhub.rooms import answers, frames, signs
from peerhub.rooms.engine import HEARTBEAT_SECONDS, Engine, engine_of
from peerhub.rooms.frames import (
    BadFrame,
    JoinFrame,
    LeaveFrame,
    PostFrame,
    ReadFrame,
    ReportFrame,
    TypingFrame,
)
from peerhub.rooms.line import Line
from peerhub.rooms.pace import Pace
from peerhub.rooms.writer import Outcome, Write
from peerhub.web.limits import limit_posts
from peerhub.web.protocols import LINE, OurSocketProtocol

SUBPROTOCOL = "peerhub.v1"
UNSUPPORTED, POLICY = 1003, 1008
log = structlog.get_logger("socket")


async def serve_socket(socket: WebSocket) -> None:
    """Refuse before the upgrade, or listen until the client or the server has had enough."""
    hub: Hub = socket.app.state.hub
    engine = engine_of(hub)
    protocol: OurSocketProtocol | None = socket.scope.get("extensions", {}).get(LINE)
    status = refusal(socket, hub, engine)
    if status or protocol is None:
        await socket.send_denial_response(PlainTextResponse(REASONS.get(status, ""), status or 501))
        return
    offered = socket.scope.get("subprotocols", [])
    await socket.accept(SUBPROTOCOL if SUBPROTOCOL in offered else None)
    line = Line(protocol, socket.state.visitor, socket.state.credential)
    with engine.counted(line.person.person_id, address_of(socket)):
        line.send(answers.hello_frame(line.person, peerhub.__version__, HEARTBEAT_SECONDS))
        try:
            await engine.subscriptions.open(line)
            await listen(socket, hub, engine, line)
        except WebSocketDisconnect as ended:
            log.debug("socket ended", code=ended.code)
        finally:
            await engine.subscriptions.drop(line)


REASONS = {
    401: "Sign in first.",
    403: "Not from here, or not open to you.",
    429: "Too many connections. Close one and try again.",
    503: "Restarting. Try again in a moment.",
}


def refusal(socket: WebSocket, hub: Hub, engine: Engine) -> int:
    """The HTTP status to refuse with, or 0."""
    credential: Credential | None = getattr(socket.state, "credential", None)
    by_cookie = credential is None or credential.kind == "session"
    bearer = socket.headers.get("authorization", "").lower().startswith("bearer ")
    if by_cookie and not bearer and socket.headers.get("origin") != hub.config.address:
        # A page elsewhere may open a socket with somebody's cookie: no other check stops it.
        return 403 if socket.headers.get("cookie") or socket.headers.get("origin") else 401
    if credential is None:
        return int(getattr(socket.state, "refused", 401))
    if not credential.allows("read"):
        return 403
    if engine.writer.stopping:
        return 503
    if engine.is_full_for(socket.state.visitor.person_id, address_of(socket)):
        return 429
    return 0


def address_of(socket: WebSocket) -> str:
    return socket.client.host if socket.client else ""


async def listen(socket: WebSocket, hub: Hub, engine: Engine, line: Line) -> None:
    """Read frames one by one; each is answered with its `ref`. Reading waits while the writer is full."""
    pace = Pace(on=hub.limits.on)
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if message.get("text") is None:
            line.close(UNSUPPORTED)
            return
        ref: str | None = None
        try:
            frame = frames.parse_frame(message["text"])
            ref = getattr(frame, "ref", None)
            if not isinstance(frame, PostFrame) and not frames.is_never_slowed(frame):
                pace.count_frame()
            await act(hub, engine, line, frame)
        except BadFrame as bad:
            line.send(answers.error_frame(bad.ref, bad))
            if bad.code == "bad_frame" and pace.is_last_bad_frame():
                line.close(POLICY)
                return
        except HubError as error:
            line.send(answers.error_frame(ref, error))


async def act(hub: Hub, engine: Engine, line: Line, frame: frames.Frame) -> None:
    if isinstance(frame, JoinFrame):
        await engine.subscriptions.join(line, frame)
    elif isinstance(frame, LeaveFrame):
        await engine.subscriptions.leave(line, frame.room)
        line.send(answers.left_ack_frame(frame.ref, frame.room))
    elif isinstance(frame, ReadFrame):
        await signs.read(engine, line, frame)
    elif isinstance(frame, TypingFrame):
        await signs.typing(hub, line, frame)
    elif isinstance(frame, ReportFrame):
        check_may_write(line)
        line.send(await signs.report(hub, line, frame))
    else:
        await write(hub, engine, line, frame)


async def write(
    hub: Hub, engine: Engine, line: Line, frame: PostFrame | frames.ChangeFrame
) -> None:
    """Hand it to the writer; the ack goes out when it is stored, reading goes on meanwhile."""
    check_may_write(line)
    person_id, by_token = line.person.person_id, line.credential.kind == "token"
    draft: Write
    if isinstance(frame, PostFrame):
        await limit_posts(hub, person_id)
        draft = frames.to_new_message(person_id, frame.room, frame, by_token=by_token)
    else:
        draft = frames.to_new_change(person_id, frame, by_token=by_token)

    def told(outcome: Outcome) -> None:
        if isinstance(outcome, HubError):
            line.send(answers.error_frame(frame.ref, outcome))
        elif outcome is not None:
            line.send(answers.ack_frame(frame.ref, outcome))

    await engine.writer.put(draft, told)


def check_may_write(line: Line) -> None:
    if not line.credential.allows("write"):
        raise Refused(_("This token may only read."), code="not_allowed")
