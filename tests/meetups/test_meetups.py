"""Announce a meetup, find it, come to it by either way, wait in its line, and hear when it changes."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from tests.meetups.conftest import DOOR, HALL, LINK, TEA, Organising
from tests.support.factories import make_person
from tests.support.visitor import Visitors


async def test_five_answers_announce_one_and_members_find_it(
    organising: Organising, amina: Person, bo: Person
) -> None:
    page = await organising.announce(amina)
    assert page.status == 200 and TEA in page.words and HALL in page.words
    found = await organising.sees(bo, "/meetups")
    assert TEA in found.words and "Wednesday, 2 December 2026, 6:30pm" in found.words
    assert TEA not in (await organising.sees(None, "/meetups")).words, "for members at first"
    stranger = await organising.at(None)
    answer = await stranger.get(page.path, follow=False)
    assert answer.status == 303 and "/sign-in" in answer.headers["location"]
    unknown = await stranger.get("/meetups/none", follow=False)
    assert unknown.status == 303, "absent and forbidden are alike"


async def test_a_public_one_is_there_for_strangers_without_its_door_and_link(
    organising: Organising, amina: Person
) -> None:
    path = await organising.both_ways(amina, audience="public", step_free="yes", bsl="ask")
    assert TEA in (await organising.sees(None, "/meetups")).words
    page = await organising.sees(None, path)
    assert "Step-free from the street to the seatyes" in page.words
    assert "British Sign Language interpreterask us" in page.words
    assert "Hearing loop" not in page.words, "nothing said is no line"
    assert DOOR not in page.text and LINK not in page.text
    for calendar in ("/meetups.ics", f"{path}.ics"):
        text = (await organising.sees(None, calendar)).text.replace("\r\n ", "")
        assert TEA in text and DOOR not in text and LINK not in text, calendar


async def test_each_way_of_coming_is_shown_its_own_door(
    organising: Organising, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina)
    here = await organising.answers(bo, path, "in_person")
    assert "You have a seat in person." in here.words
    assert DOOR in here.words and LINK not in here.text
    there = await organising.answers(cleo, path, "online")
    assert LINK in there.text and DOOR not in there.words
    perhaps = await organising.answers(dana, path, "perhaps")
    assert DOOR not in perhaps.words and LINK not in perhaps.text
    assert DOOR in (await organising.sees(bo, f"{path}.ics")).text.replace("\r\n ", "").replace(
        "\\", ""
    )
    mine = await organising.sees(amina, path)
    assert DOOR in mine.words and LINK in mine.text


async def test_who_comes_is_for_its_organisers_alone(
    organising: Organising, amina: Person, bo: Person, cleo: Person, fay: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "in_person")
    await organising.answers(cleo, path, "no")
    page = await organising.sees(amina, f"{path}/people")
    assert "In person: 1" in page.words and "Cannot come: 1" in page.words and "Bo" in page.words
    for other in (bo, cleo, fay):
        for door in ("people", "edit"):
            assert (await organising.sees(other, f"{path}/{door}")).status == 404, (
                other.name,
                door,
            )
    assert "Bo" not in (await organising.sees(cleo, path)).words


async def test_the_line_moves_up_in_its_order_and_tells_people(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina, seats_in_person="1")
    gil = await make_person(hub, "Gil")
    assert "You have a seat" in (await organising.answers(bo, path, "in_person")).words
    for person in (cleo, dana, gil):
        page = await organising.answers(person, path, "in_person")
        assert "You are in the line" in page.words and DOOR not in page.words
        organising.clock.move(minutes=1)
    assert "You have a seat online." in (await organising.answers(cleo, path, "online")).words
    await organising.answers(bo, path, "no")
    assert "You have a seat in person." in (await organising.sees(dana, path)).words
    assert "You are in the line" in (await organising.sees(gil, path)).words
    assert f"A seat is free: you can come to “{TEA}”." in await organising.told(dana)
    assert "A seat is free" not in await organising.told(gil)


async def test_nobody_overtakes_the_line_and_the_same_answer_keeps_its_place(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina, seats_in_person="1")
    for person in (bo, cleo, dana):
        await organising.answers(person, path, "in_person")
        organising.clock.move(minutes=1)
    await organising.answers(cleo, path, "in_person")
    await organising.answers(bo, path, "no")
    assert "You have a seat" in (await organising.sees(cleo, path)).words
    assert "You are in the line" in (await organising.answers(bo, path, "in_person")).words
    await organising.answers(cleo, path, "no")
    assert "You have a seat" in (await organising.sees(dana, path)).words, "not Bo, who came back"


async def test_more_seats_let_people_in_and_fewer_send_nobody_away(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina, seats_in_person="1")
    await organising.answers(bo, path, "in_person")
    await organising.answers(cleo, path, "in_person")
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    await organiser.submit(seats_in_person="2")
    assert "You have a seat" in (await organising.sees(cleo, path)).words
    await organiser.get(f"{path}/edit")
    await organiser.submit(seats_in_person="1")
    assert "You have a seat" in (await organising.sees(cleo, path)).words
    assert "has changed" not in await organising.told(bo), "seats are nobody's news"


async def test_another_place_is_told_to_those_who_answered_once(
    organising: Organising, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "in_person")
    await organising.answers(cleo, path, "no")
    organiser = await organising.at(amina)
    form = await organiser.get(f"{path}/edit")
    assert DOOR in form.text and 'value="18:30"' in form.text
    page = await organiser.submit(place="Peckham, a library")
    assert "Peckham, a library" in page.words
    told = await organising.told(bo)
    assert "1 is new." in told and f"“{TEA}” has changed" in told
    for other in (cleo, dana):
        assert "has changed" not in await organising.told(other)


async def test_a_way_that_is_offered_no_more_leaves_a_perhaps(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "in_person")
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    await organiser.submit(modes=["online"])
    page = await organising.sees(bo, path)
    assert "You said: perhaps." in page.words and "I come in person" not in page.words
    assert "has changed" in await organising.told(bo)


async def test_a_cancelled_one_is_told_to_all_and_stays_visible(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "perhaps")
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/people")
    page = await organiser.submit(f"{path}/cancel")
    assert page.status == 422 and "Say why." in page.words
    await organiser.submit(f"{path}/cancel", reason="The hall is flooded")
    told = await organising.told(bo)
    assert f"“{TEA}” is cancelled." in told and "The hall is flooded" in told
    page = await organising.sees(cleo, path)
    assert "It is cancelled. The hall is flooded" in page.words and not page.tree.findall(
        ".//main//form"
    )
    assert "Cancelled" in (await organising.sees(cleo, "/meetups")).words
    assert (await organising.sees(amina, f"{path}/edit")).status == 200
    assert "STATUS:CANCELLED" in (await organising.sees(cleo, f"{path}.ics")).text


async def test_when_it_is_over_nobody_answers_any_more(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    visitor = await organising.at(bo)
    await visitor.get(path)
    organising.clock.move(days=11)
    visitor = await organising.at(bo)
    assert "It is over." in (await visitor.get(path)).words
    assert TEA not in (await visitor.get("/meetups")).words


async def test_whoever_leaves_the_hub_frees_a_seat(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina, seats_in_person="1")
    await organising.answers(bo, path, "in_person")
    await organising.answers(cleo, path, "in_person")
    async with hub.transaction() as tx:
        await leave(tx, bo, hub.personal)
    assert "You have a seat" in (await organising.sees(cleo, path)).words
    assert "A seat is free" in await organising.told(cleo)


async def test_administrators_look_after_what_nobody_organises_any_more(
    organising: Organising, hub: Hub, amina: Person, bo: Person, fay: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "online")
    assert (await organising.sees(fay, f"{path}/people")).status == 404
    async with hub.transaction() as tx:
        await leave(tx, amina, hub.personal)
    assert (await organising.sees(bo, f"{path}/people")).status == 404
    administrator = await organising.at(fay)
    await administrator.get(f"{path}/people")
    await administrator.submit(f"{path}/cancel", reason="Nobody can open the hall")
    assert "Nobody can open the hall" in await organising.told(bo)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": ""}, "Give it a name"),
        ({"day": "tomorrow"}, "Write the day as in"),
        ({"day": "2020-01-01"}, "That day or time is over."),
        ({"day": "2999-01-01"}, "more than two years ahead"),
        ({"starts": ""}, "Say when it begins"),
        ({"starts": "half six"}, "Write the time as in"),
        ({"starts": "18:30", "ends": "17:00"}, "It ends before it begins."),
        ({"modes": []}, "Say how people can come"),
        ({"place": ""}, "Say where it is"),
        ({"link": "javascript:alert(1)"}, "Write the whole link"),
        ({"seats_in_person": "-1"}, "Write a whole number"),
        ({"seats_online": "many"}, "Write a whole number"),
    ],
)
async def test_what_cannot_be_is_said_kindly_and_nothing_is_lost(
    organising: Organising, amina: Person, said: dict[str, object], words: str
) -> None:
    page = await organising.announce(amina, about="Tea, and time.", **said)
    assert page.status == 422 and words in page.words, page.words
    assert "Tea, and time." in page.text
    assert TEA not in (await organising.sees(amina, "/meetups")).words


async def test_the_hour_that_spring_leaves_out_is_no_time(
    organising: Organising, amina: Person
) -> None:
    year = organising.clock.now().year + 1
    last = max(day for day in range(25, 32) if _is_sunday(year, day))
    page = await organising.announce(amina, day=f"{year}-03-{last}", starts="01:30")
    assert page.status == 422 and "The clocks go forward then" in page.words


def _is_sunday(year: int, day: int) -> bool:
    from datetime import date

    return date(year, 3, day).weekday() == 6


async def test_sent_twice_it_is_one(organising: Organising, amina: Person) -> None:
    visitor = await organising.at(amina)
    await visitor.get("/meetups/new")
    fields = {"title": TEA, "day": organising.day(), "starts": "18:30", "modes": ["online"]}
    form = visitor.page
    first = await visitor.submit(**fields)
    visitor.page = form
    second = await visitor.submit(**fields)
    assert first.path == second.path
    assert (await visitor.get("/meetups")).words.count(TEA) == 1


async def test_found_by_what_it_is_for_and_how_one_comes(
    organising: Organising, amina: Person, visitor: Visitors
) -> None:
    await organising.announce(amina, title="In a hall")
    await organising.announce(amina, title="On a screen", modes=["online"], kind="training")
    for asked, there, absent in (
        ("kind=training", "On a screen", "In a hall"),
        ("mode=in_person", "In a hall", "On a screen"),
        ("kind=nonsense", "In a hall", "Nothing like this"),
    ):
        page = await organising.sees(amina, f"/meetups?{asked}")
        assert there in page.words and absent not in page.words, asked
    page = await organising.sees(amina, "/meetups?kind=learning")
    assert "Nothing like this is announced." in page.words
