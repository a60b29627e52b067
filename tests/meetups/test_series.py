"""Meetups that take place again: their days, one hour on the wall, and dates that are different."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import ics
import pytest

from peerhub.core.errors import Refused
from peerhub.meetups.dates import days_of
from peerhub.meetups.models import Repeats
from peerhub.people.models import Person
from tests.meetups.conftest import DOOR, HALL, TEA, Organising

LONDON = ZoneInfo("Europe/London")
AGAIN = "It takes place again"


def iso(days: list[date]) -> list[str]:
    return [day.isoformat() for day in days]


@pytest.mark.parametrize(
    ("first", "repeats", "found"),
    [
        ("2027-03-18", "weekly", ["2027-03-18", "2027-03-25", "2027-04-01", "2027-04-08"]),
        ("2026-12-24", "fortnightly", ["2026-12-24", "2027-01-07", "2027-01-21", "2027-02-04"]),
        ("2026-12-03", "monthly", ["2026-12-03", "2027-01-07", "2027-02-04", "2027-03-04"]),
        ("2026-12-17", "monthly", ["2026-12-17", "2027-01-21", "2027-02-18", "2027-03-18"]),
        ("2026-12-31", "monthly", ["2026-12-31", "2027-01-28", "2027-02-25", "2027-03-25"]),
    ],
)
def test_its_days(first: str, repeats: str, found: list[str]) -> None:
    day = date.fromisoformat(first)
    assert iso(days_of(day, Repeats(repeats), times=4)) == found
    assert iso(days_of(day, Repeats(repeats), until=date.fromisoformat(found[2]))) == found[:3]


def test_it_ends() -> None:
    with pytest.raises(Refused):
        days_of(date(2026, 12, 3), Repeats.WEEKLY, until=date(2029, 1, 1))


async def dates(organising: Organising, person: Person, path: str) -> list[str]:
    """The paths of a series, in their order, this one first."""
    page = await organising.sees(person, path)
    assert AGAIN in page.words
    own = {"/meetups/new", "/meetups/feed", "/meetups/reminders", path}
    return [path] + [
        one for one in page.links() if one.count("/") == 2 and one.startswith("/meetups/")
        and one not in own and not one.endswith(".ics")
    ]  # fmt: skip


async def test_every_date_keeps_its_hour_across_the_clock_change_as_two_parsers_read(
    organising: Organising, amina: Person
) -> None:
    page = await organising.announce(
        amina, day="2027-03-18", audience="public", repeats="weekly", times="3", ends="20:00"
    )
    assert page.status == 200, page.words
    found = await dates(organising, amina, page.path.partition("?")[0])
    assert len(found) == 3
    text = (await organising.sees(None, "/meetups.ics")).text
    one = sorted(icalendar.Calendar.from_ical(text).walk("VEVENT"), key=lambda e: e.start)
    other = sorted(ics.Calendar(text).events, key=lambda e: e.begin)
    assert len({str(event["UID"]) for event in one}) == len({e.uid for e in other}) == 3
    for event, same, day in zip(one, other, ("03-18", "03-25", "04-01"), strict=True):
        local = event.start.astimezone(LONDON)
        assert local.strftime("%m-%d %H:%M") == f"{day} 18:30"
        assert event.start.astimezone(UTC) == same.begin.datetime.astimezone(UTC)
        assert event.end.astimezone(LONDON).strftime("%H:%M") == "20:00"
    assert one[2].start.astimezone(UTC) == datetime(2027, 4, 1, 17, 30, tzinfo=UTC)


async def test_each_date_has_answers_of_its_own_and_one_is_changed_alone(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina, repeats="weekly", times="3")
    first, second, third = await dates(organising, amina, path)
    await organising.answers(bo, second, "in_person")
    assert DOOR in (await organising.sees(bo, second)).words
    assert DOOR not in (await organising.sees(bo, first)).words
    organiser = await organising.at(amina)
    await organiser.get(f"{second}/edit")
    await organiser.submit(place="Peckham, a library", starts="17:00")
    assert "Peckham" in (await organising.sees(bo, second)).words
    for other in (first, third):
        page = (await organising.sees(bo, other)).words
        assert HALL in page and "6:30pm" in page
    assert "1 is new." in await organising.told(bo)


async def test_this_one_and_those_after_it_change_and_what_is_different_stays(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina, repeats="weekly", times="4")
    first, second, third, fourth = await dates(organising, amina, path)
    organiser = await organising.at(amina)
    await organiser.get(f"{third}/edit")
    await organiser.submit(place="Peckham, a library")
    await organiser.get(f"{second}/edit")
    day = organising.day(18)  # a day later than a week
    page = await organiser.submit(which="later", title="Second tea", starts="17:00", day=day)
    assert page.status == 200, page.words
    assert TEA in (await organising.sees(bo, first)).words
    for one, place, weekday in (
        (second, HALL, "Thursday, 10 December 2026, 5pm"),
        (third, "Peckham", "Thursday, 17 December 2026, 5pm"),
        (fourth, HALL, "Thursday, 24 December 2026, 5pm"),
    ):
        said = (await organising.sees(bo, one)).words
        assert "Second tea" in said and place in said and weekday in said, said


async def test_one_is_cancelled_alone_and_the_rest_with_those_after(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina, repeats="fortnightly", times="4")
    first, second, third, fourth = await dates(organising, amina, path)
    organiser = await organising.at(amina)
    await organiser.get(f"{second}/people")
    await organiser.submit(f"{second}/cancel", reason="A holiday")
    assert "It is cancelled." in (await organising.sees(bo, second)).words
    for one in (first, third, fourth):
        assert "It is cancelled." not in (await organising.sees(bo, one)).words
    assert "Cancelled" in (await organising.sees(bo, first)).words, "in the list of its dates"
    await organiser.get(f"{third}/people")
    await organiser.submit(f"{third}/cancel", reason="The hall is sold", which="later")
    for one in (third, fourth):
        assert "The hall is sold" in (await organising.sees(bo, one)).words
    assert "A holiday" in (await organising.sees(bo, second)).words
    assert "It is cancelled." not in (await organising.sees(bo, first)).words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Say how many times, or until which day"),
        ({"times": "3", "until": "2026-12-30"}, "one of the two"),
        ({"times": "1"}, "Write a whole number from 2 to 26."),
        ({"times": "300"}, "Write a whole number from 2 to 26."),
        ({"until": "later"}, "Write the day as in"),
        ({"until": "2028-06-01"}, "more than 26 dates"),
        ({"day": "2027-03-21", "starts": "01:30", "times": "3"}, "On 2027-03-28 the clocks go"),
    ],
)
async def test_what_cannot_be_a_series_is_said_kindly(
    organising: Organising, amina: Person, said: dict[str, str], words: str
) -> None:
    page = await organising.announce(amina, repeats="weekly", **said)
    assert page.status == 422 and words in page.words, page.words
    assert TEA not in (await organising.sees(amina, "/meetups")).words


async def test_a_series_that_ends_before_it_began_again_is_one_meetup(
    organising: Organising, amina: Person
) -> None:
    page = await organising.announce(amina, repeats="weekly", until=organising.day(11))
    assert page.status == 200 and AGAIN not in page.words
