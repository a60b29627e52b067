"""Nouns of tags: Tag, and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TITLE_LENGTH = 40
MOST_TAGS = 5  # on one thing: with more of them nothing is found by any


@dataclass(frozen=True, slots=True)
class Tag:
    """A word of the shared list. One that was put away stays where it is, and is given no more."""

    tag_id: int
    slug: str
    title: str
    archived_at: datetime | None = None
