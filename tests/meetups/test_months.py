"""A month of meetups, as a table with a day in each cell."""

import pytest

from peerhub.people.models import Person
from tests.meetups.conftest import DOOR, LINK, TEA, Organising
from tests.support.visitor import Page

DECEMBER = "/meetups?month=2026-12"


def cells(page: Page) -> dict[str, str]:
    """What stands in each day of the table, by its date."""
    days = {}
    for cell in page.tree.iter("td"):
        time = cell.find("time")
        if time is not None:
            days[time.get("datetime")] = " ".join(" ".join(cell.itertext()).split())
    return days


async def test_each_stands_in_its_day_under_its_weekday(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.announce(amina, title="New Year", day="2027-01-01")
    page = await organising.sees(bo, "/meetups?mode=online")
    assert "/meetups?month=2026-11&mode=online" in page.links()
    page = await organising.sees(bo, DECEMBER)
    days = cells(page)
    assert list(days) == [f"2026-12-{day:02}" for day in range(1, 32)]
    assert days["2026-12-02"] == f"Wednesday 2 6:30pm {TEA}"
    assert path in page.links() and "New Year" not in page.words
    heads = ["".join(one.itertext()) for one in page.tree.iter("th")]
    assert heads[0] == "Monday" and heads[6] == "Sunday" and len(heads) == 7
    assert all(one.get("scope") == "col" for one in page.tree.iter("th"))
    rows = [len(row.findall("td")) for row in page.tree.find(".//tbody").iter("tr")]
    assert rows == [7] * 5
    assert DOOR not in page.text and LINK not in page.text
    assert {"/meetups?month=2026-11", "/meetups?month=2027-01"} <= set(page.links())


async def test_a_month_has_what_is_for_this_reader(
    organising: Organising, amina: Person, bo: Person
) -> None:
    await organising.announce(amina, title="For members")
    await organising.announce(amina, title="For all", audience="public")
    await organising.announce(amina, title="On a screen", modes=["online"], kind="training")
    page = await organising.sees(None, DECEMBER)
    assert "For all" in page.words and "For members" not in page.words
    page = await organising.sees(bo, f"{DECEMBER}&kind=training")
    assert "On a screen" in page.words and "For all" not in page.words
    assert "/meetups?month=2027-01&kind=training" in page.links(), "it is still looked for"
    page = await organising.sees(bo, f"{DECEMBER}&kind=learning")
    assert "Nothing like this in this month." in page.words


async def test_what_is_over_still_stands_in_its_month(
    organising: Organising, amina: Person, bo: Person
) -> None:
    await organising.announce(amina)
    organising.clock.move(days=60)
    assert TEA not in (await organising.sees(bo, "/meetups")).words
    assert TEA in (await organising.sees(bo, DECEMBER)).words


@pytest.mark.parametrize(
    ("day", "starts", "month", "cell"),
    [
        ("2027-07-01", "00:30", "2027-07", "2027-07-01"),  # in UTC it is June still
        ("2027-06-30", "23:30", "2027-06", "2027-06-30"),
        ("2027-03-28", "02:30", "2027-03", "2027-03-28"),  # the day of 23 hours
    ],
)
async def test_a_day_is_that_of_the_clock_on_the_wall(
    organising: Organising, amina: Person, day: str, starts: str, month: str, cell: str
) -> None:
    ends = "" if starts < "20:00" else "23:50"
    await organising.announce(amina, day=day, starts=starts, ends=ends)
    found = cells(await organising.sees(amina, f"/meetups?month={month}"))
    assert [one for one, words in found.items() if TEA in words] == [cell]


@pytest.mark.parametrize("asked", ["2026-13", "december", "2026-1", "0001-01", "9999-12", ""])
async def test_what_is_no_month_is_the_list(
    organising: Organising, amina: Person, asked: str
) -> None:
    await organising.announce(amina)
    page = await organising.sees(amina, f"/meetups?month={asked}")
    assert page.status == 200 and TEA in page.words and not cells(page)


async def test_the_pages_end(organising: Organising, amina: Person) -> None:
    last = await organising.sees(amina, "/meetups?month=2100-12")
    assert last.status == 200 and "The month after" not in last.words
    first = await organising.sees(amina, "/meetups?month=2000-01")
    assert first.status == 200 and "The month before" not in first.words
