"""Reads what an operator names at the command line: a file, or an address of another server. Never one
that a visitor names.
"""

from __future__ import annotations

from pathlib import Path

import httpx2

from peerhub.core.words import _

SECONDS = 30.0
MOST_BYTES = 20 << 20


class NotFetched(Exception):
    """It could not be had; the message is a sentence for the person who named the address."""


def read_file(path: Path, most: int) -> bytes:
    """Its bytes; NotFetched where it cannot be read, or holds more than `most`."""
    try:
        if path.stat().st_size > most:
            said = {"name": path.name, "most": most >> 20}
            raise NotFetched(_("%(name)s is larger than %(most)d MB. Give it in parts.") % said)
        return path.read_bytes()
    except OSError as error:
        words = _("%(path)s cannot be read: %(why)s.")
        why = error.strerror or type(error).__name__
        raise NotFetched(words % {"path": path, "why": why}) from error


def client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(timeout=SECONDS, follow_redirects=True)


async def fetch(through: httpx2.AsyncClient, address: str, **query: int) -> bytes:
    """The answer's bytes; NotFetched for anything but a whole answer of a bearable size."""
    try:
        url = httpx2.URL(address)
        url = url.copy_merge_params({name: str(value) for name, value in query.items()})
        async with through.stream("GET", url) as answer:
            if not answer.is_success:
                words = _("%(address)s answered with %(status)d. Try again later.")
                raise NotFetched(words % {"address": address, "status": answer.status_code})
            found = bytearray()
            async for piece in answer.aiter_bytes():
                found += piece
                if len(found) > MOST_BYTES:
                    raise NotFetched(_("%s answered with more than 20 MB.") % address)
            return bytes(found)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        words = _("%(address)s cannot be reached (%(why)s). Try again later.")
        raise NotFetched(words % {"address": address, "why": type(error).__name__}) from error
