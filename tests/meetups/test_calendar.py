"""Calendar files, read back by two parsers that share no code with each other or with us."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import ics
import pytest

from peerhub.meetups.calendar import to_calendar
from peerhub.meetups.models import Audience, Meetup, MeetupKind, MeetupState
from peerhub.people.models import Person
from tests.meetups.conftest import HALL, TEA, Organising

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def meetup(starts: datetime, **more: object) -> Meetup:
    fields: dict[str, object] = {
        "meetup_id": "m1",
        "title": TEA,
        "about": "Tea; time, and talk\nwith everybody",
        "kind": MeetupKind.MEETUP,
        "audience": Audience.PUBLIC,
        "starts_at": starts.astimezone(UTC),
        "ends_at": starts.astimezone(UTC).replace(minute=59),
        "zone": "Europe/London",
        "announced_by": "",
        "announced_at": NOW,
        "changed_at": NOW,
        "in_person": True,
        "place": HALL,
    }
    return Meetup(**{**fields, **more})  # type: ignore[arg-type]


def read(*meetups: Meetup) -> tuple[list[icalendar.Event], list[ics.Event]]:
    text = to_calendar(meetups, name="The hub", address="https://hub.example").decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "folded"
    one = icalendar.Calendar.from_ical(text)
    assert one["X-WR-CALNAME"] == "The hub"
    return list(one.walk("VEVENT")), sorted(ics.Calendar(text).events, key=lambda e: e.begin)


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2026, 10, 26), date(2027, 3, 29)])
def test_both_read_the_hour_on_the_wall_on_either_side_of_a_clock_change(day: date) -> None:
    starts = datetime(day.year, day.month, day.day, 18, 30, tzinfo=LONDON)
    (one,), (other,) = read(meetup(starts))
    assert one.start.astimezone(LONDON).strftime("%H:%M") == "18:30"
    assert one.start.astimezone(UTC) == other.begin.datetime.astimezone(UTC) == starts
    assert str(one["DTSTART"].params["TZID"]) == "Europe/London", "never only UTC"


def test_both_read_what_it_is_where_and_whether_it_takes_place() -> None:
    starts = datetime(2026, 12, 3, 18, 30, tzinfo=LONDON)
    gone = meetup(
        starts.replace(day=4),
        meetup_id="m2",
        state=MeetupState.CANCELLED,
        reason="Flood",
        sequence=3,
    )
    (one, two), (first, second) = read(meetup(starts), gone)
    assert (one["SUMMARY"], one["LOCATION"]) == (first.name, first.location) == (TEA, HALL)
    assert str(one["DESCRIPTION"]) == first.description == "Tea; time, and talk\nwith everybody"
    assert (str(one["UID"]), first.uid) == ("m1@hub.example", "m1@hub.example")
    assert (one["STATUS"], first.status) == ("CONFIRMED", "CONFIRMED")
    assert (two["STATUS"], second.status, two["SEQUENCE"]) == ("CANCELLED", "CANCELLED", 3)
    assert "Flood" in second.description
    assert str(one["URL"]) == first.url == "https://hub.example/meetups/m1"


def test_hostile_words_stay_words() -> None:
    starts = datetime(2026, 12, 3, 18, 30, tzinfo=LONDON)
    title = "Tea\r\nATTENDEE:mailto:someone@example.org\r\nBEGIN:VALARM"
    (one,), (other,) = read(meetup(starts, title=title))
    assert "ATTENDEE" not in one and not other.attendees and not other.alarms
    assert not one.subcomponents


async def test_the_hubs_own_calendar_is_served_with_its_changes_counted(
    organising: Organising, amina: Person
) -> None:
    path = await organising.both_ways(amina, audience="public")
    page = await organising.sees(None, "/meetups.ics")
    assert page.headers["content-type"].startswith("text/calendar")
    (event,) = icalendar.Calendar.from_ical(page.text).walk("VEVENT")
    assert event["SEQUENCE"] == 0
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    await organiser.submit(place="Peckham, a library")
    (event,) = icalendar.Calendar.from_ical(
        (await organising.sees(None, "/meetups.ics")).text
    ).walk("VEVENT")
    assert event["SEQUENCE"] == 1 and event["LOCATION"] == "Peckham, a library"
    assert str(event["UID"]).startswith(path.rpartition("/")[2])
