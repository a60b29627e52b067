"""An export as pages that any browser reads without a hub, without script and for ever.

Of words only what everybody in their place could read: what waits is no part of it, what was taken
back or removed is a stone.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.hub import Hub
from peerhub.core.portable import Leaving, PlacePage, Readable, SaidWords, page_path
from peerhub.export.links import OwnLinks
from peerhub.export.models import Manifest
from peerhub.web.render import environment

HERE = Path(__file__).parent.parent / "templates"
STYLE = "style.css"
LINES = 1_000  # places on a page of a list
T = TypeVar("T")


async def write_pages(
    hub: Hub,
    db: AsyncConnection,
    leaving: Leaving,
    manifest: Manifest,
    add: Callable[[int], None],
) -> None:
    """`index.html`, a page or more for each group and place, one style sheet beside.

    `add` is told of how many more words stand on pages.
    """
    _write(leaving.folder / STYLE, (HERE / STYLE).read_text())
    groups: list[PlacePage] = []
    places: list[PlacePage] = []
    readables = [one.readable for one in hub.portable.values() if one.readable is not None]
    writing = Writing(db, leaving, OwnLinks(db, leaving, readables), add)
    for readable in readables:
        async for group in readable.groups(db, leaving):
            await _write_group(writing, readable, group)
            groups.append(group)
        async for place in readable.places(db, leaving, None):
            await _write_place(writing, readable, place)
            places.append(place)
    files = list(zip(manifest.files, manifest.counts.values(), strict=True))
    lists = {"groups": groups, "places": places, "files": files}
    at = datetime.fromisoformat(manifest.made_at)
    _write_page(leaving, "index", "index", manifest=manifest, at=at, up="", **lists)


@dataclass(frozen=True)
class Writing:
    """What all pages of one export are written with."""

    db: AsyncConnection
    leaving: Leaving
    links: OwnLinks
    add: Callable[[int], None]


async def _write_group(writing: Writing, readable: Readable, group: PlacePage) -> None:
    """A list of its places, and they themselves."""

    async def lines() -> AsyncIterator[list[PlacePage]]:
        listed: list[PlacePage] = []
        async for place in readable.places(writing.db, writing.leaving, group):
            await _write_place(writing, readable, place)
            listed.append(place)
            if len(listed) == LINES:
                yield listed
                listed = []
        if listed:
            yield listed

    async for number, listed, more in _numbered(lines()):
        path, links = _turning(group.path, number, more)
        context = {"group": group, "places": listed, "up": "../", "turn": links}
        _write_page(writing.leaving, path, "group", **context)


async def _write_place(writing: Writing, readable: Readable, place: PlacePage) -> None:
    """What was said there, a piece a page. An answer finds what it answers on an earlier page too."""
    where: dict[str, str] = {}
    async for number, words, more in _numbered(readable.words(writing.db, place)):
        path, links = _turning(place.path, number, more)
        name = path.rpartition("/")[2]
        where.update({one.id: f"{name}.html#{one.anchor}" for one in words})
        context = {
            "words": [await _shown(writing.links, one, where) for one in words],
            "turn": links,
            **(await _above(writing, readable, place) if number == 1 else {"above": None}),
        }
        _write_page(writing.leaving, path, "place", place=place, up="../", **context)
        writing.add(len(words))


async def _above(writing: Writing, readable: Readable, place: PlacePage) -> dict[str, Any]:
    """What stands above the words of a place's first page, with links that lead within the export."""
    answer, name = "", place.path.rpartition("/")[2]
    if place.answer:
        found = await readable.find(writing.db, writing.leaving, name, "", place.answer)
        page, _sign, anchor = found.rpartition("/")[2].partition("#")
        answer = f"{page}.html#{anchor}"
    outcome = await writing.links.lead(place.poll["outcome"]["html"]) if place.poll else ""
    summary = await writing.links.lead(place.html)
    above = {"summary": {"html": summary}, "answer": answer, "outcome": {"html": outcome}}
    return {"above": above}


async def _shown(links: OwnLinks, words: SaidWords, where: Mapping[str, str]) -> dict[str, Any]:
    """For the template: `words`, `html` with links that lead within the export, `answers`, `files`."""
    return {
        "words": words,
        "html": await links.lead(words.html),
        "answers": where.get(words.reply_to, ""),
        "files": [{**file, "href": links.file(file)} for file in words.files],
    }


async def _numbered(pieces: AsyncIterator[list[T]]) -> AsyncIterator[tuple[int, list[T], bool]]:
    """(number, piece, whether another follows); a place without any has one empty page."""
    number, held = 1, None
    async for piece in pieces:
        if held is not None:
            yield number, held, True
            number += 1
        held = piece
    yield number, held or [], False


def _turning(path: str, number: int, more: bool) -> tuple[str, dict[str, str]]:
    """A page's own path and the names of those before and after it, "" for none."""
    earlier = page_path(path, number - 1).rpartition("/")[2] if number > 1 else ""
    later = page_path(path, number + 1).rpartition("/")[2] if more else ""
    return page_path(path, number), {"earlier": earlier, "later": later}


def _write_page(leaving: Leaving, path: str, template: str, **context: Any) -> None:
    target = leaving.folder / f"{path}.html"
    target.parent.mkdir(mode=0o700, exist_ok=True)
    _write(target, environment().get_template(f"export/{template}.html").render(context))


def _write(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
