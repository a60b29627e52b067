"""What a block hides is not found, and no search joins a name for one room alone to anybody."""

import pytest
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef, SearchEntry
from peerhub.forum.tables import threads
from peerhub.people.blocks import person_name, room_name
from peerhub.people.models import Person
from peerhub.people.service.block import block
from peerhub.rooms.models import ChangeKind, MemberState, RoomKind
from peerhub.rooms.service.own_name import take_own_name
from peerhub.search.service import index
from tests.rooms.places import Place, make_place
from tests.search.conftest import ask, changes, find, make_board, replies, says, starts
from tests.support.factories import make_person


async def blocks(hub: Hub, person: Person, name: str) -> None:
    async with hub.transaction() as tx:
        await block(tx, person, blocked_name=name)


async def test_a_block_hides_both_ways(hub: Hub, amina: Person, cleo: Person) -> None:
    ben, ida = await make_person(hub, "Ben"), await make_person(hub, "Ida")
    place = await make_place(hub, RoomKind.OPEN)
    await make_board(hub)
    said = {
        p.name: await says(hub, p, place.room.slug, f"tea by {p.name}") for p in (amina, ben, ida)
    }
    first = await starts(hub, ben, "Tea of Ben", "x")
    second = await replies(hub, ida, first.thread_id, "tea under Ben")
    both = {said["Ida"]}
    everything = {*said.values(), first.post_id, second.post_id}
    assert set(await find(hub, amina, "tea")) == everything
    await blocks(hub, amina, person_name(ben.person_id))
    assert set(await find(hub, amina, "tea")) == both | {said["Amina"]}, "nor in a thread of his"
    assert set(await find(hub, ben, "tea")) == everything - {said["Amina"]}
    assert await find(hub, amina, "from:ben") == [] == await find(hub, ben, "from:amina")
    assert set(await find(hub, ida, "tea")) == everything == set(await find(hub, cleo, "tea"))


async def test_a_side_conversation_of_somebody_blocked_is_not_found(
    hub: Hub, amina: Person
) -> None:
    ben, ida = await make_person(hub, "Ben"), await make_person(hub, "Ida")
    place = await make_place(hub, RoomKind.OPEN)
    root = await says(hub, ben, place.room.slug, "Begun")
    inside = await says(hub, ida, place.room.slug, "tea inside", thread=root)
    assert await find(hub, amina, "tea") == [inside]
    await blocks(hub, amina, person_name(ben.person_id))
    assert await find(hub, amina, "tea") == []


@pytest.fixture
async def willow(hub: Hub, amina: Person) -> Place:
    """An open room in which Amina writes as River."""
    place = await make_place(hub, RoomKind.OPEN)
    await place.set(own_names=True)
    await place.put(amina, MemberState.MEMBER)
    async with hub.transaction() as tx:
        await take_own_name(tx, amina, place.room.slug, "River")
    return place


async def test_from_finds_the_name_that_was_written_under(
    hub: Hub, willow: Place, amina: Person, cleo: Person
) -> None:
    await make_place(hub, RoomKind.OPEN, slug="other", title="Other")
    masked = await says(hub, amina, willow.room.slug, "tea as River")
    plain = await says(hub, amina, "other", "tea as Amina")
    for reader in (amina, cleo):
        assert await find(hub, reader, "from:amina") == [plain]
        assert await find(hub, reader, "from:river_") == [masked]
        assert await find(hub, reader, "from:river") == []
    await changes(hub, amina, ChangeKind.EDIT, masked, "tea edited as River")
    assert await find(hub, cleo, "tea from:river_") == [masked]
    assert await find(hub, cleo, "tea from:amina") == [plain]


async def test_a_block_on_one_name_says_nothing_of_the_other(
    hub: Hub, willow: Place, amina: Person
) -> None:
    await make_place(hub, RoomKind.OPEN, slug="other", title="Other")
    ben = await make_person(hub, "Ben")
    masked = await says(hub, amina, willow.room.slug, "tea as River")
    plain = await says(hub, amina, "other", "tea as Amina")
    await blocks(hub, ben, room_name(willow.room.room_id, "river_"))
    assert await find(hub, ben, "tea") == [plain]
    ida = await make_person(hub, "Ida")
    await blocks(hub, ida, person_name(amina.person_id))
    assert await find(hub, ida, "tea") == [masked]


async def test_the_second_look_leaves_out_what_the_index_says_wrongly(
    hub: Hub, amina: Person, cleo: Person
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    secret = await make_place(hub, RoomKind.CONFIDENTIAL, slug="", title="Secret")
    gone, hidden = (
        await says(hub, amina, place.room.slug, "taken back"),
        await says(hub, secret.mimi, secret.room.slug, "confidential"),
    )
    await changes(hub, amina, ChangeKind.WITHDRAW, gone)
    async with hub.transaction() as tx:
        await index(
            tx,
            [
                SearchEntry(ItemRef("message", item), f"room:{place.room.room_id}", "", tx.now, "x")
                for item in (gone, hidden, "never-was")
            ],
        )
    assert (await ask(hub, cleo, "x")).cards == []


async def test_the_second_look_crosses_no_block_that_the_index_does_not_know_of(
    hub: Hub, amina: Person, cleo: Person
) -> None:
    """An entry that names nobody, as one that a fault had written: the words themselves are asked."""
    ben, ida = await make_person(hub, "Ben"), await make_person(hub, "Ida")
    place = await make_place(hub, RoomKind.OPEN)
    await make_board(hub)
    his = await says(hub, ben, place.room.slug, "tea by Ben")
    under = await says(hub, ida, place.room.slug, "tea under Ben", thread=his)
    hers = await says(hub, amina, place.room.slug, "tea by Amina")
    first = await starts(hub, ben, "Tea of Ben", "tea")
    board = f"board:{await _board_of(hub, first.thread_id)}"
    room = f"room:{place.room.room_id}"
    known = {ItemRef("message", i): room for i in (his, under, hers)}
    known[ItemRef("post", first.post_id)] = board
    async with hub.transaction() as tx:
        await index(tx, [SearchEntry(item, at, "", tx.now, "tea") for item, at in known.items()])
    everything = {item.id for item in known}
    assert set(await find(hub, amina, "tea")) == set(await find(hub, ben, "tea")) == everything
    await blocks(hub, amina, person_name(ben.person_id))
    assert {card.ref.id for card in (await ask(hub, amina, "tea")).cards} == {hers}
    shown = {card.ref.id for card in (await ask(hub, ben, "tea")).cards}
    assert shown == everything - {hers}, "nor is she shown to whom she blocked"
    assert set(await find(hub, cleo, "tea")) == everything, "who moderates sees through blocks"


async def _board_of(hub: Hub, thread_id: str) -> str:
    async with hub.reading() as db:
        query = select(threads.c.board_id).where(threads.c.thread_id == thread_id)
        return str(await db.scalar(query))
