"""An export as it lies there: whole and unchanged, or refused in one sentence; its records in pieces."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from peerhub.core.errors import StartError
from peerhub.core.portable import Record, Records
from peerhub.export.models import AT_ONCE, FORMAT, MANIFEST, VERSION
from peerhub.export.values import to_record

LONGEST_LINE = 4 << 20  # bytes; a post of 50,000 signs with its HTML is a tenth of it


class BadRecord(StartError):
    """One line that cannot come in, by file and number. Nothing was changed."""

    def __init__(self, kind: Records, line: int, what: str) -> None:
        super().__init__(f"{kind.file}, line {line}: {what}. Nothing was changed.")


def open_export(folder: Path, kinds: Sequence[Records]) -> dict[str, int]:
    """Counts of its records by kind, once every record file is as the manifest says.

    StartError for what is no export, of a newer peerhub, cut off or changed.
    """
    fields = _manifest(folder)
    files, counts = fields["files"], fields["counts"]
    known = {kind.file for kind in kinds}
    newer = sorted(files.keys() - known)
    if newer:
        raise StartError(
            f"{folder} holds {newer[0]}, which this peerhub does not know. "
            "Install the version that it is of first. Nothing was changed."
        )
    for name, digest in files.items():
        try:
            with (folder / name).open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == digest
        except OSError as error:
            raise StartError(f"{name} is missing in {folder}. Nothing was changed.") from error
        if not same:
            raise StartError(
                f"{name} in {folder} was cut off or changed since it was exported. "
                "Copy the export anew. Nothing was changed."
            )
    return {kind.name: int(counts.get(kind.name, 0)) for kind in kinds if kind.file in files}


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        fields = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StartError(f"{folder} is no export of peerhub: it has no {MANIFEST}.") from error
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        raise StartError(f"{folder} is no export of peerhub. Nothing was changed.")
    version = fields.get("version")
    if type(version) is not int or version > VERSION:
        raise StartError(
            f"{folder} is of a newer peerhub. Install that version first. Nothing was changed."
        )
    counts, files = fields.get("counts"), fields.get("files")
    whole = isinstance(counts, dict) and all(type(count) is int for count in counts.values())
    if not whole or not isinstance(files, dict):
        raise StartError(f"{MANIFEST} in {folder} is damaged. Nothing was changed.")
    return fields


def list_pieces(folder: Path, kind: Records) -> Iterator[list[tuple[int, Record]]]:
    """(line, record) of a kind, AT_ONCE at a time; BadRecord for the first that cannot be read."""
    piece: list[tuple[int, Record]] = []
    for number, line in enumerate(_lines(folder / kind.file), 1):
        piece.append((number, _record(kind, number, line)))
        if len(piece) == AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while line := file.readline(LONGEST_LINE):
                yield line
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}.") from error


def _record(kind: Records, number: int, line: bytes) -> Record:
    try:
        return to_record(kind, json.loads(line))
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        what = str(error) if type(error) is ValueError else "it cannot be read"
        raise BadRecord(kind, number, what) from error
