"""Who interprets or assists takes no seat, and who comes is seen by others only where they chose it."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.meetups.conftest import Organising
from tests.support.factories import make_person, make_token

ELSE = "Who else comes"


async def test_who_interprets_or_assists_takes_no_seat_and_is_counted_apart(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina, seats_in_person="2")
    await organising.answers(bo, path, "in_person", accompanied="yes")
    page = await organising.answers(cleo, path, "in_person", accompanied="yes")
    assert "You have a seat in person." in page.words
    assert "You are in the line" in (await organising.answers(dana, path, "in_person")).words
    people = (await organising.sees(amina, f"{path}/people")).words
    assert "In person: 2" in people and "without a seat of their own: 2" in people
    assert people.count("Somebody comes along to interpret or assist.") == 2
    program = organising.visitors(
        headers={"Authorization": f"Bearer {await make_token(hub, amina)}"}
    )
    listed = await program.get(f"/api/v1/meetups/{path.rpartition('/')[2]}/replies")
    assert sorted(one["accompanied"] for one in listed.json()["items"]) == [False, True, True]
    await organising.answers(bo, path, "in_person", accompanied=None)
    people = (await organising.sees(amina, f"{path}/people")).words
    assert "In person: 2" in people and "without a seat of their own: 1" in people


async def test_others_who_come_see_those_who_chose_it_and_nobody_else_does(
    organising: Organising,
    hub: Hub,
    amina: Person,
    bo: Person,
    cleo: Person,
    dana: Person,
    eli: Person,
) -> None:
    path = await organising.both_ways(amina, audience="public", seats_in_person="3")
    first = await organising.answers(bo, path, "in_person")
    assert 'name="shown" value="yes" checked' not in first.text, "off until somebody ticks it"
    await organising.answers(cleo, path, "online", shown="yes")
    await organising.answers(dana, path, "perhaps", shown="yes")
    for person in (bo, amina):
        page = await organising.sees(person, path)
        assert f"{ELSE} Those who chose to be seen by others who come. There may be more. Cleo" in (
            page.words
        )
        assert "Dana" not in page.words, "a perhaps is no yes"
    assert ELSE not in (await organising.sees(cleo, path)).words, "Bo chose nothing"
    for other in (dana, eli, None):
        page = await organising.sees(other, path)
        assert ELSE not in page.words and "Cleo" not in page.words, other
    await organising.answers(cleo, path, "no", shown="yes")
    assert ELSE not in (await organising.sees(bo, path)).words
    program = organising.visitors(
        headers={"Authorization": f"Bearer {await make_token(hub, cleo, 'write')}"}
    )
    replies = f"/api/v1/meetups/{path.rpartition('/')[2]}/replies"
    assert (await program.ask("POST", replies, json={"choice": "online"})).status == 200
    assert ELSE not in (await organising.sees(bo, path)).words, "a no ended it"


async def test_who_waits_in_the_line_neither_sees_nor_is_seen(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina, seats_in_person="1")
    await organising.answers(bo, path, "in_person", shown="yes")
    assert ELSE not in (await organising.answers(cleo, path, "in_person", shown="yes")).words
    assert ELSE not in (await organising.sees(bo, path)).words
    await organising.answers(bo, path, "online")
    assert "Bo" in (await organising.sees(cleo, path)).words, "and what was chosen stays"


@pytest.mark.parametrize("blocker", ["bo", "cleo"])
async def test_a_block_holds_either_way_for_moderators_too(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person, blocker: str
) -> None:
    gus = await make_person(hub, "Gus")
    path = await organising.both_ways(amina)
    for person in (bo, cleo, gus):
        await organising.answers(person, path, "in_person", shown="yes")
    one, other = (bo, cleo) if blocker == "bo" else (cleo, bo)
    browser = await organising.at(one)
    await browser.get(f"/people/{other.handle}/block")
    await browser.submit()
    for reader, absent in ((bo, "Cleo"), (cleo, "Bo")):
        page = await organising.sees(reader, path)
        assert "Gus" in page.words and absent not in page.words, reader.name
    page = await organising.sees(gus, path)
    assert "Bo" in page.words and "Cleo" in page.words


async def test_nobody_is_seen_there_when_it_is_over(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "online", shown="yes")
    await organising.answers(cleo, path, "online")
    assert "Bo" in (await organising.sees(cleo, path)).words
    organising.clock.move(days=11)
    assert "Bo" not in (await organising.sees(cleo, path)).words
