"""`import meetups`: another network's calendar, marked as theirs, brought once, date by date."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from peerhub.core.hub import Hub
from peerhub.meetups.importers.bring import Report, bring_calendar
from peerhub.people.models import Person
from tests.support.clock import SettableClock
from tests.support.shared import shared_data
from tests.support.visitor import Visitors

ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19700329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def event(uid: str, starts: str, *more: str, title: str = "Open evening") -> str:
    lines = [f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART;TZID=Europe/London:{starts}", *more]
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


class Import:
    """A calendar that is written and brought, again and again."""

    def __init__(self, hub: Hub, path: Path) -> None:
        self.hub = hub
        self.path = path
        self.soon = hub.clock.now().date() + timedelta(days=10)

    def day(self, more: int = 0) -> str:
        return (self.soon + timedelta(days=more)).strftime("%Y%m%d")

    async def bring(self, *events: str, dry_run: bool = False) -> Report:
        begin = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\nX-WR-CALNAME:Rowan Network\n"
        self.path.write_text(f"{begin}{ZONE}{''.join(events)}END:VCALENDAR\n")
        return await self.run(str(self.path), dry_run=dry_run)

    async def run(self, source: str, *, dry_run: bool = False) -> Report:
        return await bring_calendar(self.hub, source, dry_run=dry_run, tell=lambda _d, _of: None)


@pytest.fixture
def other(hub: Hub, tmp_path: Path) -> Import:
    return Import(hub, tmp_path / "rowan.ics")


def came(report: Report) -> dict[str, int]:
    return {str(arrival): count for arrival, count in report.count().items()}


async def links(visitor: Visitors, person: Person) -> list[str]:
    page = await (await visitor.of(person)).get("/meetups")
    said = {link for link in page.links() if link.startswith("/meetups/") and len(link) == 25}
    return sorted(said)


async def test_it_comes_as_theirs_and_members_see_it(
    other: Import, visitor: Visitors, amina: Person
) -> None:
    url, place = "URL:https://rowan.example/1", "LOCATION:Brixton\\, the hall"
    about = "DESCRIPTION:<p>Bring <b>tea</b>.</p>"
    end = f"DTEND;TZID=Europe/London:{other.day()}T200000"
    report = await other.bring(event("a@x", f"{other.day()}T183000", end, url, place, about))
    assert came(report) == {"new": 1} and not report.bad
    (link,) = await links(visitor, amina)
    page = await (await visitor.of(amina)).get(link)
    for said in (
        "Open evening",
        "Rowan Network",
        "Brixton, the hall",
        "Bring tea.",
        "6:30pm to 8pm",
    ):
        assert said in page.words
    assert "https://rowan.example/1" in page.links()
    assert "Do you come?" not in page.words and "has a seat" not in page.words
    done = await (await visitor.of(amina)).post(f"{link}/reply", {"choice": "in_person"})
    assert done.status in (403, 422)
    assert (await visitor().get("/meetups")).text.count("Open evening") == 0


async def test_a_second_run_adds_nothing_and_follows_the_calendar(
    other: Import, visitor: Visitors, amina: Person
) -> None:
    await other.bring(event("a@x", f"{other.day()}T183000"))
    assert came(await other.bring(event("a@x", f"{other.day()}T183000"))) == {"same": 1}
    moved = event("a@x", f"{other.day(1)}T190000", "SEQUENCE:1")
    assert came(await other.bring(moved, dry_run=True)) == {"changed": 1}
    assert came(await other.bring(moved)) == {"changed": 1}
    gone = event("a@x", f"{other.day(1)}T190000", "STATUS:CANCELLED")
    assert came(await other.bring(gone)) == {"changed": 1}
    (link,) = await links(visitor, amina)
    page = await (await visitor.of(amina)).get(link)
    assert "It is cancelled." in page.words and "7pm to 8pm" in page.words


async def test_each_date_of_a_series_comes_at_the_hour_on_the_wall(
    other: Import, hub: Hub, visitor: Visitors, amina: Person
) -> None:
    """With one left out and one moved; the third is known again when it is moved once more."""
    first = f"{other.day()}T183000"
    out = f"EXDATE;TZID=Europe/London:{other.day(7)}T183000"
    series = event("s@x", first, "RRULE:FREQ=WEEKLY;COUNT=4", out)
    meant = f"RECURRENCE-ID;TZID=Europe/London:{other.day(14)}T183000"
    moved = event("s@x", f"{other.day(15)}T200000", meant, title="On another day")
    assert came(await other.bring(series, moved)) == {"new": 3}
    again = event("s@x", f"{other.day(16)}T200000", meant, title="On another day")
    assert came(await other.bring(series, again)) == {"same": 2, "changed": 1}
    page = (await (await visitor.of(amina)).get("/meetups")).words
    assert page.count("6:30pm") == 2 and page.count("8pm") == 1


async def test_a_series_keeps_its_hour_when_the_clocks_change(other: Import) -> None:
    report = await other.bring(event("s@x", f"{other.day()}T183000", "RRULE:FREQ=WEEKLY;COUNT=30"))
    starts = [one.plan.fields["starts_at"] for one in report.lines if one.plan]
    assert len(starts) == 30 and len({at.utcoffset() for at in starts}) == 1
    london = [at.astimezone(ZoneInfo("Europe/London")) for at in starts]
    assert {(at.hour, at.minute) for at in london} == {(18, 30)}
    assert len({at.utcoffset() for at in london}) == 2


async def test_what_an_administrator_changed_here_stays(
    other: Import, visitor: Visitors, fay: Person
) -> None:
    await other.bring(event("a@x", f"{other.day()}T183000", "LOCATION:Brixton"))
    (link,) = await links(visitor, fay)
    there = await visitor.of(fay)
    await there.get(f"{link}/edit")
    done = await there.submit(holding="Open evening", title="An evening for all")
    assert done.status == 200, done.words
    other_words = event("a@x", f"{other.day()}T183000", "LOCATION:Peckham", title="New name")
    report = await other.bring(other_words)
    assert [one.plan.kept for one in report.lines if one.plan] == [("title",)]
    page = await there.get(link)
    assert "An evening for all" in page.words and "Peckham" in page.words


BAD = [
    (event("", "20990101T183000").replace("UID:\n", ""), "no UID"),
    (event("a@x", "{day}T183000", "RRULE:FREQ=SECONDLY"), "more often than each day"),
    (event("a@x", "{day}T183000", title=""), "no title"),
    (event("a@x", "tomorrow"), "cannot be worked out"),
    (event("a@x", "{day}T183000", "DURATION:P30D"), "more than two weeks"),
]


@pytest.mark.parametrize(("bad", "why"), BAD)
async def test_a_bad_event_is_named_and_the_others_come(other: Import, bad: str, why: str) -> None:
    good = event("good@x", f"{other.day()}T183000")
    report = await other.bring(bad.replace("{day}", other.day()), good)
    assert came(report) == {"new": 1}
    assert [(one.where, why in one.why) for one in report.bad] == [("event 1", True)], report.bad


async def test_what_is_over_is_left(other: Import) -> None:
    report = await other.bring(event("a@x", "20200101T183000"))
    assert report.over == 1 and came(report) == {} and not report.bad


@pytest.mark.parametrize(
    ("name", "most"),
    [("recur_instances", 60), ("daily_recur", 60), ("day_long_recur_yearly", 60), ("minimal", 1)],
)
async def test_calendars_of_others_come_once(
    other: Import, clock: SettableClock, name: str, most: int
) -> None:
    """As if it were the year in which they were written."""
    clock.set(datetime(2012, 1, 1, tzinfo=UTC))
    path = str(shared_data(f"calendars/{name}.ics"))
    first = came(await other.run(path))
    assert 0 < first["new"] <= most
    assert came(await other.run(path)) == {"same": first["new"]}


@pytest.mark.parametrize("name", ["blank_line_mid", "google_birthday", "multiple_rrules"])
async def test_odd_calendars_end_with_a_report(other: Import, name: str) -> None:
    report = await other.run(str(shared_data(f"calendars/{name}.ics")))
    assert all(one.why for one in report.bad)
