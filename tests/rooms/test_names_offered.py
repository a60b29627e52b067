"""Names offered after an @: only such as the room's page shows to this reader anyway."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.rooms.models import MemberState, RoomKind
from peerhub.rooms.offered import MOST_OFFERED
from tests.rooms.places import Place, make_place
from tests.rooms.talks import talking
from tests.support.factories import make_person
from tests.support.visitor import Visitor, Visitors


async def offered(browser: Visitor, path: str, begun: str) -> list[str]:
    page = await browser.get(f"{path}/names?begun={begun}")
    assert page.status == 200, page.text
    return [one["handle"] for one in page.json()["items"]]


@pytest.fixture
async def place(hub: Hub, amina: Person, bo: Person) -> Place:
    """A restricted room that allows names of its own; Amina and Bo are in it."""
    place = await make_place(hub, RoomKind.RESTRICTED)
    await place.set(own_names=True)
    await place.put(amina, MemberState.MEMBER)
    await place.put(bo, MemberState.MEMBER)
    return place


async def test_who_has_spoken_is_offered_by_name_and_handle_the_latest_first(
    hub: Hub, visitor: Visitors, place: Place, amina: Person, bo: Person
) -> None:
    maria = await make_person(hub, "Anna Maria")
    await place.put(maria, MemberState.MEMBER)
    await place.says(amina, "First")
    await place.says(maria, "Second")
    browser = await visitor.of(bo)
    assert await offered(browser, place.path, "a") == ["anna-maria", "amina"]
    assert await offered(browser, place.path, "MAR") == ["anna-maria"], "a word of the name"
    assert await offered(browser, place.path, "ina") == []
    assert await offered(browser, place.path, "") == []
    assert await offered(browser, place.path, "a" * 41) == []


async def test_who_only_reads_is_not_found_out(
    visitor: Visitors, place: Place, amina: Person, bo: Person
) -> None:
    browser = await visitor.of(bo)
    assert await offered(browser, place.path, "amina") == []
    assert await offered(browser, place.path, "mimi") == [place.mimi.handle], "it is on the door"
    await place.says(bo, "I am here")
    assert await offered(browser, place.path, "bo") == [], "nobody names themselves"


async def test_a_name_for_this_room_is_offered_and_never_the_one_behind_it(
    visitor: Visitors, place: Place, amina: Person, bo: Person
) -> None:
    author, reader = await visitor.of(amina), await visitor.of(bo)
    await place.says(amina, "Under my hub name")
    await author.post(f"{place.path}/name", {"own_name": "River"})
    assert await offered(reader, place.path, "amina") == ["amina"], "nothing vanished with it"
    await place.says(amina, "Under another")
    assert await offered(reader, place.path, "riv") == ["river_"]
    assert (
        await offered(author, place.path, "river")
        == []
        == await offered(author, place.path, "amina")
    )
    page = await reader.get(f"{place.path}/names?begun=river")
    assert "mina" not in page.text and amina.person_id not in page.text
    await author.post(f"{place.path}/membership", {"action": "leave"})
    assert await offered(reader, place.path, "amina") == []
    assert await offered(reader, place.path, "river") == ["river_"], "its words stand still"


async def test_a_block_takes_the_name_away_from_both(
    visitor: Visitors, place: Place, amina: Person, bo: Person
) -> None:
    said = await place.said_by(amina, "Words")
    await place.says(bo, "More words")
    one, other = await visitor.of(bo), await visitor.of(amina)
    assert await offered(one, place.path, "am") == ["amina"]
    assert await offered(other, place.path, "bo") == ["bo"]
    await one.post(f"{place.path}/messages/{said}/block", {})
    assert await offered(one, place.path, "am") == []
    assert await offered(other, place.path, "bo") == []
    seer = await visitor.of(place.mimi)
    assert await offered(seer, place.path, "am") == ["amina"], "who looks after the room sees all"


async def test_in_a_conversation_the_others_are_offered(
    visitor: Visitors, amina: Person, cleo: Person
) -> None:
    one, other = await visitor.of(amina), await visitor.of(cleo)
    slug = await talking(one, other, "cleo")
    assert await offered(one, f"/rooms/{slug}", "c") == ["cleo"]
    assert await offered(other, f"/rooms/{slug}", "c") == []


async def test_nobody_outside_is_told_anything(
    hub: Hub, visitor: Visitors, place: Place, amina: Person, fay: Person
) -> None:
    await place.says(amina, "Among us")
    outside = await visitor.of(fay)
    here = await outside.get(f"{place.path}/names?begun=a")
    nowhere = await outside.get("/rooms/no-such-room/names?begun=a")
    assert (here.status, here.words) == (404, nowhere.words)
    assert (await visitor().get(f"{place.path}/names?begun=a", follow=False)).status == 303


async def test_never_more_than_one_takes_in_at_a_glance(
    hub: Hub, visitor: Visitors, place: Place, bo: Person
) -> None:
    for n in range(MOST_OFFERED + 2):
        one = await make_person(hub, f"Crowd {n}")
        await place.put(one, MemberState.MEMBER)
        await place.says(one, "Me too")
    names = await offered(await visitor.of(bo), place.path, "crowd")
    assert len(names) == MOST_OFFERED and names[0] == f"crowd-{MOST_OFFERED + 1}"
