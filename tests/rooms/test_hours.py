"""Opening hours, on the wall's clock of the hub, across both changes of the clock."""

from datetime import UTC, datetime

import pytest

from peerhub.core import hours
from peerhub.core.errors import Refused
from peerhub.core.hours import hours_from
from peerhub.rooms.hours import opening_words

WEEK = tuple((day, "09:00", "17:30") for day in range(5))  # Monday to Friday
SUNDAY_NIGHT = ((6, "01:30", "02:30"),)  # when the clocks change
EVENING = ((2, "20:00", "00:00"),)  # to the end of the day


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("open_hours", "moment", "is_open"),
    [
        ((), "2026-01-01T03:00", True),
        (WEEK, "2026-11-23T08:59:59", False),
        (WEEK, "2026-11-23T09:00", True),
        (WEEK, "2026-11-23T17:29:59", True),
        (WEEK, "2026-11-23T17:30", False),
        (WEEK, "2026-11-22T12:00", False),  # a Sunday
        (WEEK, "2026-07-06T07:59", False),  # summer: 8:59 on the wall
        (WEEK, "2026-07-06T08:00", True),
        (WEEK, "2026-07-06T16:30", False),
        (WEEK, "2026-10-23T08:00", True),  # the last Friday of summer time
        (WEEK, "2026-10-26T08:00", False),  # the Monday after: 8am on the wall
        (WEEK, "2026-10-26T09:00", True),
        (SUNDAY_NIGHT, "2026-03-29T00:59", False),
        (SUNDAY_NIGHT, "2026-03-29T01:00", True),  # 2am on the wall: 1:30 never came
        (SUNDAY_NIGHT, "2026-03-29T01:30", False),  # 2:30am
        (SUNDAY_NIGHT, "2026-10-25T00:30", True),  # 1:30am, the first time
        (SUNDAY_NIGHT, "2026-10-25T01:10", False),  # 1:10am, the second time
        (SUNDAY_NIGHT, "2026-10-25T01:30", True),
        (EVENING, "2026-11-25T23:59", True),
        (EVENING, "2026-11-26T00:00", False),
    ],
)
def test_a_room_is_open_by_the_wall_clock(
    open_hours: hours.Hours, moment: str, is_open: bool
) -> None:
    assert hours.is_open(open_hours, at(moment)) is is_open


@pytest.mark.parametrize(
    ("open_hours", "now", "opens", "words"),
    [
        (WEEK, "2026-11-22T18:00", "2026-11-23T09:00", "This room opens tomorrow at 9am."),
        (WEEK, "2026-11-23T06:00", "2026-11-23T09:00", "This room opens today at 9am."),
        (WEEK, "2026-11-20T18:00", "2026-11-23T09:00", "This room opens on Monday at 9am."),
        (EVENING, "2026-11-26T00:00", "2026-12-02T20:00", "This room opens on Wednesday at 8pm."),
        (EVENING[:1], "2026-07-02T00:30", "2026-07-08T19:00", "This room opens on Wednesday at 8pm."),
        (((0, "08:30", "09:00"),), "2026-11-23T09:00", "2026-11-30T08:30",
         "This room opens next Monday at 8:30am."),
        (WEEK, "2026-10-23T20:00", "2026-10-26T09:00", "This room opens on Monday at 9am."),
        (WEEK, "2026-03-27T20:00", "2026-03-30T08:00", "This room opens on Monday at 9am."),
        (SUNDAY_NIGHT, "2026-03-29T00:10", "2026-03-29T01:00", "This room opens today at 2am."),
        (SUNDAY_NIGHT, "2026-10-25T01:10", "2026-10-25T01:30", "This room opens today at 1:30am."),
    ],
)  # fmt: skip
def test_a_closed_room_says_when_it_opens(
    open_hours: hours.Hours, now: str, opens: str, words: str
) -> None:
    assert not hours.is_open(open_hours, at(now))
    found = hours.next_opening(open_hours, at(now))
    assert found == at(opens)
    assert hours.is_open(open_hours, found), "it says a time at which it is open"
    assert opening_words(open_hours, at(now)) == words


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("09:00", ""), ("", "17:00"), ("17:00", "09:00"), ("09:00", "09:00"), ("nine", "ten"),
     ("25:00", "26:00")],
)  # fmt: skip
def test_hours_that_are_none_are_refused_with_their_day(opens: str, closes: str) -> None:
    with pytest.raises(Refused, match="Tuesday") as refused:
        hours_from(["", opens, "", "", "", "", ""], ["", closes, "", "", "", "", ""])
    assert refused.value.field == "opens"


def test_hours_come_as_they_were_written() -> None:
    said = hours_from(
        ["09:00", "", "", "", "", "", "20:00"], ["17:30", "", "", "", "", "", "00:00"]
    )
    assert said == ((0, "09:00", "17:30"), (6, "20:00", "00:00"))
    assert hours.day_words(said) == ["Monday, 9am to 5:30pm", "Sunday, 8pm to midnight"]
    assert hours_from([], []) == ()


def test_days_in_a_row_with_the_same_hours_stand_in_one_line() -> None:
    said = (*WEEK, (5, "10:00", "12:00"), (6, "10:00", "12:00"))
    assert hours.day_words(said) == [
        "Monday to Friday, 9am to 5:30pm",
        "Saturday to Sunday, 10am to 12pm",
    ]
