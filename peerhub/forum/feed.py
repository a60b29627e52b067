"""A board as an Atom feed (RFC 4287): what is new, by title and place, never the words themselves.

Whatever reads feeds keeps what it read. So nothing goes out that somebody may still take back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.words import _, ngettext
from peerhub.forum import access
from peerhub.forum.models import PAGE_THREADS, Board, Thread, page_title
from peerhub.web.api import Endpoint
from peerhub.web.visitor import SignInNeeded, hub_of, public, visitor_of

ATOM = "http://www.w3.org/2005/Atom"
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MEDIA_TYPE = "application/atom+xml"


@public
async def api_show_feed(request: Request) -> Response:
    """Of a public board for everybody; of others for who may read them, by token or session."""
    visitor, hub = visitor_of(request), hub_of(request)
    async with hub.reading() as db:
        try:
            board = await access.board_for_reader(db, visitor, request.path_params["slug"])
        except NotFound:
            if visitor is None:  # whether or not there is such a board
                raise SignInNeeded() from None
            raise
        found = await access.threads_for_reader(db, visitor, [board], limit=PAGE_THREADS)
    shown = [thread for thread in found if not thread.held]
    return Response(to_atom(board, shown, hub.config.address), media_type=MEDIA_TYPE)


def to_atom(board: Board, found: Sequence[Thread], address: str) -> bytes:
    """`address`: of the hub, before every path."""
    feed = ElementTree.Element("feed", xmlns=ATOM)
    here = f"{address}/forum/{board.slug}"
    newest = max((thread.last_at for thread in found), default=None)
    _add(feed, "title", page_title(board))
    _add(feed, "id", here)
    _add(feed, "updated", to_iso(newest) if newest else "1970-01-01T00:00:00Z")
    ElementTree.SubElement(feed, "link", rel="alternate", type="text/html", href=here)
    own = f"{address}/api/v1/forum/boards/{board.slug}/feed"
    ElementTree.SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=own)
    for thread in found:
        _add_entry(feed, thread, address)
    text: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text


def _add_entry(feed: ElementTree.Element, thread: Thread, address: str) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    where = f"{address}/forum/t/{thread.thread_id}"
    _add(entry, "title", thread.title)
    _add(entry, "id", where)
    _add(entry, "published", to_iso(thread.made_at))
    _add(entry, "updated", to_iso(thread.last_at))
    ElementTree.SubElement(entry, "link", rel="alternate", href=f"{where}/{thread.slug}")
    author = ElementTree.SubElement(entry, "author")
    _add(author, "name", thread.author_name or _("Imported author"))
    _add(entry, "summary", _summary(thread))


def _summary(thread: Thread) -> str:
    posts = ngettext("%(n)d post.", "%(n)d posts.", thread.standing) % {"n": thread.standing}
    if not thread.warning:
        return posts
    return f"{_('Content note: %(words)s') % {'words': thread.warning}}. {posts}"


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    """XML has no way to hold the signs that control a terminal; an imported subject may."""
    ElementTree.SubElement(parent, name).text = NOT_XML.sub("", text)


endpoints = [
    Endpoint("GET", "/forum/boards/{slug}/feed", api_show_feed, "A board as an Atom feed", "read",
             media_type=MEDIA_TYPE),
]  # fmt: skip
