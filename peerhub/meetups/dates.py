"""The days of a series, and one clock on the wall for all of them: pure, no await.

A series keeps its hour across a clock change; an hour that the clocks leave out is refused.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from peerhub.core.clock import ZONE
from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.meetups.models import MOST_DATES, Meetup, Repeats, Times

MONTHS_OF = range(2000, 2101)  # years: nobody, and no robot, turns pages for ever
LAST_WEEK = 5  # a fifth Thursday is the last one, since not every month has five


def days_of(
    first: date, repeats: Repeats, *, times: int = 0, until: date | None = None
) -> list[date]:
    """From the first on: `times` of them, or as many as there are until a day, that one included."""
    found: list[date] = []
    for day in _days_from(first, repeats):
        if (times and len(found) == times) or (until is not None and day > until):
            return found
        if len(found) == MOST_DATES:
            raise Refused(
                _("That are more than %(n)s dates. Announce the next ones later.")
                % {"n": MOST_DATES},
                field="until" if until else "times",
            )
        found.append(day)
    return found


def _days_from(first: date, repeats: Repeats) -> Iterator[date]:
    if repeats is Repeats.MONTHLY:
        week = (first.day - 1) // 7 + 1
        for months in count():
            year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
            yield nth_weekday(year, month + 1, first.weekday(), week)
    step = timedelta(days=14 if repeats is Repeats.FORTNIGHTLY else 7)
    for number in count():
        yield first + number * step


def nth_weekday(year: int, month: int, weekday: int, week: int) -> date:
    """The second Tuesday, say; the fifth is the last."""
    offset = (weekday - date(year, month, 1).weekday()) % 7
    day = 1 + offset + 7 * (week - 1)
    if week == LAST_WEEK:
        last = monthrange(year, month)[1]
        day = last - (date(year, month, last).weekday() - weekday) % 7
    return date(year, month, day)


def on_the_wall(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """In UTC; Refused for an hour that the clocks leave out on that day."""
    local = datetime.combine(day, hour, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Refused(
            _("On %(day)s the clocks go forward, and that time is left out. Choose another.")
            % {"day": day.isoformat()},
            field="starts",
        )
    return moment


def times_like(starts_at: datetime, ends_at: datetime, zone: str, day: date) -> Times:
    """The same hours by the clock on the wall, on another day."""
    clock = ZoneInfo(zone)
    begins, ends = starts_at.astimezone(clock), ends_at.astimezone(clock)
    last = day + (ends.date() - begins.date())
    return Times(on_the_wall(day, begins.time(), clock), on_the_wall(last, ends.time(), clock))


def moved_like(before: Meetup, after: Meetup, other: Meetup) -> Times:
    """Another date of the series, after the same move: so many days on, and at the new hours."""
    clock = ZoneInfo(before.zone)
    days = after.starts_at.astimezone(clock).date() - before.starts_at.astimezone(clock).date()
    day = other.starts_at.astimezone(clock).date() + days
    return times_like(after.starts_at, after.ends_at, before.zone, day)


def month_of(said: str) -> date | None:
    """The first day of “2026-12”; None for what is no month, or no month of ours."""
    try:
        first = date.fromisoformat(f"{said}-01")
    except ValueError:
        return None
    return first if first.year in MONTHS_OF and said == f"{first:%Y-%m}" else None


def month_beside(first: date, months: int) -> date | None:
    """So many months on, or back; None where there is no page for it."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) if year in MONTHS_OF else None


def bounds_of(first: date) -> tuple[datetime, datetime]:
    """When a month begins and the next one does, by the hub's clock on the wall."""
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    begins, ends = (datetime.combine(day, time(), ZONE) for day in (first, following))
    return begins.astimezone(UTC), ends.astimezone(UTC)
