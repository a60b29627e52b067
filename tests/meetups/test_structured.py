"""What search engines read on the page of a public meetup, and on no other."""

import json
from typing import Any

import pytest

from peerhub.people.models import Person
from tests.meetups.conftest import DOOR, HALL, LINK, TEA, Organising
from tests.support.visitor import Page

HOSTILE = "</script><script>alert(1)</script><!-- <script> & “tea”"


def event_on(page: Page) -> Any:
    """As a parser of HTML finds it."""
    found = [one for one in page.tree.iter("script") if one.get("type") == "application/ld+json"]
    return json.loads("".join(found[0].itertext())) if found else None


async def test_a_public_one_is_an_event_of_schema_org(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina, audience="public", about="Tea, and **time**.")
    await organising.answers(bo, path, "in_person")
    url = f"{organising.hub.config.address}{path}"
    for reader in (None, bo, amina):
        page = await organising.sees(reader, path)
        event = event_on(page)
        assert event["@context"] == "https://schema.org" and event["@type"] == "Event"
        assert (event["name"], event["url"]) == (TEA, url)
        assert event["startDate"] == "2026-12-02T18:30+00:00"
        assert event["endDate"] == "2026-12-02T20:30+00:00"
        assert event["description"] == "Tea, and time."
        assert event["eventStatus"] == "https://schema.org/EventScheduled"
        assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
        place, screen = event["location"]
        assert place == {"@type": "Place", "name": HALL, "address": HALL}
        assert screen == {"@type": "VirtualLocation", "url": url}
        said = json.dumps(event)
        assert DOOR not in said and LINK not in said, "whoever reads the page"
        assert 'content="noindex"' not in page.text
    assert DOOR in (await organising.sees(amina, path)).words, "she does see it"


async def test_its_times_are_those_of_the_clock_on_the_wall(
    organising: Organising, amina: Person
) -> None:
    page = await organising.announce(amina, audience="public", day="2027-07-01")
    event = event_on(await organising.sees(None, page.path.partition("?")[0]))
    assert event["startDate"] == "2027-07-01T18:30+01:00"
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"


async def test_a_cancelled_one_says_so(organising: Organising, amina: Person) -> None:
    path = await organising.both_ways(amina, audience="public")
    visitor = await organising.at(amina)
    await visitor.get(f"{path}/people")
    await visitor.submit(f"{path}/cancel", reason="Flood")
    event = event_on(await organising.sees(None, path))
    assert event["eventStatus"] == "https://schema.org/EventCancelled"


@pytest.mark.parametrize("audience", ["members", "approval"])
async def test_of_what_is_for_members_nothing_is_told(
    organising: Organising, amina: Person, bo: Person, audience: str
) -> None:
    path = await organising.both_ways(amina, audience=audience)
    for reader in (amina, bo):
        page = await organising.sees(reader, path)
        assert page.status == 200 and event_on(page) is None
        assert 'content="noindex"' in page.text


async def test_no_title_breaks_out_of_it(organising: Organising, amina: Person) -> None:
    path = await organising.both_ways(
        amina, audience="public", title=HOSTILE, place=HOSTILE, about=HOSTILE
    )
    page = await organising.sees(None, path)
    event = event_on(page)
    assert event["name"] == HOSTILE and event["location"][0]["name"] == HOSTILE
    scripts = [one for one in page.tree.iter("script") if not one.get("src")]
    assert [one.get("type") for one in scripts] == ["application/ld+json"], "and no other"
    assert "<script>alert" not in page.text
