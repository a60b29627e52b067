"""A room outside its hours: it says when it opens, and what is written waits with its author."""

from datetime import UTC, datetime

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.rooms.models import BODY_LENGTH, MemberState, RoomKind
from tests.rooms.places import Place, make_place
from tests.support.clock import SettableClock
from tests.support.visitor import Page, Visitors

WEEKDAYS = [[day, "09:00", "17:00"] for day in range(5)]
SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
OPENS = "This room opens tomorrow at 9am."


def box(page: Page) -> str:
    """What stands in the writing box; AssertionError where there is none."""
    found = page.tree.find(".//textarea[@id='f-body']")
    assert found is not None, page.words
    return (found.text or "").strip()


@pytest.fixture
async def place(hub: Hub, clock: SettableClock, amina: Person) -> Place:
    """Closed over the weekend; Amina is in it."""
    clock.set(SUNDAY)
    place = await make_place(hub, RoomKind.RESTRICTED)
    await place.set(hours=WEEKDAYS)
    await place.put(amina, MemberState.MEMBER)
    return place


async def test_what_is_written_before_it_opens_waits_with_its_author(
    hub: Hub, visitor: Visitors, place: Place, clock: SettableClock, amina: Person, bo: Person
) -> None:
    browser = await visitor.of(amina)
    page = await browser.get(place.path)
    assert OPENS in page.words and "Keep it as a draft" in page.words
    assert "Post to" not in page.words
    page = await browser.submit(f"{place.path}/draft", body="For Monday")
    assert page.status == 200 and "Kept as your draft." in page.words
    assert box(page) == "For Monday"
    assert await place.bodies() == [], "nothing was posted"
    await place.put(bo, MemberState.MEMBER)
    assert "For Monday" not in (await (await visitor.of(bo)).get(place.path)).text

    clock.set(MONDAY)
    page = await browser.get(place.path)
    assert box(page) == "For Monday" and OPENS not in page.words
    await browser.submit(f"{place.path}/messages")
    assert await place.bodies() == ["For Monday"]
    assert box(await browser.get(place.path)) == ""


async def test_a_draft_is_taken_back_with_an_empty_box(
    visitor: Visitors, place: Place, amina: Person
) -> None:
    browser = await visitor.of(amina)
    await browser.get(place.path)
    await browser.submit(f"{place.path}/draft", body="Or rather not")
    page = await browser.submit(f"{place.path}/draft", body="")
    assert box(page) == "" and "Kept as your draft." not in page.words


async def test_a_side_conversation_keeps_a_draft_of_its_own(
    visitor: Visitors, place: Place, clock: SettableClock, amina: Person
) -> None:
    clock.set(MONDAY)
    root = await place.said_by(amina, "Who comes?")
    clock.set(SUNDAY)
    browser = await visitor.of(amina)
    page = await browser.get(f"{place.path}/messages/{root}")
    assert OPENS in page.words
    page = await browser.submit(f"{place.path}/draft", body="I do")
    assert page.path.endswith(root) and box(page) == "I do"
    assert box(await browser.get(place.path)) == "", "the room's own is another"


async def test_what_came_too_late_stands_in_the_box_still(
    visitor: Visitors, place: Place, clock: SettableClock, amina: Person
) -> None:
    clock.set(MONDAY)
    browser = await visitor.of(amina)
    await browser.get(place.path)
    clock.set(SUNDAY)
    page = await browser.submit(f"{place.path}/messages", body="A minute too late")
    assert page.status == 422 and OPENS in page.words
    assert box(page) == "A minute too late" and "Keep it as a draft" in page.words


async def test_too_much_is_refused_and_stays_in_the_box(
    visitor: Visitors, place: Place, amina: Person
) -> None:
    browser = await visitor.of(amina)
    await browser.get(place.path)
    page = await browser.submit(f"{place.path}/draft", body="x" * (BODY_LENGTH + 1))
    assert page.status == 422 and len(box(page)) == BODY_LENGTH + 1
    assert "Please put this right" in page.words


async def test_a_room_that_is_closed_for_good_or_locked_has_no_box(
    visitor: Visitors, place: Place, clock: SettableClock, amina: Person
) -> None:
    browser = await visitor.of(amina)
    for fields in ({"locked_at": SUNDAY}, {"locked_at": None, "archived_at": SUNDAY}):
        await place.set(**fields)
        page = await browser.get(place.path)
        assert page.tree.find(".//textarea") is None, fields
