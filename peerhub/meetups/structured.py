"""A public meetup as search engines read it: an Event of schema.org, as JSON-LD.

Never what only those who come may know: neither address nor joining link, whoever reads the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from peerhub.core.text import to_excerpt
from peerhub.meetups.models import Audience, Meetup

SCHEMA = "https://schema.org"


def event_of(
    meetup: Meetup, *, url: str, hub: str, owners: Sequence[tuple[str, str]] = ()
) -> dict[str, Any] | None:
    """None for what is not public, or not yet. `url`: of its page; `hub`: what the hub is called;
    `owners`: (name, url) of the organisations and networks whose it is, as strangers may know them.
    """
    if meetup.audience is not Audience.PUBLIC or meetup.is_held or meetup.removed_at is not None:
        return None
    zone = ZoneInfo(meetup.zone)
    status = "EventCancelled" if meetup.is_cancelled else "EventScheduled"
    found = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": meetup.title,
        "url": url,
        "startDate": meetup.starts_at.astimezone(zone).isoformat(timespec="minutes"),
        "endDate": meetup.ends_at.astimezone(zone).isoformat(timespec="minutes"),
        "eventStatus": f"{SCHEMA}/{status}",
        "eventAttendanceMode": f"{SCHEMA}/{_attendance(meetup)}",
        "location": _locations(meetup, url),
        "organizer": _organizers(hub, owners),
    }
    if meetup.about:
        found["description"] = to_excerpt(meetup.about)
    return found


def _organizers(hub: str, owners: Sequence[tuple[str, str]]) -> Any:
    found = [{"@type": "Organization", "name": name, "url": url} for name, url in owners]
    return found or {"@type": "Organization", "name": hub}


def _attendance(meetup: Meetup) -> str:
    if meetup.in_person and meetup.online:
        return "MixedEventAttendanceMode"
    return "OfflineEventAttendanceMode" if meetup.in_person else "OnlineEventAttendanceMode"


def _locations(meetup: Meetup, url: str) -> list[dict[str, str]]:
    """Where everybody may know that it is. Online, that is its page, which leads who comes further."""
    found = []
    if meetup.in_person:
        found.append({"@type": "Place", "name": meetup.place, "address": meetup.place})
    if meetup.online:
        found.append({"@type": "VirtualLocation", "url": url})
    return found
