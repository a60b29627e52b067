"""What can happen to measures on a person; a part of events.py."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.event import Event


@dataclass(frozen=True)
class MeasureTaken(Event):
    """A moderator did something to a person, who is told."""

    measure_id: str


@dataclass(frozen=True)
class MeasureDue(Event):
    """A measure ends by itself at the time at which this is due."""

    measure_id: str


@dataclass(frozen=True)
class MeasureEnded(Event):
    """A measure ended, by itself or because somebody lifted it; its person is told."""

    measure_id: str
