"""Nouns of an export: Manifest, and the sentences for what is wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = "peerhub-export"
VERSION = 1  # raise it when an older peerhub could not read what is written
MANIFEST = "manifest.json"
AT_ONCE = 500  # records in memory, and in one transaction
REASON_LENGTH = 300

LEFT_OUT = (
    "safeguarding, reports and what waits for a moderator",
    "who is behind what was written without a name, or under a name for one room alone",
    "who reacted and who answered a poll: counts alone are in it",
    "words that were taken back, removed or changed",
    "passwords, devices, tokens, roles and the audit trail",
    "drafts, notices, read marks, blocks, watched threads and other choices of single people",
)
PLACES_LEFT_OUT = "private, confidential and direct places"
ADDRESSES_LEFT_OUT = "e-mail addresses"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export says about itself. `files` are the record files with their SHA-256."""

    community: str
    made_at: str
    peerhub: str
    secret: bool
    addresses: bool
    counts: Mapping[str, int]
    files: Mapping[str, str]

    @property
    def left_out(self) -> tuple[str, ...]:
        more = (PLACES_LEFT_OUT,) if not self.secret else ()
        return (*LEFT_OUT, *more, *(() if self.addresses else (ADDRESSES_LEFT_OUT,)))

    def as_fields(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "community": self.community,
            "made_at": self.made_at,
            "peerhub": self.peerhub,
            "with_secret": self.secret,
            "with_addresses": self.addresses,
            "left_out": list(self.left_out),
            "counts": dict(self.counts),
            "files": dict(self.files),
        }


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did with one kind of records."""

    new: int = 0
    known: int = 0
