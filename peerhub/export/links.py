"""Links in people's words that led within the hub, as links that lead within its export."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILES = "files"
SUFFIXES = ("webp", "pdf", "docx", "odt", "txt", "bin")
LINK = re.compile(r'href="/(uploads|forum/t|rooms)/([^/"?#]+)[^"#]*(#[^"]*)?"')


def with_own_links(folder: Path, html: str) -> str:
    """To files, threads and rooms. What is not in the export leads nowhere."""

    def instead(found: re.Match[str]) -> str:
        kind, name, anchor = found.group(1), found.group(2), found.group(3) or ""
        if kind == "uploads":
            return f'href="{_file(folder, name)}"'
        if kind == "forum/t":
            return f'href="../threads/{name}.html{anchor}"'
        return f'href="../rooms/{name}.html{anchor}"'

    return LINK.sub(instead, html)


def own_file(folder: Path, file: Mapping[str, Any]) -> str:
    """Where a file lies in the export, "" where it does not (of imported mail there is a name only)."""
    return _file(folder, str(file["id"])) if "url" in file else ""


def _file(folder: Path, upload_id: str) -> str:
    names = [f"{upload_id}.{suffix}" for suffix in SUFFIXES]
    return next((f"../{FILES}/{name}" for name in names if (folder / FILES / name).exists()), "")
