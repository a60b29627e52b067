"""Once a meetup is over its organisers write down what came of it, for whoever may read of it."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from tests.meetups.conftest import Organising
from tests.meetups.test_held import case_of, watch
from tests.meetups.test_reported import report
from tests.support.visitor import Page

NOTES, STEPS = "We agreed on **three** things.", "Amina asks the hall."
QUESTIONS = "Who pays? *Nobody knows yet.*"
RECORDING = "https://talk.example.org/recorded"
TOLD = {"notes": NOTES, "recording": RECORDING, "questions": QUESTIONS, "next_steps": STEPS}


async def tells(organising: Organising, person: Person, path: str, **said: str) -> Page:
    visitor = await organising.at(person)
    await visitor.get(f"{path}/afterwards")
    return await visitor.submit(**{**TOLD, **said})


async def over(organising: Organising, person: Person, **said: object) -> str:
    path = await organising.both_ways(person, **said)
    organising.clock.move(days=11)
    return path


async def test_notes_recording_and_next_steps_stand_on_its_page(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await over(organising, amina)
    own = await organising.sees(amina, path)
    assert f"{path}/afterwards" in own.links() and "What came of it" not in own.words
    page = await tells(organising, amina, path)
    assert page.path.startswith(path) and "Saved." in page.words
    read = await organising.sees(bo, path)
    assert "We agreed on three things." in read.words and "<strong>three</strong>" in read.text
    assert "Who pays? Nobody knows yet." in read.words, "and what was asked"
    assert STEPS in read.words and RECORDING in read.links()
    assert f"{path}/afterwards" not in read.links()
    await tells(organising, amina, path, recording="", next_steps="")
    read = await organising.sees(bo, path)
    assert RECORDING not in read.text and STEPS not in read.words, "the newest words stand"


async def test_whoever_may_not_read_of_the_meetup_reads_none_of_it(
    organising: Organising, amina: Person, bo: Person, fay: Person
) -> None:
    path = await over(organising, amina)
    await tells(organising, amina, path)
    stranger = await organising.at(None)
    answer = await stranger.get(path, follow=False)
    assert answer.status == 303 and "agreed" not in answer.text
    for person in (bo, fay):
        assert (await organising.sees(person, f"{path}/afterwards")).status == 404
        visitor = await organising.at(person)
        await visitor.get(path)
        assert (await visitor.post(f"{path}/afterwards", {"notes": "Mine"})).status == 404
    open_to_all = await over(organising, amina, audience="public")
    await tells(organising, amina, open_to_all)
    assert STEPS in (await organising.sees(None, open_to_all)).words


async def test_nothing_came_of_it_before_it_was_over_or_when_it_was_cancelled(
    organising: Organising, amina: Person
) -> None:
    path = await organising.both_ways(amina)
    assert f"{path}/afterwards" not in (await organising.sees(amina, path)).links()
    page = await tells(organising, amina, path)
    assert page.status == 422 and "It is not over." in page.words and STEPS in page.text
    visitor = await organising.at(amina)
    await visitor.get(f"{path}/people")
    await visitor.submit(f"{path}/cancel", reason="Flood")
    organising.clock.move(days=11)
    page = await tells(organising, amina, path)
    assert page.status == 422 and "It is cancelled." in page.words
    assert STEPS not in (await organising.sees(amina, path)).words


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://talk.example.org", "recorded"])
async def test_a_recording_is_a_whole_link(
    organising: Organising, amina: Person, link: str
) -> None:
    path = await over(organising, amina)
    page = await tells(organising, amina, path, recording=link)
    assert page.status == 422 and "Write the whole link" in page.words and STEPS in page.text
    assert STEPS not in (await organising.sees(amina, path)).words


async def test_words_that_the_hub_watches_for_slip_into_none_of_it(
    organising: Organising, hub: Hub, amina: Person, bo: Person, fay: Person
) -> None:
    path = await over(organising, amina)
    await watch(hub, fay, advert="bargain", danger="end it all")
    for field in ("notes", "questions", "next_steps", "recording"):
        said = "https://bargain.example.org" if field == "recording" else "A bargain"
        page = await tells(organising, amina, path, **{"recording": "", field: said})
        assert page.status == 422 and "A moderator would read this first." in page.words, field
    page = await tells(organising, amina, path, recording="", notes="I want to end it all")
    assert page.path.startswith("/get-help")
    assert "end it all" in (await organising.sees(bo, path)).words, "it holds nothing by itself"


async def test_it_is_reported_with_its_meetup(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await over(organising, amina)
    await tells(organising, amina, path)
    await report(organising, bo, path)
    page = await organising.sees(cleo, await case_of(organising, cleo))
    assert "We agreed on three things." in page.words and STEPS in page.words
    assert RECORDING in page.words


async def test_it_stays_for_those_who_came_and_names_nobody(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    path = await over(organising, amina)
    await tells(organising, amina, path)
    async with hub.reading() as db:
        held = await hub.personal["meetups"].export_person(db, hub.keys, amina.person_id)
    (announced,) = held["announced"]
    assert {name: announced[name] for name in TOLD} == TOLD
    async with hub.transaction() as tx:
        await leave(tx, amina, hub.personal)
    assert STEPS in (await organising.sees(bo, path)).words
