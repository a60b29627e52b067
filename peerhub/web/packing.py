"""Pages are packed (gzip) on their way out, so that a busy room fits through a thin line.

Packing beside a secret can give it away: who can put words into a page and watch its size may
guess what else stands in it (BREACH, breachattack.com). So the one secret of our pages, the form
token, is another one in each page (web/tokens.py), and each packed page is longer by a random
number of bytes (Heal-the-BREACH; the name field of RFC 1952).
"""

from __future__ import annotations

import gzip
import io
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST = 8_000  # a page that fits into six packets arrives at once anyway
LEVEL = 5
MOST_PADDING = 100


class PackPages:
    """Packs large whole pages for clients that take it; touches nothing else.

    Never an answer that must look like another to the byte (promises S4, S14): refusals, and the
    small pages of signing in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, send)
            return
        start: Message | None = None

        async def send_packed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message  # until its body is here: the length stands in the head
                return
            if start is not None:
                begun, start = start, None
                if message["type"] == "http.response.body" and _is_worth_it(message):
                    message = {**message, "body": pack(message["body"])}
                    _tell(begun, len(message["body"]))
                await send(begun)
            await send(message)

        await self.app(scope, receive, send_packed)


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 and is_html and "content-encoding" not in headers


def _is_worth_it(body: Message) -> bool:
    return not body.get("more_body") and len(body.get("body", b"")) >= LEAST


def _tell(start: Message, length: int) -> None:
    headers = MutableHeaders(raw=start["headers"])
    headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(length)
    headers.add_vary_header("Accept-Encoding")
    start["headers"] = headers.raw


def pack(page: bytes) -> bytes:
    """The page in gzip, longer by 1 to 100 bytes than it need be."""
    packed = io.BytesIO()
    padding = "a" * (1 + secrets.randbelow(MOST_PADDING))
    with gzip.GzipFile(padding, "wb", LEVEL, packed, mtime=0) as file:
        file.write(page)
    return packed.getvalue()
