"""Nouns of looking after threads: Act, its kinds and limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

REASON_LENGTH = 300
MOST_PINNED = 5  # above a board's other threads: more is a wall
SLOW_CHOICES = (0, 300, 1_800, 3_600, 86_400)  # seconds between two posts of one person


class ActKind(StrEnum):
    """What those who look after a board do to a thread, each undoable."""

    LOCK = "lock"
    PIN = "pin"
    SLOW = "slow"
    MOVE = "move"


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
