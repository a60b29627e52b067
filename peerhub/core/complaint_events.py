"""What can happen around complaints, danger, and cases that need eyes; a part of events.py."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.event import Event


@dataclass(frozen=True)
class DangerSeen(Event):
    """Words of an item point to danger to life; the author was led to help. No words, no list.

    `author_id` is "" where it was written without a name.
    """

    place: str
    item_kind: str
    item_id: str
    author_id: str


@dataclass(frozen=True)
class UnsafeSaid(Event):
    """Someone who reported an item said that somebody may be unsafe; no words of theirs."""

    case_id: str
    report_id: str


@dataclass(frozen=True)
class CaseNeedsEyes(Event):
    """A moderator could not judge the pictures of a case: the others hear of it."""

    case_id: str
    by_id: str


@dataclass(frozen=True)
class ComplaintMade(Event):
    """Somebody complained about the hub, a decision or what is in it."""

    complaint_id: str


@dataclass(frozen=True)
class ComplaintDue(Event):
    """A complaint should have been read, or answered, by the time at which this is due."""

    complaint_id: str


@dataclass(frozen=True)
class ComplaintAcknowledged(Event):
    """Somebody who may answer a complaint has read it."""

    complaint_id: str


@dataclass(frozen=True)
class ComplaintAnswered(Event):
    """A complaint has its answer."""

    complaint_id: str
