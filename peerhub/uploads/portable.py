"""What uploads carry along: the files that something borne along bears, and their bytes.

Nobody's name: whose a file is, the item says that bears it. A file comes back only where its bytes
are those that were written down, and where they are of a kind that the hub itself would keep.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path

from sqlalchemy import Column, ColumnElement, String, and_, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.config import Config
from peerhub.core.portable import Arriving, Leaving, Portable, Record, Records, among
from peerhub.people.service.stand_in import stand_in_for
from peerhub.uploads import shelf
from peerhub.uploads.models import FILE_BYTES, UploadKind
from peerhub.uploads.papers import DOCX, ODT, TYPES
from peerhub.uploads.sniffing import sniff
from peerhub.uploads.tables import uploads

FOLDER = "files"
SUFFIXES = {
    "image/webp": ("webp", "WEBP"),
    "application/pdf": ("pdf", "PDF"),
    TYPES[DOCX]: ("docx", "ZIP"),
    TYPES[ODT]: ("odt", "ZIP"),
    "text/plain; charset=utf-8": ("txt", "TEXT"),
}  # what the worker makes, and what its first bytes say
UNKNOWN = ("bin", "")


def file_name(upload_id: str, suffix: str, *, small: bool = False) -> str:
    """How a file is called in an export: by its id, so that no name tells anything."""
    return f"{upload_id}-small.{suffix}" if small else f"{upload_id}.{suffix}"


def _borne(leaving: Leaving) -> ColumnElement[bool]:
    """Asked of each row in the order of the key: by the index of kinds a page would be sorted."""
    used_kind = uploads.c.used_kind.concat("")
    borne = or_(
        *(
            and_(used_kind == kind, among(uploads.c.used_id, ids, uploads))
            for kind, ids in leaving.items.items()
        )
    )
    return and_(borne, uploads.c.removed_at.is_(None))


async def _with_bytes(_db: AsyncConnection, leaving: Leaving, rows: list[Record]) -> list[Record]:
    """Copies the bytes; what went meanwhile, on the disk, is left out with its row."""
    kept = []
    for row in rows:
        small = await asyncio.to_thread(_copy_out, leaving, row)
        if small is not None:
            kept.append({**row, "small_sha256": small})
    return kept


def _copy_out(leaving: Leaving, row: Record) -> str | None:
    """The thumbnail's hash, "" for none; None where the file is gone."""
    suffix, _kind = SUFFIXES.get(row["media_type"], UNKNOWN)
    try:
        content = shelf.path_of(leaving.config, row["upload_id"]).read_bytes()
        small = _thumbnail(leaving.config, row)
    except FileNotFoundError:
        return None
    folder = leaving.folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    _write(folder / file_name(row["upload_id"], suffix), content)
    if not small:
        return ""
    _write(folder / file_name(row["upload_id"], suffix, small=True), small)
    return hashlib.sha256(small).hexdigest()


def _thumbnail(config: Config, row: Record) -> bytes:
    if row["kind"] != UploadKind.IMAGE:
        return b""
    return shelf.path_of(config, row["upload_id"], small=True).read_bytes()


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _check(record: Record) -> None:
    suffix, _kind = SUFFIXES.get(record["media_type"], UNKNOWN)
    if suffix == "bin" or not record["name"].endswith(f".{suffix}"):
        raise ValueError("media_type is none of those that this hub keeps")
    if (record["kind"] == UploadKind.IMAGE) != bool(record["small_sha256"]):
        raise ValueError("a picture needs its small one, and nothing else has one")
    if record["used_kind"] is None:
        raise ValueError("nothing bears it")


async def _put_back(arriving: Arriving, records: list[Record]) -> list[Record]:
    """Bytes first, then rows; the owner is the author of what bears them."""
    owners: dict[tuple[str, str], str | None] = {}
    for kind in {record["used_kind"] for record in records}:
        if kind not in arriving.authors:
            raise ValueError(f"used_kind is {kind!r}, which bears no files")
        ids = [record["used_id"] for record in records if record["used_kind"] == kind]
        found = await arriving.authors[kind](arriving.tx.db, ids)
        owners.update({(kind, item): author for item, author in found.items()})
    nobody = await _nobody(arriving, owners)
    rows = []
    for record in records:
        item = (record["used_kind"], record["used_id"])
        if item not in owners:
            raise ValueError("used_id: what bears it is not there")
        content, small = await asyncio.to_thread(_read, arriving.folder, record)
        if not arriving.trial:
            config = arriving.tx.config
            await asyncio.to_thread(shelf.write, config, record["upload_id"], content, small)
        rows.append({**record, "person_id": owners[item] or nobody})
    return rows


async def _nobody(arriving: Arriving, owners: dict[tuple[str, str], str | None]) -> str | None:
    """Whose those files are whose items name no author; None where the table bears that."""
    if uploads.c.person_id.nullable or None not in owners.values():
        return None
    return (await stand_in_for(arriving.tx, ["files"]))["files"]


def _read(folder: Path, record: Record) -> tuple[bytes, bytes]:
    """The file and its thumbnail; ValueError where they are not what was written down."""
    suffix, kind = SUFFIXES[record["media_type"]]
    path = folder / FOLDER / file_name(record["upload_id"], suffix)
    content = _read_whole(path, record["sha256"])
    if sniff(content) != kind or len(content) != record["bytes"]:
        raise ValueError(f"{FOLDER}/{path.name} is not what it is said to be")
    if not record["small_sha256"]:
        return content, b""
    path = folder / FOLDER / file_name(record["upload_id"], suffix, small=True)
    small = _read_whole(path, record["small_sha256"])
    if sniff(small) != kind:
        raise ValueError(f"{FOLDER}/{path.name} is not what it is said to be")
    return content, small


def _read_whole(path: Path, sha256: str) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(FILE_BYTES * 2)
    except FileNotFoundError as error:
        raise ValueError(f"{FOLDER}/{path.name} is missing") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"{FOLDER}/{path.name} is damaged")
    return content


portable = Portable(
    stays={"barred_files": "hashes of what was taken down here: no file of it leaves either"},
    records=[
        Records(
            "files",
            uploads,
            only=_borne,
            stays={
                "person_id": "whose it is says what bears it, and where that says none, none is",
                "removed_at": "a file that a moderator removed goes along with nothing",
            },
            extra=(Column("small_sha256", String(64), nullable=False),),
            leave=_with_bytes,
            check=_check,
            arrive=_put_back,
            late=True,
        )
    ],
)
