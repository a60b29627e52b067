"""Meetups of organisations and networks: named on the form, asked on its page, shown to who may read."""

import json

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.directory.test_networks import keep, make
from tests.meetups.conftest import TEA, Organising
from tests.meetups.test_held import case_of
from tests.meetups.test_series import dates
from tests.support.factories import change_community, make_token
from tests.support.listed import make_organisation
from tests.support.visitor import Page

SCRIPT = "application/ld+json"
OWL, WREN, NEST = "/directory/owl", "/directory/wren", "/networks/nest"


@pytest.fixture
async def owners(organising: Organising, hub: Hub, amina: Person, bo: Person, fay: Person) -> None:
    """Owl is Amina's, Wren and the nest are Bo's."""
    await make_organisation(hub, fay, "Owl", amina)
    await make_organisation(hub, fay, "Wren", bo)
    browser = await organising.at(fay)
    await make(browser)
    await keep(browser, bo)


async def asks(organising: Organising, by: Person, path: str, owner: str, **said: str) -> Page:
    browser = await organising.at(by)
    await browser.get(path.replace("/meetups/", "/belongs/meetup/"))
    return await browser.submit(holding="Ask them", button=("action", "say"), owner=owner, **said)


async def answers(organising: Organising, person: Person, owner: str, action: str) -> Page:
    browser = await organising.at(person)
    await browser.get(f"{owner}/places")
    return await browser.submit(holding=TEA, button=("action", action))


@pytest.mark.usefixtures("owners")
async def test_one_of_two_organisations_stands_on_both_pages_once_both_said_yes(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina, audience="public", owners=["organisation:owl"])
    await asks(organising, amina, path, WREN)
    await asks(organising, amina, path, NEST)
    for person in (cleo, None):
        page = await organising.sees(person, path)
        assert OWL in page.links() and WREN not in page.links(), "asked is nobody's to know"
        assert path in (await organising.sees(person, OWL)).links()
        assert path not in (await organising.sees(person, WREN)).links()
    assert "asks to belong to “Wren”" in await organising.told(bo)
    await answers(organising, bo, WREN, "confirm")
    await answers(organising, bo, NEST, "confirm")
    for person in (cleo, None):
        page = await organising.sees(person, path)
        assert {OWL, WREN, NEST} <= set(page.links())
        for owner in (OWL, WREN, NEST):
            assert path in (await organising.sees(person, owner)).links(), owner
    (script,) = [one for one in page.tree.iter("script") if one.get("type") == SCRIPT]
    names = [one["name"] for one in json.loads(script.text or "")["organizer"]]
    assert names == ["Nest", "Owl", "Wren"]
    program = organising.visitors(
        headers={"Authorization": f"Bearer {await make_token(hub, cleo)}"}
    )
    [item] = (await program.get("/api/v1/meetups")).json()["items"]
    assert item["organisations"][1] == {"kind": "organisation", "slug": "owl", "name": "Owl"}
    organising.clock.move(days=12)
    assert path not in (await organising.sees(cleo, OWL)).links(), "it is over"


@pytest.mark.usefixtures("owners")
async def test_strangers_read_of_public_ones_alone_and_nobody_of_what_waits_or_was_removed(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina, owners=["organisation:owl"])
    assert path in (await organising.sees(bo, OWL)).links()
    assert TEA not in (await organising.sees(None, OWL)).text
    await change_community(hub, hold_first_posts=1)
    held = await organising.both_ways(bo, title="Waits", owners=["organisation:wren"])
    for person in (amina, bo, None):
        assert "Waits" not in (await organising.sees(person, WREN)).text
    browser = await organising.at(bo)
    belongs = held.replace("/meetups/", "/belongs/meetup/")
    assert "It waits for a moderator." in (await browser.get(belongs)).words
    page = await browser.post(belongs, {"owner": OWL, "action": "say"})
    assert page.status == 422
    await hub.outbox.deliver_all()
    assert "asks to belong" not in await organising.told(amina)
    moderator = await organising.at(cleo)
    await moderator.get(await case_of(organising, cleo))
    await moderator.submit(holding="What should happen?", outcome="release")
    assert "Waits" in (await organising.sees(amina, WREN)).words


@pytest.mark.usefixtures("owners")
async def test_the_form_offers_ones_own_and_takes_no_others(
    organising: Organising, hub: Hub, amina: Person, cleo: Person
) -> None:
    assert "Whose is it?" not in (await organising.sees(cleo, "/meetups/new")).words
    browser = await organising.at(amina)
    page = await browser.get("/meetups/new")
    assert "Whose is it?" in page.words and "Wren" not in page.words
    said = {"title": TEA, "day": organising.day(), "starts": "18:30", "modes": "online"}
    for owner in ("organisation:wren", "network:nest", "room:x", "nonsense"):
        page = await browser.post("/meetups/new", {**said, "owners": owner, "client_id": "a" * 16})
        assert page.status == 422 and "Choose those that you look after." in page.words, owner
    assert TEA not in (await browser.get("/meetups")).words


@pytest.mark.usefixtures("owners")
async def test_the_dates_of_a_series_are_asked_about_once_and_answered_in_one_go(
    organising: Organising, amina: Person, bo: Person
) -> None:
    page = await organising.announce(
        amina, repeats="weekly", times="3", owners=["organisation:owl"]
    )
    all_of_them = await dates(organising, amina, page.path.partition("?")[0])
    first, second, third = all_of_them
    assert set(all_of_them) <= set((await organising.sees(bo, OWL)).links())
    await asks(organising, amina, second, WREN, which="later")
    assert (await organising.told(bo)).count("Something asks to belong") == 2, (
        "once, and at its button"
    )
    page = await organising.sees(bo, f"{WREN}/places")
    assert "and 1 more date" in page.words
    assert second in page.links() and third not in page.links(), "the first of them"
    await answers(organising, bo, WREN, "confirm")
    links = (await organising.sees(bo, WREN)).links()
    assert first not in links and {second, third} <= set(links)
