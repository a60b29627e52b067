"""A concern's chronology as it rests: each line sealed to the concern, signed, and chained."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from peerhub.core.clock import to_iso
from peerhub.moderation.safeguarding.circle import Circle
from peerhub.moderation.safeguarding.models import Entry, EntryKind, LeadKey, SealedEntry
from peerhub.moderation.safeguarding.wall import (
    Closed,
    KeyRing,
    is_signed,
    open_with,
    seal_to,
)

BEGINNING = ""  # the hash before the first entry


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes a line: a holder with their ring open. Nobody else's line can be signed."""

    key: LeadKey
    ring: KeyRing


@dataclass(frozen=True, slots=True)
class Line:
    """One line before it is sealed. `by` is a person's id, "" for whoever raised the concern."""

    kind: EntryKind
    said: Mapping[str, str]
    pen: Pen | None = None

    @property
    def by(self) -> str:
        return self.pen.key.person_id if self.pen else ""


def key_place(concern_id: str, key_id: str) -> str:
    return f"concern:{concern_id}:key:{key_id}"


def letter_place(concern_id: str, number: int) -> str:
    return f"concern:{concern_id}:letter:{number}"


def box_place(box_id: str, number: int) -> str:
    return f"letters:{box_id}:{number}"


def back_place(box_id: str) -> str:
    return f"letters:{box_id}:back"


def code_place(box_id: str) -> str:
    return f"letters:{box_id}:code"


def _entry_place(concern_id: str, number: int) -> str:
    return f"concern:{concern_id}:entry:{number}"


def _hash(before: str, number: int, at: datetime, sealed: bytes) -> str:
    return hashlib.sha256(f"{before}|{number}|{to_iso(at)}|".encode() + sealed).hexdigest()


def _signed_text(concern_id: str, number: int, before: str, body: str) -> str:
    return "\x1f".join(("entry", concern_id, str(number), before, body))


def seal_line(
    box: bytes, concern_id: str, before: SealedEntry | None, line: Line, now: datetime
) -> SealedEntry:
    """The next line after `before`; `box` is the concern's public key, so anybody may add."""
    number = before.number + 1 if before else 1
    last = before.hash if before else BEGINNING
    body = orjson.dumps({"kind": line.kind, "by": line.by, "said": dict(line.said)}).decode()
    text = _signed_text(concern_id, number, last, body)
    content = {
        "body": body,
        "key": line.pen.key.key_id if line.pen else "",
        "signature": line.pen.ring.sign(text).hex() if line.pen else "",
    }
    sealed = seal_to(box, orjson.dumps(content), about=_entry_place(concern_id, number))
    return SealedEntry(number, sealed, _hash(last, number, now, sealed), now)


@dataclass(frozen=True, slots=True)
class Chronology:
    """A concern's lines, opened. `whole` is False where one was changed, left out or put in."""

    entries: tuple[Entry, ...]
    whole: bool


def open_chain(
    box: bytes, concern_id: str, rows: Iterable[SealedEntry], circle: Circle
) -> Chronology:
    """`box` is the concern's private key. What does not open is left out, and makes it not whole."""
    found, whole, last = [], True, BEGINNING
    for expected, row in enumerate(rows, start=1):
        whole &= row.number == expected
        whole &= row.hash == _hash(last, row.number, row.at, row.sealed)
        try:
            entry = _open(box, concern_id, row, last, circle)
        except (Closed, ValueError, KeyError):
            whole = False
        else:
            whole &= entry.signed or not entry.by
            found.append(entry)
        last = row.hash
    return Chronology(tuple(found), whole and bool(found))


def _open(box: bytes, concern_id: str, row: SealedEntry, before: str, circle: Circle) -> Entry:
    opened = open_with(box, row.sealed, about=_entry_place(concern_id, row.number))
    content = orjson.loads(opened)
    body = orjson.loads(content["body"])
    key = circle.keys.get(content["key"])
    text = _signed_text(concern_id, row.number, before, content["body"])
    signed = (
        key is not None
        and circle.ever_counted(key)
        and key.person_id == body["by"]
        and is_signed(key.pen, bytes.fromhex(content["signature"]), text)
    )
    return Entry(row.number, EntryKind(body["kind"]), body["by"], row.at, body["said"], signed)
