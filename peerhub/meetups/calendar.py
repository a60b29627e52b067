"""Meetups as iCalendar text (RFC 5545, RFC 7986): for calendars that people have already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText, vUri

from peerhub.core.words import _
from peerhub.meetups.models import KIND_WORDS, Meetup

PRODUCT = "-//peerhub//meetups//EN"
LOOK_AGAIN = timedelta(hours=6)


def to_calendar(
    meetups: Iterable[Meetup], *, name: str, address: str, uncertain: Collection[str] = ()
) -> bytes:
    """Each as its reader may know it; `address` is the hub's own, as in `https://hub.example`.

    `uncertain`: ids of those to which the reader may not come after all.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", LOOK_AGAIN)
    for meetup in meetups:
        calendar.add_component(_event(meetup, address, meetup.meetup_id in uncertain))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(meetup: Meetup, address: str, uncertain: bool) -> Event:
    """Its own clock's time, so that a calendar elsewhere says when it is there; never only UTC."""
    zone, host = ZoneInfo(meetup.zone), urlsplit(address).hostname or "localhost"
    event = Event()
    event.add("uid", f"{meetup.meetup_id}@{host}")
    event.add("dtstamp", meetup.changed_at.astimezone(UTC))
    event.add("last-modified", meetup.changed_at.astimezone(UTC))
    event.add("created", meetup.announced_at.astimezone(UTC))
    event.add("dtstart", meetup.starts_at.astimezone(zone))
    event.add("dtend", meetup.ends_at.astimezone(zone))
    event.add("sequence", meetup.sequence)
    takes_place = "TENTATIVE" if uncertain else "CONFIRMED"
    event.add("status", "CANCELLED" if meetup.is_cancelled else takes_place)
    event.add("summary", meetup.title)
    event.add("categories", [_(KIND_WORDS[meetup.kind])])
    event.add("url", vUri(f"{address}/meetups/{meetup.meetup_id}"))
    where = ", ".join(one for one in (meetup.place, meetup.address) if one)
    if where or meetup.online:
        event.add("location", where or _("Online"))
    about = [meetup.about, meetup.link, _("Cancelled: %(why)s") % {"why": meetup.reason}]
    said = "\n\n".join(about if meetup.is_cancelled else [one for one in about[:2] if one])
    if said:
        event.add("description", said)
    return event
