"""What a search costs does not depend on what its reader may not open, nor on how much there is."""

from typing import Any

import pytest
from sqlalchemy import text

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.rooms.models import NewMessage, RoomKind
from peerhub.rooms.service.post import post_messages
from peerhub.search.access import found_by_reader, places_for_reader
from peerhub.search.query import parse
from peerhub.search.store import find_numbers_to_search
from tests.rooms.places import Place, make_place
from tests.search.conftest import ask, make_board, says, starts
from tests.support.factories import make_person, make_room
from tests.support.statements import statements

QUESTIONS = ("tea", '"tea for two"', "te*", "tea -milk", "tea has:file", "tea after:2020 from:mimi")


async def fill(hub: Hub, place: Place, count: int, words: str = "tea for two") -> None:
    for start in range(0, count, 64):
        drafts = [
            NewMessage(
                place.mimi.person_id, place.room.slug, f"{place.room.slug}-{n}", words, "<p>"
            )
            for n in range(start, min(start + 64, count))
        ]
        async with hub.transaction(quick=True) as tx:
            await post_messages(tx, drafts)


async def test_statements_do_not_grow_with_the_community(
    hub: Hub, amina: Person, cleo: Person
) -> None:
    await make_board(hub)
    await make_room(hub, "kitchen", "Kitchen")
    await says(hub, amina, "kitchen", "tea for two")
    await starts(hub, cleo, "Tea", "for two")
    counts = []
    for grown in (False, True):
        if grown:
            for n in range(8):
                person = await make_person(hub, f"Guest {n}")
                place = await make_place(hub, RoomKind.OPEN, slug=f"open-{n}", title=f"Open {n}")
                await fill(hub, place, 20)
                await says(hub, person, place.room.slug, "tea for two")
                await make_board(hub, f"board-{n}")
                await starts(hub, person, "Tea", "for two", f"board-{n}")
        for said in QUESTIONS:
            with statements(hub) as run:
                found = await ask(hub, amina, said)
            counts.append((said, len(run)))
        assert found.count == 0 or grown
    half = len(QUESTIONS)
    assert max(n for _said, n in counts) <= 20
    for before, after in zip(counts[:half], counts[half:], strict=True):
        assert after[1] <= before[1] + 2, (before, after)


async def steps(hub: Hub, person: Person, said: str) -> int:
    """Of SQLite's machine, for the whole search; what FTS5 does inside one is not among them."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    async with hub.reading(quick=True) as db:
        raw: Any = (await db.get_raw_connection()).driver_connection
        await raw.set_progress_handler(step, 1)
        places = await places_for_reader(db, hub.searchable, person)
        await found_by_reader(db, hub.searchable, parse(said), places, offset=0, limit=20)
        await raw.set_progress_handler(None, 1)
    return count


@pytest.fixture
async def secret(hub: Hub) -> Place:
    place = await make_place(hub, RoomKind.CONFIDENTIAL, slug="", title="Secret")
    await says(hub, place.mimi, place.room.slug, "Something else")
    return place


ELSEWHERE = ("cocoa", '"cocoa with cream"', "coc*", "cocoa -milk", "tea -cocoa", "cocoa has:file")


async def test_a_search_takes_no_step_for_what_one_may_not_open(
    hub: Hub, secret: Place, amina: Person, store: str
) -> None:
    """A word that stands 2,000 times elsewhere costs to the step what one costs that stands nowhere.

    How many pieces the whole index is in shows in both alike, and tells nothing of a word.
    """
    await make_room(hub, "kitchen", "Kitchen")
    await says(hub, amina, "kitchen", "tea for two")
    await fill(hub, secret, 2_000, "cocoa with cream")
    if store == "postgresql":
        return  # its plan is looked at below
    await steps(hub, amina, "tea")
    for said in ELSEWHERE:
        nowhere = said.replace("coc", "dod")
        taken = [await steps(hub, amina, one) for one in (said, nowhere)]
        assert taken[0] == taken[1], said


async def test_the_index_is_asked_for_readable_places_alone(
    hub: Hub, secret: Place, amina: Person
) -> None:
    """On both databases: no word of the question bears the number of any other place."""
    await make_room(hub, "kitchen", "Kitchen")
    await says(hub, amina, "kitchen", "tea for two")
    async with hub.reading() as db:
        places = {p.place for p in await places_for_reader(db, hub.searchable, amina)}
        rows = (await db.execute(text("SELECT place, place_id FROM search_places"))).all()
    mine = {row.place_id for row in rows if row.place in places}
    others = {row.place_id for row in rows} - mine
    assert mine and others
    with statements(hub) as asked:
        await ask(hub, amina, '"tea for two" -milk cof*')
    said = repr([values for statement, values in asked if "search_" in statement])
    assert f"{min(mine)}xtea" in said
    assert not [n for n in others if f"{n}xtea" in said.replace(f"{min(mine)}xtea", "")]


async def test_postgresql_goes_through_the_index_alone(
    hub: Hub, secret: Place, amina: Person, store: str
) -> None:
    if store != "postgresql":
        return
    await fill(hub, secret, 2_000, "cocoa")
    async with hub.reading() as db:
        assert await find_numbers_to_search(db, [f"room:{secret.room.room_id}"])
        query = "SELECT rowid FROM search_words WHERE words @@ '1xcocoa' ORDER BY rowid + 0 DESC"
        plan = "\n".join((await db.execute(text(f"EXPLAIN {query}"))).scalars())
    assert "ix_search_words_words" in plan and "Seq Scan" not in plan
