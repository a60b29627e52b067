"""Write the whole community into a folder, as one moment of the hub, while people go on writing.

The audit trail knows of it before the first byte is written; where it cannot be told, nothing is.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy.ext.asyncio import AsyncConnection

import peerhub
from peerhub.community.access import community_for_anyone
from peerhub.core.clock import to_iso
from peerhub.core.errors import StartError
from peerhub.core.hub import Hub
from peerhub.core.portable import Leaving, Records
from peerhub.export import store
from peerhub.export.models import MANIFEST, Manifest
from peerhub.export.service.pages import write_pages
from peerhub.export.values import to_json
from peerhub.moderation.service.trail import note

Tell = Callable[[int, int], None]  # records and words on pages written, of how many


async def export_hub(
    hub: Hub,
    target: Path,
    *,
    secret: bool = False,
    addresses: bool = False,
    reason: str = "",
    tell: Tell = lambda _done, _of: None,
) -> Manifest:
    """Everything that may leave, in `target`, which must not be there or be empty; the manifest.

    StartError where the folder cannot be had, or a reason is missing for what is asked for beyond
    what every member can read. Nothing stands under `target` before all of it does.
    """
    check_free(target)
    if (secret or addresses) and not reason:
        raise StartError("Say why, for the audit trail: add --reason WORDS.")
    await _write_down(hub, secret=secret, addresses=addresses, reason=reason)
    with _draft_of(target) as folder:
        now = hub.clock.now()
        leaving = Leaving(hub.config, folder, now, secret, addresses)
        items = {
            kind: ids(leaving)
            for portable in hub.portable.values()
            for kind, ids in portable.items.items()
        }
        leaving = Leaving(hub.config, folder, now, secret, addresses, items)
        async with hub.reading() as db:
            add = await _counting(hub, db, leaving, tell)
            manifest = await _write_records(hub, db, leaving, add)
            await write_pages(hub, db, leaving, manifest, add)
        _write_manifest(folder, manifest)
    return manifest


def check_free(target: Path) -> None:
    """StartError where something is there already, or there is no folder to put it into."""
    try:
        taken = target.exists() and (not target.is_dir() or any(target.iterdir()))
        homeless = not target.parent.is_dir()
    except OSError as error:
        raise _cannot_write(target, error) from error
    if taken:
        raise StartError(
            f"{target} is there and not empty. Choose another name; nothing was changed."
        )
    if homeless:
        raise StartError(f"There is no folder {target.parent}. Make it first.")


async def _write_down(hub: Hub, *, secret: bool, addresses: bool, reason: str) -> None:
    asked = [
        *(["secret places"] if secret else []),
        *(["addresses"] if addresses else []),
    ]
    detail = "; ".join([" and ".join(asked), reason]).strip("; ")
    async with hub.transaction() as tx:
        await note(tx, actor_id="", action="hub.exported", subject="hub", detail=detail)


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """A folder beside it, for its owner alone, which takes its place where the block ends well."""
    try:
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise _cannot_write(target, error) from error
    try:
        yield draft
        draft.rename(target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _cannot_write(target: Path, error: OSError) -> StartError:
    return StartError(
        f"{target} cannot be written: {error.strerror or error}. Nothing of it was kept."
    )


def in_order(hub: Hub) -> list[Records]:
    """Every kind of records, each after what it needs."""
    every = [one for portable in hub.portable.values() for one in portable.records]
    return sorted(every, key=lambda one: one.late)


async def _counting(
    hub: Hub, db: AsyncConnection, leaving: Leaving, tell: Tell
) -> Callable[[int], None]:
    """What is told of more that is written; `tell` hears how much of the whole that makes.

    Words that stand on pages too are written twice.
    """
    counts = {kind.name: await store.count_rows(db, kind, leaving) for kind in in_order(hub)}
    shown = [one.readable.shows for one in hub.portable.values() if one.readable]
    done, total = 0, sum(counts.values()) + sum(counts[name] for name in shown)

    def add(count: int) -> None:
        nonlocal done
        done += count
        tell(done, total)

    return add


async def _write_records(
    hub: Hub, db: AsyncConnection, leaving: Leaving, add: Callable[[int], None]
) -> Manifest:
    counts, files = {}, {}
    for kind in in_order(hub):
        with _private(leaving.folder / kind.file) as file:
            digest, counts[kind.name], fields = hashlib.sha256(), 0, list(kind.fields)
            async for rows in store.list_pieces(db, kind, leaving):
                lines = [_line(fields, record) for record in await kind.leave(db, leaving, rows)]
                text = b"".join(lines)
                file.write(text)
                digest.update(text)
                counts[kind.name] += len(lines)
                add(len(rows))
            files[kind.file] = digest.hexdigest()
    return Manifest(
        community=(await community_for_anyone(db)).name,
        made_at=to_iso(leaving.now),
        peerhub=peerhub.__version__,
        secret=leaving.secret,
        addresses=leaving.addresses,
        counts=counts,
        files=files,
    )


def _line(fields: Iterable[str], record: dict[str, Any]) -> bytes:
    """Only what the kind says that it has: no column slips through that stays."""
    said = {name: to_json(record[name]) for name in fields if name in record}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    with _private(folder / MANIFEST) as file:
        text = json.dumps(manifest.as_fields(), ensure_ascii=False, indent=2)
        file.write(text.encode() + b"\n")


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """A new file for its owner alone, on the disk before the block ends."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
