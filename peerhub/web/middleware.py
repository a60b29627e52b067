"""What every request passes, sockets too: headers, host, size, same origin, errors to pages. Plain ASGI."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from peerhub.core.errors import TooLarge
from peerhub.core.hub import Hub
from peerhub.core.words import N_, _
from peerhub.web.forms import MAX_FIELDS
from peerhub.web.tokens import cookie_name, is_form_token

SAFE = ("GET", "HEAD", "OPTIONS")
MOST_BODY = 1 << 20  # forms and JSON
MOST_WITH_FILE = 11 << 20  # a file of 10 MiB, and what is written beside it
TOKEN_PART = re.compile(rb'; name="_token"\r\n\r\n([!-~]{1,200})\r\n')
OPEN_PATHS = ("/healthz", "/readyz")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'none'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'; require-trusted-types-for 'script'; "
    "trusted-types peerhub"
)


class SecurityHeaders:
    """The same strict headers on every answer; nothing personal is kept by a cache (promise S28)."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self.app, self.hub = app, hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                self._add(MutableHeaders(scope=message), scope)
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, scope: Scope) -> None:
        headers.setdefault("Cache-Control", "no-store")
        headers.setdefault("Content-Security-Policy", POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        secure = self.hub.config.secure
        if secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        fresh = scope.get("state", {}).get("new_cookie")
        if fresh and "set-cookie" not in headers:
            headers.append(
                "Set-Cookie",
                f"{cookie_name(self.hub.config)}={fresh}; Path=/; HttpOnly; SameSite=Lax"
                + ("; Secure" if secure else ""),
            )


class OwnHost:
    """A GET under another name is sent to the hub's own; broken paths are refused."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self.app = app
        self.own = urlsplit(hub.config.address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            answer = self._answer(scope)
            if answer is not None:
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if "\x00" in path or "\ufffd" in path:
            return PlainTextResponse(_("This address is not a page."), 400)
        host = Headers(scope=scope).get("host", "").lower()
        if scope["method"] != "GET" or host == self.own.netloc.lower() or path in OPEN_PATHS:
            return None
        query = scope["query_string"].decode("latin-1")
        raw = scope["raw_path"].decode("latin-1")
        return RedirectResponse(self.own.geturl() + raw + (f"?{query}" if query else ""), 307)


class BodyLimit:
    """413 with a kind sentence above 1 MiB, whether or not the length was told beforehand.

    The doors in `larger` take a file as well: theirs is counted as it comes, and never held in
    memory as a whole, so that nobody fills it before they are known.
    """

    def __init__(self, app: ASGIApp, larger: Sequence[str] = ()) -> None:
        self.app = app
        self.larger = [compile_path(path)[0] for path in larger]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "0")
        if self._takes_file(scope):
            if told.isdigit() and int(told) > MOST_WITH_FILE:
                await too_large(_(WITH_FILE))(scope, receive, send)
            else:
                await self.app(scope, counted(receive), send)
            return
        if told.isdigit() and int(told) > MOST_BODY:
            await too_large()(scope, receive, send)
            return
        body, more = b"", scope["method"] not in SAFE
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > MOST_BODY:
                await too_large()(scope, receive, send)
                return
        if scope["method"] in SAFE:
            await self.app(scope, receive, send)
        else:
            await self.app(scope, replay(body, receive), send)

    def _takes_file(self, scope: Scope) -> bool:
        kind = Headers(scope=scope).get("content-type", "")
        is_form = scope["method"] == "POST" and kind.startswith("multipart/form-data")
        return is_form and any(path.match(scope["path"]) for path in self.larger)


WITH_FILE = N_("This file is larger than 10 MB. Make it smaller, or send a part of it.")


def too_large(words: str = "") -> Response:
    told = words or _("This is larger than 1 MB. Shorten it, or send it in parts.")
    return PlainTextResponse(told, 413, {"Connection": "close"})


def counted(receive: Receive) -> Receive:
    """The same receive; TooLarge as soon as more has come than a file may be long."""
    come = 0

    async def receive_counted() -> Message:
        nonlocal come
        message = await receive()
        come += len(message.get("body", b""))
        if come > MOST_WITH_FILE:
            raise TooLarge(_(WITH_FILE))
        return message

    return receive_counted


def replay(body: bytes, receive: Receive) -> Receive:
    """A receive that gives `body` once and then what really comes."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


class SameOrigin:
    """Unsafe requests come from our own pages (contract section 4, after Datasette's csrf.py).

    Sec-Fetch-Site decides where a browser sends it, else Origin, else the form's token. A request
    that bears neither cookie nor any sign of a browser cannot be a forged one: there is nothing
    to forge it with. `Origin: null` is such a sign: a page in a sandbox must not sign anybody in.
    """

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self.app, self.hub = app, hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        if by_headers(request, self.hub.config.address) is None and self._is_browser(request):
            body = await request.body()
            receive = replay(body, receive)
            if not self._has_token(request, body):
                await self._refuse(scope, receive, send)
                return
        elif by_headers(request, self.hub.config.address) is False:
            await self._refuse(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_browser(self, request: Request) -> bool:
        bearer = request.headers.get("authorization", "").lower().startswith("bearer ")
        signs = cookie_name(self.hub.config) in request.cookies or "origin" in request.headers
        return signs and not bearer

    def _has_token(self, request: Request, body: bytes) -> bool:
        kind = request.headers.get("content-type", "")
        if kind.startswith("multipart/form-data"):
            found = TOKEN_PART.search(body)
            said = found.group(1).decode("latin-1") if found else ""
            return is_form_token(said, request, self.hub.config, self.hub.keys)
        if not kind.startswith("application/x-www-form-urlencoded"):
            return False
        try:
            said = parse_qs(body.decode("latin-1"), max_num_fields=MAX_FIELDS).get("_token", [""])[
                -1
            ]
        except ValueError:  # more fields than any form of ours has
            return False
        return is_form_token(said, request, self.hub.config, self.hub.keys)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        words = _(
            "This was sent from another site or an old page. Go back, reload, and send it again."
        )
        await PlainTextResponse(words, 403)(scope, receive, send)


def by_headers(connection: HTTPConnection, address: str) -> bool | None:
    """Same origin by the browser's own word: True, False, or None where it says nothing."""
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = connection.headers.get("origin")
    if origin is not None and origin != "null":
        return origin == address
    return None
