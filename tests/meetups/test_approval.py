"""Where the organisers say who comes: people ask, are told, and see the door after a yes only."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.meetups.conftest import DOOR, LINK, TEA, Organising
from tests.support.visitor import Page

ASKED = "You asked to come. Its organisers answer, and then you are told."


async def says(
    organising: Organising, organiser: Person, path: str, asker: Person, word: str
) -> Page:
    browser = await organising.at(organiser)
    await browser.get(f"{path}/people")
    return await browser.submit(holding=f": {asker.name}", button=("action", word))


async def test_who_asks_sees_the_door_after_a_yes_and_is_told(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina, audience="approval")
    assert (await organising.sees(None, path)).path.startswith("/sign-in")
    assert TEA not in (await organising.sees(None, "/meetups.ics")).text
    assert "its organisers say yes to each who comes" in (await organising.sees(cleo, path)).words
    page = await organising.answers(bo, path, "in_person", shown="yes")
    assert ASKED in page.words
    for door in (path, f"{path}.ics"):
        text = (await organising.sees(bo, door)).text.replace("\r\n ", "")
        assert DOOR not in text and LINK not in text
    assert f"Somebody asks to come to “{TEA}”: say yes or no." in await organising.told(amina)
    assert (await organising.sees(cleo, f"{path}/people")).status == 404
    page = await says(organising, amina, path, bo, "yes")
    assert page.status == 200 and "In person: 1" in page.words
    assert DOOR in (await organising.sees(bo, path)).words
    assert f"The organisers said yes: you can come to “{TEA}”." in await organising.told(bo)
    page = await organising.answers(bo, path, "online")
    assert LINK in page.text and DOOR not in page.words, "a yes is to the person, not to the way"


async def test_a_no_stands_shows_nothing_and_can_become_a_yes(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina, audience="approval")
    await organising.answers(bo, path, "online", needs="A seat", shown="yes")
    await says(organising, amina, path, bo, "no")
    page = await organising.sees(bo, path)
    assert "The organisers said no to this one." in page.words and LINK not in page.text
    assert "A seat" not in (await organising.sees(amina, f"{path}/people")).words
    assert f"this time you cannot come to “{TEA}”" in await organising.told(bo)
    for choice in ("in_person", "perhaps"):
        again = await organising.answers(bo, path, choice)
        assert again.status == 422 and "Look at the other meetups" in again.words
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    await organiser.submit(place="Peckham, a library")
    assert "has changed" not in await organising.told(bo), "it is not theirs"
    await says(organising, amina, path, bo, "yes")
    assert LINK in (await organising.sees(bo, path)).text


async def test_only_its_organisers_decide_and_only_about_who_asks(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina, audience="approval")
    await organising.answers(bo, path, "online")
    for person, handle in ((cleo, "bo"), (bo, "bo"), (amina, "cleo")):
        browser = await organising.at(person)
        answer = await browser.post(f"{path}/people", {"handle": handle, "action": "yes"})
        assert answer.status == 404, person.name
    assert ASKED in (await organising.sees(bo, path)).words
    mine = await organising.answers(amina, path, "online")
    assert "You have a seat online." in mine.words, "she asks nobody"


async def test_a_yes_overtakes_nobody_who_waits(
    organising: Organising, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina, audience="approval", seats_online="1")
    for person in (bo, cleo, dana):
        await organising.answers(person, path, "online")
        organising.clock.move(minutes=1)
    for person in (dana, cleo):
        await says(organising, amina, path, person, "yes")
        organising.clock.move(minutes=1)
    assert "You are in the line" in (await organising.sees(cleo, path)).words
    await organising.answers(dana, path, "no")
    assert "You have a seat online." in (await organising.sees(cleo, path)).words, "not Bo, first"
    await says(organising, amina, path, bo, "yes")
    assert "You are in the line" in (await organising.sees(bo, path)).words
    assert "and it is full just now" in await organising.told(bo)
    assert ASKED in (await organising.answers(dana, path, "online")).words, "a no ended the yes"


async def test_whoever_asked_gets_a_seat_when_it_is_opened_to_members(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina, audience="approval", seats_online="1")
    await organising.answers(bo, path, "online")
    organising.clock.move(minutes=1)
    await organising.answers(cleo, path, "online")
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    await organiser.submit(audience="members")
    assert "You have a seat online." in (await organising.sees(bo, path)).words
    assert "You are in the line" in (await organising.sees(cleo, path)).words
    assert "A seat is free" in await organising.told(bo)
