"""Nouns of what a thread came to: Summary, and its limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SUMMARY_LENGTH = 4_000  # a page: longer is a thread of its own


@dataclass(frozen=True, slots=True)
class Summary:
    """What a thread came to, as a person wrote it. `body` is empty where it was taken away."""

    body: str
    html: str
    author_name: str
    author_id: str
    at: datetime
