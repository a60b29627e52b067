"""Nouns of uploads: Upload, what a file may be, and the limits, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FILE_BYTES = 10 << 20  # a phone's picture is 3 to 8 MiB
MOST_FILES = 4  # in one message: more is an album
NAME_LENGTH = 100
ALT_LENGTH = 500  # two or three sentences; screen readers cannot pause in it
MOST_PIXELS = 40_000_000  # more than any phone's camera makes by itself
SIDE = 1_600  # pixels on the longer side of what is kept: fills a laptop's screen
SMALL_SIDE = 480  # of what stands in the log
UPLOAD_RATE = "30/hour"
KEEP_UNUSED = timedelta(days=1)  # long enough to write the words that go with it


class UploadKind(StrEnum):
    IMAGE = "image"
    DOCUMENT = "document"


class Fault(StrEnum):
    """Why a file cannot be taken. The worker says which, `rules.py` says it in a sentence."""

    EMPTY = "empty"
    LARGE = "large"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    PIXELS = "pixels"
    MOVING = "moving"
    VIDEO = "video"
    SOUND = "sound"
    DRAWING = "drawing"
    PAGE = "page"
    ARCHIVE = "archive"
    PROGRAM = "program"
    HEIC = "heic"
    OLD_OFFICE = "old_office"
    OFFICE_KIND = "office_kind"
    LOCKED = "locked"
    ACTIVE = "active"
    INSIDE = "inside"
    BOMB = "bomb"
    AUTHOR = "author"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it may be kept: made anew, with nothing in it of where or by whom it was made.

    `small` is the thumbnail of a picture, b"" for a document, which has no width and height.
    """

    kind: UploadKind
    media_type: str
    suffix: str
    content: bytes
    small: bytes = b""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file whose bytes lie on the disk before an item bears it; in a day they go if none does."""

    upload_id: str
    kind: UploadKind
    media_type: str
    suffix: str
    bytes: int
    width: int
    height: int
    sha256: str


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What somebody sends. `key` is the client id of this write: a retry gets the same upload."""

    person_id: str
    key: str
    name: str
    content: bytes
    alt: str = ""
    decorative: bool = False
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that is kept. `alt` is empty where a picture is decoration alone.

    `used_kind`, `used_id` name the item that bears it, as in `message` and its id; None until then.
    `person_id` is None where it was imported: then an item bears it from the first, its door alone
    decides who may see it, and erasing a person never touches it.
    """

    upload_id: str
    person_id: str | None
    kind: UploadKind
    media_type: str
    name: str
    bytes: int
    width: int
    height: int
    alt: str
    sensitive: bool
    sha256: str
    made_at: datetime
    used_kind: str | None = None
    used_id: str | None = None
    removed_at: datetime | None = None

    @property
    def suffix(self) -> str:
        return self.name.rpartition(".")[2]

    def name_under_a_pseudonym(self) -> str:
        """A file's name may tell who somebody is: "image.webp" in its place."""
        return f"{self.kind}.{self.suffix}"
