"""Pages that are alike for every stranger are kept as they went out, until anything changes at all.

A public thread may be read by thousands in an hour, by search engines too; none of them may make
the members wait. Kept is only what a view has called the same for everybody, asked for without
cookie or token; and only as long as nothing was committed since it was read, by this process or
(on SQLite) by another. PostgreSQL does not tell what others commit: there it is kept for a second.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from peerhub.core.hub import Hub

MOST_PAGES = 200
MOST_BYTES = 300_000  # of one page: all of them together stay below 60 MB
KEPT_SECONDS = 60.0
KEPT_BESIDE_OTHERS = 1.0  # where other processes' commits are not seen
PERSONAL = (b"cookie", b"authorization", b"range", b"if-none-match", b"if-modified-since")

Key = tuple[str, bytes, bytes, bool]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent, and how long it holds."""

    start: Message
    body: Message
    commits: int
    until: float  # of time.monotonic()


def same_for_everybody(request: Request) -> None:
    """This answer has nothing of whoever asks: said by a view, of a page that strangers may read."""
    request.state.same_for_everybody = True


class KeptPages:
    """Stands before everything else: what is sent from here passes nothing more."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self.app, self.hub = app, hub
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        on_sqlite = hub.database.on_sqlite
        self.seconds = KEPT_SECONDS if on_sqlite else KEPT_BESIDE_OTHERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        kept = self.pages.get(key)
        if kept and kept.commits == self.hub.commits and time.monotonic() < kept.until:
            await send(kept.start)
            await send(kept.body)
            return
        await self._ask(key, scope, receive, send)

    async def _ask(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        commits, sent = self.hub.commits, list[Message]()

        async def send_noted(message: Message) -> None:
            sent.append(message)
            await send(message)

        state = scope.setdefault("state", {})
        await self.app(scope, receive, send_noted)
        if state.get("same_for_everybody") and _is_whole(sent) and commits == self.hub.commits:
            start, body = sent
            self.pages[key] = Kept(start, body, commits, time.monotonic() + self.seconds)
            self.pages.move_to_end(key)
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)


def _key(scope: Scope) -> Key | None:
    """What an answer to a stranger can depend on; None for every other request."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    host, packed = b"", False
    for name, value in scope["headers"]:
        if name in PERSONAL:
            return None
        if name == b"host":
            host = value
        elif name == b"accept-encoding":
            packed = b"gzip" in value
    return host.decode("latin-1"), scope["raw_path"], scope["query_string"], packed


def _is_whole(sent: list[Message]) -> bool:
    """A page in one piece, with no cookie in its head."""
    if len(sent) != 2 or sent[0]["type"] != "http.response.start" or sent[0]["status"] != 200:
        return False
    if sent[1].get("more_body") or len(sent[1].get("body", b"")) > MOST_BYTES:
        return False
    return "set-cookie" not in Headers(raw=sent[0]["headers"])
