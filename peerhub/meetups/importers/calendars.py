"""What a calendar file holds that is still to come, date by date. Pure.

Repeats, exceptions and moved dates are worked out by a library (RFC 5545, section 3.8.5); what it
cannot work out for one event is that event's fault alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import recurring_ical_events
from icalendar import Calendar, Component

from peerhub.community.rules import check_web_address
from peerhub.core.clock import ZONE
from peerhub.core.text import from_elsewhere, to_excerpt
from peerhub.core.words import _
from peerhub.meetups.models import ABOUT_LENGTH, LINE_LENGTH, TITLE_LENGTH

AHEAD = timedelta(days=366)  # of what repeats: the next run brings the dates after that
MOST_DATES = 60  # of one event in one run
MOST_EVENTS = 20_000
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}  # no meetup, and endless to work out
USUAL_LENGTH = timedelta(hours=1)  # where no end is said


class NotACalendar(Exception):
    """The file is no calendar; the message is a sentence for the person who brought it."""


class Bad(Exception):
    """An event that cannot be brought; the message says why, and nothing of it comes."""


@dataclass(frozen=True, slots=True)
class Found:
    """One date. `key`: by which it is known again; `url`: their page, or ""; times in UTC."""

    where: str
    key: str
    title: str
    about: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    url: str
    online: bool
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Read:
    """`name`: what the calendar calls itself, or ""; `over`: events with no date to come."""

    name: str
    found: list[Found]
    faults: list[tuple[str, str]]
    over: int


def read_calendar(content: bytes, file: str, now: datetime) -> Read:
    """NotACalendar where nothing in it can be read as one."""
    calendars = _parsed(content, file)
    found: list[Found] = []
    faults: list[tuple[str, str]] = []
    over = 0
    for number, (calendar, events) in enumerate(_by_uid(calendars), 1):
        where = f"event {number}"
        try:
            dates = list(_dates(calendar, events, where, now))
        except Bad as bad:
            faults.append((where, str(bad)))
            continue
        found += dates
        over += not dates
    names = [from_elsewhere(str(one.get("x-wr-calname", ""))) for one in calendars]
    name = next(filter(None, names), "")
    return Read(to_excerpt(name, TITLE_LENGTH - 1) if name else "", found, faults, over)


def _parsed(content: bytes, file: str) -> list[Any]:
    try:
        found = Calendar.from_ical(content, multiple=True)
    except Exception as error:  # whatever a parser does with a stranger's file, it is no calendar
        raise NotACalendar(_("%s is no calendar. Give a file that ends in .ics.") % file) from error
    calendars = [one for one in found if one.name == "VCALENDAR"]
    if not calendars:
        raise NotACalendar(_("%s is no calendar. Give a file that ends in .ics.") % file)
    if sum(len(one.walk("VEVENT")) for one in calendars) > MOST_EVENTS:
        raise NotACalendar(_("%s holds more than 20,000 events. Give it in parts.") % file)
    return calendars


def _by_uid(calendars: list[Any]) -> Iterator[tuple[Any, list[Component]]]:
    """An event with the dates of it that were moved; in the order of the file."""
    for calendar in calendars:
        events: dict[str, list[Component]] = defaultdict(list)
        for number, event in enumerate(calendar.walk("VEVENT")):
            events[str(event.get("uid", "")) or f"none {number}"].append(event)
        for alike in events.values():
            yield calendar, alike


def _dates(calendar: Any, events: list[Component], where: str, now: datetime) -> Iterator[Found]:
    uid = str(events[0].get("uid", ""))
    if not uid:
        raise Bad(_("it has no UID, by which it would be known again"))
    try:
        one = Calendar()
        for zone in calendar.walk("VTIMEZONE"):
            one.add_component(zone)
        for event in events:
            _check_repeats(event)
            one.add_component(event)
        several = len(events) > 1 or any(name in events[0] for name in ("rrule", "rdate"))
        occurrences = recurring_ical_events.of(one).between(now, now + AHEAD)
        for date_ in islice(sorted(occurrences, key=_begins), MOST_DATES):
            found = _found(date_, where, uid, several)
            if found.ends_at > now:
                yield found
    except Bad:
        raise
    except Exception as error:  # a library's, on what no standard allows
        raise Bad(_("its dates cannot be worked out (%s)") % type(error).__name__) from error


def _check_repeats(event: Component) -> None:
    rules = event.get("rrule", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if {str(one).upper() for one in rule.get("FREQ", [])} & TOO_OFTEN:
            raise Bad(_("it repeats more often than each day"))


def _begins(event: Component) -> datetime:
    return _moment(event.get("dtstart").dt, event)[0]


def _moment(said: date | datetime, event: Component) -> tuple[datetime, str]:
    """(in UTC, the name of its clock); a bare day or time is by the hub's own clock."""
    if not isinstance(said, datetime):
        return datetime.combine(said, time(), ZONE).astimezone(UTC), ZONE.key
    if said.tzinfo is None:
        return said.replace(tzinfo=ZONE).astimezone(UTC), ZONE.key
    name = str(event.get("dtstart").params.get("TZID", "") or getattr(said.tzinfo, "key", ""))
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        name = ZONE.key
    return said.astimezone(UTC), name if len(name) <= 40 else ZONE.key


def _found(event: Component, where: str, uid: str, several: bool) -> Found:
    starts_at, zone = _moment(event.get("dtstart").dt, event)
    title = " ".join(from_elsewhere(str(event.get("summary", ""))).split())
    if not title:
        raise Bad(_("it has no title"))
    about = from_elsewhere(str(event.get("description", "")))
    place = " ".join(from_elsewhere(str(event.get("location", ""))).split())
    url = _web(str(event.get("url", ""))) or _web(place)
    return Found(
        where=where,
        key=_key(uid, event, starts_at, several),
        title=_short(title, TITLE_LENGTH),
        about=_short(about, ABOUT_LENGTH),
        starts_at=starts_at,
        ends_at=_end(event, starts_at),
        zone=zone,
        place="" if _web(place) else _short(place, LINE_LENGTH),
        url=url,
        online=bool(_web(place)),
        cancelled=str(event.get("status", "")).upper() == "CANCELLED",
    )


def _short(said: str, length: int) -> str:
    return said if len(said) <= length else to_excerpt(said, length - 1)


def _end(event: Component, starts_at: datetime) -> datetime:
    if event.get("dtend") is not None:
        ends_at = _moment(event.get("dtend").dt, event)[0]
    elif event.get("duration") is not None:
        ends_at = starts_at + event.get("duration").dt
    elif isinstance(event.get("dtstart").dt, datetime):
        ends_at = starts_at + USUAL_LENGTH
    else:
        ends_at = starts_at + timedelta(days=1)
    return ends_at if ends_at > starts_at else starts_at + USUAL_LENGTH


def _web(said: str) -> str:
    """A web address of bearable length, or ""."""
    said = said.strip()
    try:
        return check_web_address(said) if len(said) <= LINE_LENGTH and " " not in said else ""
    except ValueError:
        return ""


def _key(uid: str, event: Component, starts_at: datetime, several: bool) -> str:
    """Of one date of a series with the moment for which it was first meant, also when it was moved."""
    if not several:
        return sha256(uid.encode()).hexdigest()
    meant = event.get("recurrence-id")
    at = _moment(meant.dt, event)[0] if meant is not None else starts_at
    return sha256(f"{uid}\n{at.isoformat()}".encode()).hexdigest()
