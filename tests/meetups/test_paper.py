"""A meetup on paper: a poster for the wall, a sign-in sheet for the door, and the count typed back in."""

import re

import pytest

from peerhub.people.models import Person
from tests.meetups.conftest import DOOR, HALL, LINK, TEA, Organising
from tests.support.visitor import Page, fields_of

SHEET, POSTER = "A sign-in sheet to print", "A poster to print"
KEYS = "Keys at the bar"


async def counted(organising: Organising, person: Person, path: str, **said: str) -> Page:
    visitor = await organising.at(person)
    await visitor.get(f"{path}/people")
    return await visitor.submit(f"{path}/attendance", **said)


async def test_a_poster_says_all_but_what_is_for_those_who_come(
    organising: Organising, amina: Person
) -> None:
    path = await organising.both_ways(amina, about="Tea, and **time**.", cost="free", bsl="ask")
    assert POSTER in (await organising.sees(amina, f"{path}/people")).words
    page = await organising.sees(amina, f"{path}/poster")
    address = f"{organising.hub.config.address}{path}"
    for said in (TEA, HALL, "Tea, and time.", "free", "ask us", "6:30pm", address):
        assert said in page.words, said
    assert DOOR not in page.text and LINK not in page.text


async def test_what_is_to_come_is_one_page_in_large_print_for_each_as_they_may_know_it(
    organising: Organising, amina: Person, bo: Person
) -> None:
    await organising.both_ways(amina, audience="public", cost="free", bsl="ask")
    await organising.both_ways(amina, title="Rest, for members", kind="training")
    stranger = await organising.at(None)
    page = await stranger.get("/meetups/programme")
    for said in (TEA, HALL, "free", "ask us", "6:30pm", f"{organising.hub.config.address}/meetups"):
        assert said in page.words, said
    assert "Rest, for members" not in page.words
    page = await organising.sees(bo, "/meetups")
    assert "/meetups/programme" in page.links()
    page = await organising.sees(bo, "/meetups/programme?kind=training")
    assert "Rest, for members" in page.words and TEA not in page.words
    assert f"{organising.hub.config.address}/meetups?kind=training" in page.words
    for one in (page, await stranger.get("/meetups/programme")):
        assert DOOR not in one.text and LINK not in one.text


async def test_a_sheet_has_the_names_of_those_with_a_seat_there_and_nothing_else(
    organising: Organising, amina: Person, bo: Person, cleo: Person, eli: Person
) -> None:
    path = await organising.both_ways(amina, seats_in_person="1")
    await organising.answers(bo, path, "in_person", needs=KEYS, accompanied="yes")
    await organising.answers(cleo, path, "in_person")
    await organising.answers(eli, path, "online")
    assert KEYS in (await organising.sees(amina, f"{path}/people")).words
    page = await organising.sees(amina, f"{path}/sheet")
    names = re.findall(r'<td class="words" dir="auto">([^<]*)</td>', page.text)
    assert names == [bo.name], "cleo waits, and eli comes online"
    for secret in (KEYS, "interpret", DOOR, LINK):
        assert secret not in page.text, secret


async def test_nobody_but_its_organisers_has_its_paper(
    organising: Organising, amina: Person, bo: Person, cleo: Person, fay: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "in_person")
    for person in (bo, cleo, fay):
        for sheet in ("poster", "sheet"):
            assert (await organising.sees(person, f"{path}/{sheet}")).status == 404, sheet
    organising.clock.move(days=11)
    visitor = await organising.at(bo)
    await visitor.get(path)
    answer = await visitor.post(f"{path}/attendance", {"came_in_person": "3"})
    assert answer.status == 404


async def test_online_there_is_no_door_to_sign_in_at(organising: Organising, amina: Person) -> None:
    page = await organising.announce(amina, modes=["online"], place="")
    page = await organising.sees(amina, f"{page.path.partition('?')[0]}/people")
    assert POSTER in page.words and SHEET not in page.words


async def test_how_many_came_is_typed_back_in_once_it_has_begun(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    assert "How many came" not in (await organising.sees(amina, f"{path}/people")).words
    visitor = await organising.at(amina)
    early = await visitor.post(f"{path}/attendance", {"came_in_person": "12"})
    assert early.status == 422 and "It has not begun." in early.words
    organising.clock.move(days=11)
    page = await counted(organising, amina, path, came_in_person="12", came_online="0")
    assert "Saved." in page.words
    page = await organising.sees(amina, f"{path}/people")
    assert values(page) == {"came_in_person": "12", "came_online": "0"}, "none is a count too"
    await counted(organising, amina, path, came_in_person="13", came_online="")
    page = await organising.sees(amina, f"{path}/people")
    assert values(page) == {"came_in_person": "13", "came_online": ""}
    assert "How many came" not in (await organising.sees(bo, path)).words


@pytest.mark.parametrize("said", ["a dozen", "-1", "5001", "½", "٣"])
async def test_what_is_no_count_is_said_kindly_and_nothing_is_lost(
    organising: Organising, amina: Person, said: str
) -> None:
    path = await organising.both_ways(amina)
    organising.clock.move(days=11)
    page = await counted(organising, amina, path, came_in_person=said, came_online="4")
    assert page.status == 422 and "Write a whole number" in page.words
    assert values(page) == {"came_in_person": said, "came_online": "4"}
    again = await organising.sees(amina, f"{path}/people")
    assert values(again) == {"came_in_person": "", "came_online": ""}


async def test_to_what_was_cancelled_nobody_came(organising: Organising, amina: Person) -> None:
    path = await organising.both_ways(amina)
    visitor = await organising.at(amina)
    await visitor.get(f"{path}/people")
    await visitor.submit(f"{path}/cancel", reason="Flood")
    organising.clock.move(days=11)
    page = await organising.sees(amina, f"{path}/people")
    assert "How many came" not in page.words
    visitor = await organising.at(amina)
    answer = await visitor.post(f"{path}/attendance", {"came_in_person": "3"})
    assert answer.status == 422 and "It is cancelled." in answer.words


def values(page: Page) -> dict[str, str]:
    """What stands in the two fields."""
    fields = fields_of(page.form(holding="How many came in person"))
    return {name: said[0] for name, said in fields.items() if name.startswith("came_")}
