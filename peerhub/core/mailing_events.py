"""What can happen around mailing lists; a part of events.py."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.event import Event


@dataclass(frozen=True)
class ListsAsked(Event):
    """Somebody ticked lists on a page; their address gets a letter that asks for a click."""

    ask_id: str


@dataclass(frozen=True)
class ListsSwept(Event):
    """A day has passed: ticks that nobody confirmed are forgotten."""
