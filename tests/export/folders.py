"""An export as its reader finds it, and ways to spoil one."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from peerhub.core.hub import Hub
from peerhub.core.tables import metadata

Line = dict[str, Any]


def records(folder: Path, kind: str) -> list[Line]:
    return [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text().splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its path, but for the time in the manifest and on the front page."""
    made_at = json.loads((folder / "manifest.json").read_text())["made_at"].encode()
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().replace(made_at, b"TIME")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def texts(folder: Path) -> dict[str, str]:
    """Of everything but pictures."""
    return {
        name: content.decode()
        for name, content in contents(folder).items()
        if not name.startswith("files/")
    }


def rewrite(folder: Path, kind: str, change: Callable[[list[Line]], object]) -> None:
    """Change records of a kind and make the manifest fit again, as a forger would."""
    lines = records(folder, kind)
    change(lines)
    path = folder / f"{kind}.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest["counts"][kind] = len(lines)
    (folder / "manifest.json").write_text(json.dumps(manifest))


async def rows(hub: Hub) -> dict[str, int]:
    """How many rows each table has, but for those of the ground and the audit trail."""
    apart = ("facts", "duties", "log_entries", "log_heads", "search_words")
    found = {}
    async with hub.reading() as db:
        for table in metadata.sorted_tables:
            if table.name not in apart:
                query = select(func.count()).select_from(table)
                found[table.name] = await db.scalar(query) or 0
    return found
