"""Links in people's words that led within the hub, as links that lead within its export."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.portable import Leaving, Readable

FILES = "files"
UPLOADS = "uploads"
SUFFIXES = ("webp", "pdf", "docx", "odt", "txt", "bin")


class OwnLinks:
    """Leads links to files, threads, rooms and what was said there. What is not in the export leads
    nowhere. Each address is looked up once.
    """

    def __init__(
        self, db: AsyncConnection, leaving: Leaving, readables: Sequence[Readable]
    ) -> None:
        self._db, self._leaving = db, leaving
        self._readables = {one.under: one for one in readables}
        kinds = "|".join(map(re.escape, (UPLOADS, *self._readables)))
        address = re.escape(leaving.config.address)
        self._link = re.compile(
            rf'href="(?:{address})?/(?P<kind>{kinds})/(?P<name>[^/"?#]+)'
            r'(?P<rest>[^"#]*)(?:#(?P<mark>[^"]*))?"'
        )
        self._known: dict[str, str] = {}

    async def lead(self, html: str) -> str:
        for found in self._link.finditer(html):
            if found.group() not in self._known:
                self._known[found.group()] = f'href="{await self._address(found)}"'
        return self._link.sub(lambda found: self._known[found.group()], html)

    async def _address(self, found: re.Match[str]) -> str:
        kind, name, rest, mark = found.group("kind", "name", "rest", "mark")
        if kind == UPLOADS:
            return _file(self._leaving.folder, name)
        readable = self._readables[kind]
        path = await readable.find(self._db, self._leaving, name, rest, mark or "")
        page, _sign, anchor = path.partition("#")
        return f"../{page}.html{f'#{anchor}' if anchor else ''}" if page else ""

    def file(self, file: Mapping[str, Any]) -> str:
        """Where a file lies, "" where it does not (of imported mail there is a name only)."""
        return _file(self._leaving.folder, str(file["id"])) if "url" in file else ""


def _file(folder: Path, upload_id: str) -> str:
    names = [f"{upload_id}.{suffix}" for suffix in SUFFIXES]
    return next((f"../{FILES}/{name}" for name in names if (folder / FILES / name).exists()), "")
