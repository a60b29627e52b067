"""Meetups for a network, a room or a board alone: for everybody else there is none, whichever door."""

from dataclasses import dataclass

import pytest
from sqlalchemy import Table, delete, func, insert, select

from peerhub.core.hub import Hub
from peerhub.directory.service.editors import add_editor
from peerhub.directory.tables import network_keepers, networks
from peerhub.forum.models import BoardKind
from peerhub.forum.service.boards import open_board_for
from peerhub.forum.tables import board_members
from peerhub.meetups.models import Audience
from peerhub.meetups.tables import meetups
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from peerhub.rooms.models import RoomKind
from peerhub.rooms.service.rooms import open_room_for
from peerhub.rooms.tables import room_members
from tests.directory.test_networks import answer, invite, keep, make
from tests.meetups.conftest import TEA, Organising
from tests.meetups.test_feed import makes_an_address
from tests.meetups.test_series import dates
from tests.support.factories import make_token
from tests.support.listed import make_organisation
from tests.support.visitor import Page

CIRCLES = ["network", "restricted room", "private room", "restricted board", "private board"]


@dataclass
class Ring:
    """What a meetup is for, and how its form says so."""

    said: dict[str, str]
    title: str
    members: Table  # of which a row makes somebody one of it


async def ring_of(organising: Organising, fay: Person, kind: str, member: Person) -> Ring:
    """Amina and `member` are of it; nobody else is, whatever role they have."""
    if kind == "network":
        return await _network(organising, fay, member)
    how, what = kind.split()
    said = {"facilitator": "amina", "slug": "willow", "title": "Willow circle"}
    async with organising.hub.transaction() as tx:
        if what == "room":
            room = await open_room_for(tx, fay, kind=RoomKind(how), **said)
            ids, table = {"room_id": room.room_id}, room_members
        else:
            board = await open_board_for(tx, fay, kind=BoardKind(how), **said)
            ids, table = {"board_id": board.board_id}, board_members
        row = {**ids, "person_id": member.person_id, "state": "member", "joined_at": tx.now}
        await tx.db.execute(insert(table).values(**row))
    (key,) = ids.values()
    return Ring({"audience": "space", "space": f"{what}:{key}"}, "Willow circle", table)


async def _network(organising: Organising, fay: Person, member: Person) -> Ring:
    """Owl, which Amina edits, is in the nest; `member` keeps it; Wren, which Bo edits, is invited only."""
    people = organising.hub
    owl = await make_organisation(people, fay, "Owl")
    wren = await make_organisation(people, fay, "Wren")
    async with people.transaction() as tx:
        for page, handle in ((owl, "amina"), (wren, "bo")):
            await add_editor(tx, fay, page, handle)
    browser = await organising.at(fay)
    await make(browser)
    await keep(browser, member)
    await invite(browser)
    await invite(browser, "wren")
    await answer(browser, "confirm")
    async with people.reading() as db:
        network_id = await db.scalar(select(networks.c.network_id))
    said = {"audience": "network", "network": f"network:{network_id}"}
    return Ring(said, "Nest", network_keepers)


def names_it(page: Page) -> bool:
    """In a search the words that were asked for are marked."""
    return TEA in page.text or ("<main" in page.text and TEA in page.words)


async def doors(organising: Organising, person: Person | None, path: str) -> dict[str, Page]:
    """Every page and file that could name it."""
    month = organising.day()[:7]
    meetup_id = path.rpartition("/")[2]
    paths = [path, f"{path}.ics", "/meetups", f"/meetups?month={month}", "/meetups.ics"]
    paths += ["/search?q=thursday", "/directory/owl", "/", "/notifications"]
    paths += [f"/report?kind=meetup&id={meetup_id}", f"/flag?kind=meetup&id={meetup_id}"]
    found = {one: await organising.sees(person, one) for one in paths}
    if person is not None:
        token = await make_token(organising.hub, person)
        program = organising.visitors(headers={"Authorization": f"Bearer {token}"})
        for one in ("/api/v1/meetups", "/api/v1/search?q=thursday"):
            found[one] = await program.get(one)
    return found


@pytest.mark.parametrize("kind", CIRCLES)
async def test_who_is_of_it_finds_it_at_every_door_and_for_others_there_is_none(
    organising: Organising,
    amina: Person,
    bo: Person,
    cleo: Person,
    dana: Person,
    fay: Person,
    kind: str,
) -> None:
    ring = await ring_of(organising, fay, kind, dana)
    own = {"owners": ["organisation:owl"]} if kind == "network" else {}
    path = await organising.both_ways(amina, **ring.said, **own)
    for person in (amina, dana):
        found = await doors(organising, person, path)
        page = found[path]
        assert (
            page.status == 200
            and ring.title in page.words
            and "application/ld+json" not in page.text
        )
        seen = {one for one, page in found.items() if names_it(page)}
        wanted = {path, f"{path}.ics", "/meetups", f"/meetups?month={organising.day()[:7]}"}
        assert wanted <= seen, person.name
        assert ("/search?q=thursday" in seen) and "/meetups.ics" not in seen
        by_program = {one for one in seen if one.startswith("/api/")}
        assert len(by_program) == (0 if kind.startswith("private") else 2), "no token opens those"
        assert ("/directory/owl" in seen) is (kind == "network")
    for person in (bo, cleo, fay, None):
        found = await doors(organising, person, path)
        assert [one for one, page in found.items() if names_it(page)] == [], person
        if person is not None:
            gone = await organising.sees(person, "/meetups/none")
            assert found[path].status == gone.status == 404
            refused = await (await organising.at(person)).post(
                f"{path}/reply", {"choice": "online"}
            )
            assert refused.status == 404
        else:
            assert found[path].path.startswith("/sign-in")


@pytest.mark.parametrize("kind", CIRCLES)
async def test_whoever_is_of_it_no_more_reads_and_hears_nothing_of_it_any_more(
    organising: Organising, amina: Person, bo: Person, dana: Person, fay: Person, kind: str
) -> None:
    ring = await ring_of(organising, fay, kind, dana)
    path = await organising.both_ways(amina, **ring.said)
    assert "You have a seat online." in (await organising.answers(dana, path, "online")).words
    address = await makes_an_address(organising, dana)
    in_feed = TEA in (await organising.sees(None, address)).text
    assert in_feed is not kind.startswith("private"), "whoever has the address reads it"
    async with organising.hub.transaction() as tx:
        gone = ring.members.c.person_id == dana.person_id
        await tx.db.execute(delete(ring.members).where(gone))
    found = await doors(organising, dana, path)
    assert [one for one, page in found.items() if names_it(page)] == []
    assert TEA not in (await organising.sees(None, address)).text
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    assert (await organiser.submit(place="Peckham")).status == 200
    organising.clock.move(days=9, hours=1)
    assert TEA not in await organising.told(dana)


@pytest.mark.parametrize("kind", CIRCLES)
async def test_only_who_is_of_it_announces_for_it(
    organising: Organising, amina: Person, bo: Person, dana: Person, fay: Person, kind: str
) -> None:
    ring = await ring_of(organising, fay, kind, dana)
    said = {
        "title": TEA,
        "day": organising.day(),
        "starts": "18:30",
        "modes": "online",
        **ring.said,
    }
    for person in (bo, fay):
        browser = await organising.at(person)
        form = await browser.get("/meetups/new")
        key = ring.said.get("space") or ring.said["network"]
        assert key not in form.text and "Willow" not in "".join(
            "".join(one.itertext()) for one in form.tree.iter("option")
        )
        page = await browser.post("/meetups/new", {**said, "client_id": "a" * 16})
        assert page.status == 422 and "Choose one of the list" in page.words
    path = await organising.both_ways(bo)
    browser = await organising.at(bo)
    await browser.get(f"{path}/edit")
    page = await browser.post(f"{path}/edit", said)
    assert page.status == 422 and "Choose one of the list" in page.words
    async with organising.hub.reading() as db:
        assert set(await db.scalars(select(meetups.c.audience))) == {Audience.MEMBERS}


async def test_a_circle_must_be_chosen_and_be_of_its_kind(
    organising: Organising, amina: Person, dana: Person, fay: Person
) -> None:
    ring = await ring_of(organising, fay, "private room", dana)
    browser = await organising.at(amina)
    said = {"title": TEA, "day": organising.day(), "starts": "18:30", "modes": "online"}
    for wrong in (
        {"audience": "space"},
        {"audience": "network"},
        {"audience": "network", "network": ring.said["space"]},
        {"audience": "space", "space": "room:none"},
        {"audience": "space", "space": "nonsense"},
    ):
        page = await browser.post("/meetups/new", {**said, **wrong, "client_id": "a" * 16})
        assert page.status == 422 and "Choose one of the list" in page.words, wrong
    path = await organising.both_ways(amina, space=ring.said["space"])
    assert TEA in (await organising.sees(fay, path)).text, (
        "for members: what else is said is not meant"
    )


async def test_an_organiser_keeps_it_for_whom_it_is_and_opens_it_to_more(
    organising: Organising, amina: Person, bo: Person, dana: Person, fay: Person
) -> None:
    ring = await ring_of(organising, fay, "private room", dana)
    path = await organising.both_ways(amina, **ring.said)
    browser = await organising.at(amina)
    await browser.get(f"{path}/organisers")
    await browser.submit(holding="Their handle", button=("action", "add"), handle="bo")
    helper = await organising.at(bo)
    page = await helper.get(f"{path}/edit")
    assert "As it is now" in page.words and "Willow" not in page.words
    assert (await helper.submit(title="Another tea")).status == 200
    page = await organising.sees(bo, path)
    assert "for a room or a board" in page.words and "Willow" not in page.words
    assert (await organising.sees(fay, path)).status == 404
    await organising.answers(dana, path, "online")
    await browser.get(f"{path}/edit")
    assert (await browser.submit(audience="members")).status == 200
    assert "Another tea" in (await organising.sees(fay, path)).words
    assert "Another tea" in (await organising.sees(fay, "/search?q=another")).words
    await browser.get(f"{path}/edit")
    page = await browser.submit(**ring.said)
    assert page.status == 422 and "People have answered already." in page.words


async def test_the_dates_of_a_series_are_for_the_same_people(
    organising: Organising, amina: Person, bo: Person, dana: Person, fay: Person
) -> None:
    ring = await ring_of(organising, fay, "restricted board", dana)
    page = await organising.announce(amina, repeats="weekly", times="3", **ring.said)
    first, second, third = await dates(organising, dana, page.path.partition("?")[0])
    for path in (first, second, third):
        assert (await organising.sees(bo, path)).status == 404
    browser = await organising.at(amina)
    await browser.get(f"{second}/edit")
    await browser.submit(which="later", audience="members")
    assert [(await organising.sees(bo, one)).status for one in (first, second, third)] == [
        404,
        200,
        200,
    ]
    assert first not in (await organising.sees(bo, second)).links()
    assert await dates(organising, dana, second) == [second, third]


async def test_where_its_organisers_left_the_hub_it_opens_to_no_administrator(
    organising: Organising, hub: Hub, amina: Person, dana: Person, fay: Person
) -> None:
    ring = await ring_of(organising, fay, "private room", dana)
    path = await organising.both_ways(amina, **ring.said)
    async with hub.transaction() as tx:
        await leave(tx, amina, hub.personal)
    assert (await organising.sees(fay, path)).status == 404
    assert (await organising.sees(dana, path)).status == 200
    async with hub.reading() as db:
        assert await db.scalar(select(func.count()).select_from(meetups)) == 1
