"""What can happen around safeguarding; a part of events.py. Ids alone: a name here would tell."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.event import Event


@dataclass(frozen=True)
class ConcernRaised(Event):
    """Someone may be unsafe: those on duty are to be called now."""

    concern_id: str


@dataclass(frozen=True)
class ConcernDue(Event):
    """Somebody should have acted on a concern by the time at which this is due."""

    concern_id: str


@dataclass(frozen=True)
class LeadToTell(Event):
    """Somebody is to be called about a concern, by mail or by the pager; `person_id` is "" for that."""

    concern_id: str
    rung: int
    person_id: str
    channel: str


@dataclass(frozen=True)
class SafeguardingSwept(Event):
    """Once a day old concerns are forgotten and old contacts brought to mind."""
