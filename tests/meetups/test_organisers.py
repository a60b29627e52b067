"""Several people look after one meetup: they add one another, and leave; somebody always stays."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.meetups.conftest import TEA, Organising
from tests.meetups.test_series import dates
from tests.support.factories import change_community, make_person
from tests.support.visitor import Page


async def adds(organising: Organising, by: Person, path: str, handle: str, **said: str) -> Page:
    browser = await organising.at(by)
    await browser.get(f"{path}/organisers")
    return await browser.submit(
        holding="Their handle", button=("action", "add"), handle=handle, **said
    )


async def takes_away(organising: Organising, by: Person, path: str, whom: Person) -> Page:
    browser = await organising.at(by)
    await browser.get(f"{path}/organisers")
    holding = f" {whom.name}"
    return await browser.submit(holding=holding, button=("action", "remove"))


async def test_whoever_is_added_is_told_sees_who_comes_and_may_change_it(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina, audience="public")
    await organising.answers(cleo, path, "in_person", needs="A seat")
    page = await adds(organising, amina, path, "@Bo")
    assert page.status == 200 and "@bo" in page.words
    assert f"You are one of the organisers of “{TEA}” now." in await organising.told(bo)
    assert "A seat" in (await organising.sees(bo, f"{path}/people")).words
    browser = await organising.at(bo)
    await browser.get(f"{path}/edit")
    assert (await browser.submit(place="Peckham")).status == 200
    page = await organising.sees(cleo, path)
    assert "/people/bo" in page.links() and "/people/amina" in page.links()
    page = await organising.sees(None, path)
    assert page.status == 200 and TEA in page.words
    assert "Amina" not in page.text and "Who organises it" not in page.words


async def test_anybody_of_them_leaves_and_never_the_last(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    await adds(organising, amina, path, "bo")
    page = await takes_away(organising, bo, path, bo)
    assert page.path.startswith(path) and "organisers" not in page.path
    for door in ("people", "organisers", "edit"):
        assert (await organising.sees(bo, f"{path}/{door}")).status == 404, door
    browser = await organising.at(amina)
    alone = {"handle": "amina", "action": "remove"}
    page = await browser.post(f"{path}/organisers", alone)
    assert page.status == 422 and "Somebody must look after it." in page.words
    await adds(organising, amina, path, "bo")
    await takes_away(organising, bo, path, amina)
    assert (await organising.sees(amina, f"{path}/people")).status == 404
    gone = await (await organising.at(bo)).post(f"{path}/organisers", alone)
    assert gone.status == 404


async def test_a_block_holds_either_way_and_tells_nothing(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    browser = await organising.at(bo)
    await browser.get("/people/amina/block")
    await browser.submit()
    blocked = await adds(organising, amina, path, "bo")
    nobody = await adds(organising, amina, path, "nobody-here")
    assert blocked.status == nobody.status == 422
    assert "Nobody here has this handle." in blocked.words
    assert "Nobody here has this handle." in nobody.words
    assert "/people/amina" not in (await organising.sees(bo, path)).links()
    assert "organisers" not in await organising.told(bo)


async def test_nobody_else_adds_and_nobody_is_added_twice_or_beyond_ten(
    organising: Organising, hub: Hub, amina: Person, bo: Person, fay: Person
) -> None:
    path = await organising.both_ways(amina)
    for person in (bo, fay):
        browser = await organising.at(person)
        added = await browser.post(f"{path}/organisers", {"handle": "bo", "action": "add"})
        assert added.status == 404, person.name
    assert "organises it already" in (await adds(organising, amina, path, "amina")).words
    for number in range(9):
        await make_person(hub, f"Helper{number}")
        assert (await adds(organising, amina, path, f"helper{number}")).status == 200
    assert "It has ten organisers already." in (await adds(organising, amina, path, "bo")).words


async def test_the_later_dates_go_along_where_that_is_asked_for(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    page = await organising.announce(amina, repeats="weekly", times="3")
    first, second, third = await dates(organising, amina, page.path.partition("?")[0])
    await adds(organising, amina, second, "bo", which="later")
    await adds(organising, amina, first, "cleo")
    for path, person, status in (
        (first, bo, 404), (second, bo, 200), (third, bo, 200), (first, cleo, 200), (second, cleo, 404),
    ):  # fmt: skip
        assert (await organising.sees(person, f"{path}/people")).status == status, (path, person)


@pytest.mark.parametrize("held", [True, False])
async def test_nobody_is_added_while_it_waits_for_a_moderator(
    organising: Organising, hub: Hub, amina: Person, bo: Person, held: bool
) -> None:
    await change_community(hub, hold_first_posts=int(held))
    path = await organising.both_ways(amina)
    page = await adds(organising, amina, path, "bo")
    assert page.status == (422 if held else 200)
    assert (await organising.sees(bo, f"{path}/people")).status == (404 if held else 200)
