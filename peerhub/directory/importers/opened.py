"""Opens what `peerhub import directory` is given: a file of JSON or CSV, or the address of a feed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import orjson
from httpx2 import AsyncClient

from peerhub.core.fetch import NotFetched, client, fetch, read_file
from peerhub.core.words import _
from peerhub.directory.importers.found import Record
from peerhub.directory.importers.shapes import Faults, Whole, items_of, numbered, records_of
from peerhub.directory.importers.sheets import NotASheet, items_of_sheet

MOST_BYTES = 100 << 20  # of a file: the largest feeds of councils hold a tenth of that
MOST_PAGES = 2_000
MOST_IN_A_ROW = 5  # answers that fail: then the feed is away, not the record
LISTS = ("services", "organizations", "service_at_locations")  # of a feed: each also by id
Tell = Callable[[int, int], None]


class NotADirectory(Exception):
    """Nothing here can be brought; the message is a sentence for the person who brought it."""


@dataclass(slots=True)
class Opened:
    """What stands in it. `name`: of the file, for records without ids of their own; `rows`: whether
    a report names each.
    """

    name: str
    records: list[Record]
    faults: Faults = field(default_factory=list)
    rows: bool = False


async def open_directory(source: str, tell: Tell) -> Opened:
    """NotFetched where it cannot be read, NotADirectory where it holds no organisations."""
    if source.startswith(("https://", "http://")):
        return await _open_address(source, tell)
    return await asyncio.to_thread(_open_file, Path(source))


def _open_file(path: Path) -> Opened:
    if path.is_dir():
        path = path / "organizations.csv"
    return _opened(read_file(path, MOST_BYTES), path, path.name)


def _opened(content: bytes, path: Path | None, name: str) -> Opened:
    if _is_json(content):
        items = items_of(_parsed(content, name))
        if items is None:
            raise NotADirectory(
                _("%s holds no organisations. Give a list of them, or of services.") % name
            )
        return Opened(name, *records_of(numbered(items)))
    try:
        sheet, faults = items_of_sheet(content, path, name)
    except NotASheet as error:
        raise NotADirectory(str(error)) from error
    records, more = records_of(sheet)
    return Opened(name, records, faults + more, rows=True)


def _is_json(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _parsed(content: bytes, name: str) -> Any:
    try:
        return orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        words = _("%(name)s is not whole JSON: line %(line)d, character %(column)d.")
        said = {"name": name, "line": error.lineno, "column": error.colno}
        raise NotADirectory(words % said) from error


async def _open_address(address: str, tell: Tell) -> Opened:
    async with client() as through:
        content = await fetch(through, address)
        name = urlsplit(address).path.rpartition("/")[2] or "feed"
        if not _is_json(content):
            return _opened(content, None, name)
        said = _parsed(content, name)
        if isinstance(said, dict) and "version" in said and "id" not in said:
            address = _at(address, "services")
            said = _parsed(await fetch(through, address), "services")
        if not isinstance(said, dict) or "contents" not in said:
            return _opened(content, None, name)
        items, faults = await _whole(through, address, said, tell)
        records, more = records_of(items)
        return Opened(name, records, faults + more)


async def _whole(
    through: AsyncClient, address: str, page: dict[str, Any], tell: Tell
) -> tuple[list[Whole], Faults]:
    """Every page of a list, and each of its records by itself where the list is a feed's. A record
    that is not to be had is a fault; several one after another are the feed's own.
    """
    items = list(items_of(page) or [])
    number, pages = 1, page.get("total_pages")
    pages = min(pages, MOST_PAGES) if isinstance(pages, int) else 1
    while number < pages:
        number += 1
        more = _parsed(await fetch(through, address, page=number), "feed")
        items += items_of(more) or []
        tell(number, pages)
    if urlsplit(address).path.rstrip("/").rpartition("/")[2] not in LISTS:
        return numbered(items), []
    wholes: list[Whole] = []
    faults: Faults = []
    in_a_row = 0
    for done, (where, one) in enumerate(numbered(items), 1):
        tell(done, len(items))
        known = one.get("id") if isinstance(one, dict) else None
        if not isinstance(known, str) or not known or "/" in known:
            wholes.append((where, one))
            continue
        try:
            wholes.append((where, _parsed(await fetch(through, _at(address, known)), where)))
            in_a_row = 0
        except (NotADirectory, NotFetched) as error:
            in_a_row += 1
            if in_a_row > MOST_IN_A_ROW:
                raise
            faults.append((where, str(error)))
    return wholes, faults


def _at(address: str, more: str) -> str:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{more}", "", ""))
