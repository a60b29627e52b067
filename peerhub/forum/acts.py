"""Nouns of looking after threads: Act, its kinds and limits; the places that posts leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

REASON_LENGTH = 300
MOST_PINNED = 5  # above a board's other threads: more is a wall
MOST_CARRIED = 1_000  # posts into another thread at once: all are indexed in one transaction
SIGNED_BY_ROLE = ""  # the by_id of a moderator's decision: it stands in the audit trail alone
SLOW_CHOICES = (0, 300, 1_800, 3_600, 86_400)  # seconds between two posts of one person


class ActKind(StrEnum):
    """What those who look after a board do to a thread, each undoable."""

    LOCK = "lock"
    PIN = "pin"
    SLOW = "slow"
    MOVE = "move"
    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Act:
    """One of them. `before`: the fields of the thread that it changed, as they were."""

    act_id: str
    thread_id: str
    kind: ActKind
    by_id: str
    reason: str
    before: dict[str, Any]
    at: datetime
    undone_at: datetime | None = None


class Move(NamedTuple):
    """A post, and the place that it left."""

    thread_id: str
    number: int
    post_id: str


class Left(NamedTuple):
    """A place that stands empty, and where its post is now."""

    number: int
    thread_id: str
    post_number: int
