"""What time it is. Nobody else reads the wall clock, so tests can move it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/London")  # the hub's own: opening hours and times on pages are in it


class Clock(Protocol):
    """Anything that tells the time, in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def to_iso(moment: datetime) -> str:
    """`2026-11-22T18:00:00.123Z`: the only shape of time that leaves by API and socket."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
