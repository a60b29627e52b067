"""Nouns of extracts: Extract, Line, and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TITLE_LENGTH = 200  # a thread's
MOST_LINES = 30  # an exchange, not a whole evening
EXTRACT_RATE = "10/day"  # each asks other people for something


class ExtractState(StrEnum):
    """ASKING its authors; MADE into a thread; GIVEN_UP by who proposed it, or nobody agreed."""

    ASKING = "asking"
    MADE = "made"
    GIVEN_UP = "given_up"


class Answer(StrEnum):
    """What an author says about one of their messages. ASKED: nothing yet, which is no agreement."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Extract:
    """A proposal: these messages of a room shall be a thread of this board, under this title."""

    extract_id: str
    room_id: str
    room_slug: str
    by_id: str
    board_id: str
    board: str
    title: str
    made_at: datetime
    state: ExtractState
    thread_id: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One message of an extract. `author_id` leaves the server nowhere."""

    message_id: str
    author_id: str
    answer: Answer
