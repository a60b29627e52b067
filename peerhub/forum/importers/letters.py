"""What an archive of mail becomes: letters, threads of letters, and what could not be read.

Never holds an address: names are names, addresses in the text are masked, and the writer's own is
a mark that nobody can read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Left(StrEnum):
    """Why a file stays behind before anybody looks inside it."""

    SEAL = "seal"  # a signature or a key
    DATES = "dates"  # a calendar entry
    CARD = "card"  # somebody's address card
    MAIL = "mail"  # a mail in the mail, with everybody's addresses
    ELSEWHERE = "elsewhere"  # the archive kept it apart from the letter
    CUT = "cut"  # its end lies beyond what is read of one mail


# What an address is turned into at the moment it is read. One address, one mark; "" where there is
# none that belongs to one person.
MarkAddress = Callable[[str], str]


def no_mark(_address: str) -> str:
    return ""


@dataclass(frozen=True)
class Attachment:
    """A file that came with a letter. `size` in bytes, as far as it was read.

    `content` is empty where it is `left`, and in whatever outlives the reading of its letter.
    """

    name: str
    type: str
    size: int
    content: bytes = field(default=b"", repr=False)
    left: Left | None = None


@dataclass(frozen=True)
class Letter:
    """One mail. Ids have no angle brackets; `references` run from the oldest to the parent.

    `body_markdown` may be empty: some archives keep heads whose text was lost.
    """

    message_id: str
    subject: str
    author_name: str
    sent_at: datetime | None
    references: tuple[str, ...]
    body_markdown: str
    attachments: tuple[Attachment, ...]
    list_name: str
    author_mark: str = ""
    shortened: bool = False  # there was more than a post may hold, or than is read of one mail


@dataclass(frozen=True)
class Unreadable:
    """A mail that was skipped: the how-manieth in the file, from 1, and why, in a sentence."""

    position: int
    subject: str
    reason: str


@dataclass(frozen=True)
class LetterThread:
    """Letters that belong together, parents before their replies."""

    title: str
    letters: tuple[Letter, ...]

    def parent_of(self, letter: Letter) -> Letter | None:
        """The nearest letter of this thread that this one answers."""
        here = {other.message_id: other for other in self.letters}
        known = [here[name] for name in letter.references if name in here]
        return next((other for other in reversed(known) if other != letter), None)
