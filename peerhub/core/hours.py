"""Hours of a week, in the hub's zone: pure, and right when the clocks change.

Hours are compared on the wall's clock, as people read them on the door. In the hour that comes
twice a place opens twice; in the hour that is left out it opens as soon as that hour is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from peerhub.core.clock import ZONE
from peerhub.core.errors import Refused
from peerhub.core.words import N_, _

Hours = Sequence[tuple[int, str, str]]  # (weekday, opens, closes): Monday is 0, times as "HH:MM"
MIDNIGHT = "00:00"  # as a closing time it is the day's end
DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def is_open(hours: Hours, now: datetime) -> bool:
    """Without any hours a room is always open."""
    local = now.astimezone(ZONE)
    minute = local.strftime("%H:%M")
    return not hours or any(
        day == local.weekday() and opens <= minute and (minute < closes or closes == MIDNIGHT)
        for day, opens, closes in hours
    )


def next_opening(hours: Hours, now: datetime) -> datetime:
    """When it next opens, in UTC; for a room that is closed now. ValueError without hours."""
    today = now.astimezone(ZONE).date()
    moments = [
        moment
        for ahead in range(8)
        for day, opens, _closes in hours
        if (on := today + timedelta(days=ahead)).weekday() == day
        for moment in _moments(on, time.fromisoformat(opens))
        if moment > now
    ]
    return min(moments)


def _moments(on: date, at: time) -> Iterator[datetime]:
    """The one or two moments at which a wall clock shows this; where it never does, the next."""
    for fold in (0, 1):
        moment = datetime.combine(on, at, ZONE).replace(fold=fold).astimezone(UTC)
        while moment.astimezone(ZONE).replace(tzinfo=None) < datetime.combine(on, at):
            moment += timedelta(minutes=1)
        yield moment


def clock_words(at: str) -> str:
    """`09:00` as 9am, `17:30` as 5:30pm."""
    hour, minute = int(at[:2]), at[3:]
    half = _("am") if hour < 12 else _("pm")
    return f"{hour % 12 or 12}{'' if minute == '00' else ':' + minute}{half}"


def day_words(hours: Hours) -> list[str]:
    """Lines for the door, days in a row together: `Monday to Friday, 9am to 5pm`."""
    runs: list[list[tuple[int, str, str]]] = []
    for one in sorted(hours):
        last = runs[-1][-1] if runs else None
        if last and last[0] + 1 == one[0] and last[1:] == one[1:]:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_run_words(run) for run in runs]


def _run_words(run: Hours) -> str:
    (first, opens, closes), last = run[0], run[-1][0]
    said = _("%(day)s, %(from)s to %(to)s")
    if last != first:
        said = _("%(day)s to %(last)s, %(from)s to %(to)s")
    times = {"from": clock_words(opens), "to": _closing(closes)}
    return said % {"day": _(DAYS[first]), "last": _(DAYS[last]), **times}


def _closing(closes: str) -> str:
    return _("midnight") if closes == MIDNIGHT else clock_words(closes)


def hours_from(opens: list[str], closes: list[str]) -> tuple[tuple[int, str, str], ...]:
    """Opening hours from two fields for each weekday, both empty where it stays closed.

    Refused where one of the two is missing, is no time, or the room would close before it opens.
    No hours at all: always open.
    """
    found = []
    for day, (start, end) in enumerate(zip(opens, closes, strict=False)):
        if not start and not end:
            continue
        try:
            first, last = time.fromisoformat(start), time.fromisoformat(end)
        except ValueError as error:
            raise _wrong_hours(day) from error
        if first >= last and last != time(0):
            raise _wrong_hours(day)
        found.append((day, first.strftime("%H:%M"), last.strftime("%H:%M")))
    return tuple(found)


def _wrong_hours(day: int) -> Refused:
    said = _("%(day)s: write from when to when, as in 09:00 and 17:30, or leave both empty.")
    return Refused(said % {"day": _(DAYS[day])}, field="opens")


def week_rows(hours: Hours, values: Mapping[str, Any] | None = None) -> list[dict[str, str]]:
    """For a form, one row for each weekday: `.day .opens .closes`, as sent or as they stand."""
    said = values or {}
    rows = []
    for number, day in enumerate(DAYS):
        mine = [(opens, closes) for on, opens, closes in hours if on == number]
        opens, closes = mine[0] if mine else ("", "")
        if len(said.get("opens", ())) == len(said.get("closes", ())) == len(DAYS):
            opens, closes = said["opens"][number], said["closes"][number]
        rows.append({"day": _(day), "opens": opens, "closes": closes})
    return rows
