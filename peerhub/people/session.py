"""From cookie or bearer token to a person, for every request and every socket. Denies on any doubt."""

from __future__ import annotations

from dataclasses import replace

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from peerhub.core.errors import Unavailable
from peerhub.core.hub import Hub
from peerhub.people import access
from peerhub.people.cookies import session_cookie
from peerhub.people.models import SEEN_EVERY, Credential, Person, PersonState
from peerhub.people.service.sessions import note_use, renew_session
from peerhub.web.api import PREFIX
from peerhub.web.tokens import cookie_of

log = structlog.get_logger("session")
SOCKET = "/ws"


class SessionMiddleware:
    """Fills `request.state`: `visitor` (Person or None), `credential`, `refused` (why not, for sockets)."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self.app, self.hub = app, hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not scope["path"].startswith("/static/"):
            connection = HTTPConnection(scope)
            connection.state.visitor = None
            connection.state.credential = None
            connection.state.refused = 401
            found = await self._find(connection)
            if found:
                await self._admit(connection, *found)
                if scope["type"] == "http":
                    send = await self._renewed(connection, send)
        await self.app(scope, receive, send)

    async def _find(self, connection: HTTPConnection) -> tuple[Person, Credential] | None:
        path = connection.url.path
        header = connection.headers.get("authorization", "")
        async with self.hub.reading(quick=True) as db:
            if header.lower().startswith("bearer "):
                # Tokens open the API and the socket, never a page.
                by_program = path.startswith(PREFIX) or path == SOCKET
                token = header[7:].strip()
                return await access.person_by_token(db, token) if by_program else None
            cookie = cookie_of(connection, self.hub.config)
            if not cookie:
                return None
            return await access.person_by_cookie(db, cookie, self.hub.clock.now())

    async def _admit(
        self, connection: HTTPConnection, person: Person, credential: Credential
    ) -> None:
        if person.state is PersonState.SUSPENDED:
            connection.state.refused = 403
        if person.state is not PersonState.MEMBER:
            return
        connection.state.visitor = replace(person, by_token=credential.kind == "token")
        connection.state.credential = credential
        now = self.hub.clock.now()
        if credential.seen_at and now - credential.seen_at >= SEEN_EVERY:
            try:
                async with self.hub.transaction() as tx:
                    await note_use(tx, credential.id)
            except Unavailable:
                log.warning("last use not written", session=credential.id[:8])

    async def _renewed(self, connection: HTTPConnection, send: Send) -> Send:
        """After a role changed the session gets a new id (promise S12), with this very answer."""
        credential: Credential | None = connection.state.credential
        if credential is None or not credential.renew:
            return send
        try:
            async with self.hub.transaction() as tx:
                cookie = await renew_session(tx, credential.id)
        except Unavailable:
            log.warning("session not renewed", session=credential.id[:8])
            return send
        if cookie is None:
            return send
        line = session_cookie(self.hub.config, cookie, shared=credential.shared)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if not any(
                    v.startswith(line.partition("=")[0] + "=")
                    for v in headers.getlist("set-cookie")
                ):
                    headers.append("Set-Cookie", line)
            await send(message)

        return send_with_cookie
