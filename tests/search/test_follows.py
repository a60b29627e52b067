"""The index follows what is written, changed, taken back, removed and past its time, at once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from peerhub.core.events import IndexSweepDue
from peerhub.core.hub import Hub
from peerhub.core.items import Outcome
from peerhub.core.outbox import Outbox
from peerhub.forum.models import Carried
from peerhub.forum.service import change as forum_change
from peerhub.forum.service.carry import carry_over
from peerhub.forum.store.boards import find_board
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from peerhub.rooms.models import ChangeKind, NewMessage
from peerhub.rooms.service.keep import keep_all
from peerhub.rooms.service.post import post_messages
from peerhub.search.service import rebuild
from peerhub.search.tables import search_entries
from tests.search.conftest import changes, find, make_board, replies, says, starts
from tests.support.clock import SettableClock
from tests.support.factories import change_community, make_room


@pytest.fixture
async def room(hub: Hub) -> str:
    await make_room(hub, "kitchen", "Kitchen")
    return "kitchen"


async def decide(hub: Hub, kind: str, item: str, outcome: Outcome) -> None:
    async with hub.transaction() as tx:
        await tx.contents[kind].apply(tx, item, outcome, "why")


async def test_a_message_is_found_by_its_words_as_they_are_now(
    hub: Hub, room: str, amina: Person, cleo: Person
) -> None:
    said = await says(hub, amina, room, "Crème brûlée for everybody")
    assert await find(hub, cleo, "creme BRULEE") == [said]
    assert await find(hub, cleo, '"for everybody" -tea') == [said]
    assert await find(hub, cleo, "brul*") == [said]
    assert await find(hub, cleo, "everybody -creme") == []
    assert await find(hub, cleo, '"brulee creme"') == []
    await changes(hub, amina, ChangeKind.EDIT, said, "Apple pie")
    assert await find(hub, cleo, "creme") == []
    assert await find(hub, cleo, "apple") == [said]
    await changes(hub, amina, ChangeKind.WITHDRAW, said)
    assert await find(hub, cleo, "apple") == [] == await find(hub, amina, "apple")


async def test_what_moderators_decide_is_followed(
    hub: Hub, room: str, amina: Person, cleo: Person
) -> None:
    said = await says(hub, amina, room, "Rude words")
    await decide(hub, "message", said, Outcome.REMOVE)
    assert await find(hub, cleo, "rude") == [] == await find(hub, amina, "rude")
    await decide(hub, "message", said, Outcome.RESTORE)
    assert await find(hub, cleo, "rude") == [said]


async def test_what_waits_is_found_when_it_is_released(
    hub: Hub, room: str, amina: Person, bo: Person
) -> None:
    await make_board(hub)
    await change_community(hub, hold_first_posts=1)
    said = await says(hub, bo, room, "First steps")
    post = await starts(hub, bo, "First title", "First steps")
    await changes(hub, bo, ChangeKind.EDIT, said, "First steps edited")
    assert await find(hub, amina, "first") == [] == await find(hub, bo, "first")
    await decide(hub, "message", said, Outcome.RELEASE)
    await decide(hub, "post", post.post_id, Outcome.RELEASE)
    assert set(await find(hub, amina, "first steps")) == {said, post.post_id}


async def test_a_post_is_found_by_its_words_and_a_thread_by_its_title(
    hub: Hub, amina: Person, bo: Person
) -> None:
    await make_board(hub)
    first = await starts(hub, amina, "Council tax", "Who pays it?")
    second = await replies(hub, bo, first.thread_id, "Everybody in the house")
    assert await find(hub, bo, '"council tax"') == [first.post_id]
    assert await find(hub, bo, "everybody") == [second.post_id]
    async with hub.transaction() as tx:
        await forum_change.edit_post(tx, amina, first.post_id, body="Who owes it?", html="")
    assert await find(hub, bo, "pays") == []
    assert await find(hub, bo, "owes council") == [first.post_id]
    async with hub.transaction() as tx:
        await forum_change.withdraw_post(tx, amina, first.post_id)
    assert await find(hub, bo, "council") == []
    await decide(hub, "post", second.post_id, Outcome.REMOVE)
    assert await find(hub, amina, "everybody") == []
    await decide(hub, "post", second.post_id, Outcome.RESTORE)
    assert await find(hub, amina, "everybody") == [second.post_id]


async def test_what_came_from_a_room_is_found_in_the_forum_under_the_name_it_bears(
    hub: Hub, amina: Person, cleo: Person
) -> None:
    await make_board(hub)
    async with hub.transaction() as tx:
        board = await find_board(tx.db, "questions")
        assert board is not None
        said = [
            Carried(
                "m-1", amina.person_id, "Amina", "Rhubarb one", "<p>Rhubarb one</p>", None, tx.now
            ),
            Carried("m-2", None, "River", "Rhubarb two", "<p>Rhubarb two</p>", None, tx.now),
        ]
        by_id, title = amina.person_id, "Out of a room"
        await carry_over(tx, board_id=board.board_id, by_id=by_id, title=title, said=said)
    assert len(await find(hub, cleo, "rhubarb")) == 2
    assert len(await find(hub, cleo, "rhubarb from:amina")) == 1
    assert await find(hub, cleo, "from:river_") == []


async def test_what_a_room_no_longer_keeps_is_not_found(
    hub: Hub, room: str, amina: Person, clock: SettableClock, outbox: Outbox
) -> None:
    await says(hub, amina, room, "Old bread")
    clock.move(days=80)
    new = await says(hub, amina, room, "New bread")
    clock.move(days=20)
    async with hub.transaction() as tx:
        await keep_all(tx)
    await outbox.deliver_all()
    assert await find(hub, amina, "bread") == [new]


async def test_whoever_leaves_is_not_found_by_name(
    hub: Hub, room: str, amina: Person, cleo: Person
) -> None:
    said = await says(hub, amina, room, "Good bye")
    assert await find(hub, cleo, "from:amina") == [said]
    async with hub.transaction() as tx:
        await leave(tx, amina, hub.personal)
    assert await find(hub, cleo, "from:amina") == []
    assert await find(hub, cleo, "bye") == [said]


async def test_a_transaction_that_fails_leaves_nothing_to_be_found(
    hub: Hub, room: str, amina: Person
) -> None:
    with pytest.raises(RuntimeError):
        async with hub.transaction(quick=True) as tx:
            draft = NewMessage(amina.person_id, room, "x", "Half bread", "<p>Half bread</p>")
            await post_messages(tx, [draft])
            raise RuntimeError
    assert await find(hub, amina, "bread") == []


async def test_filters_narrow_what_is_found(
    hub: Hub, room: str, amina: Person, cleo: Person, clock: SettableClock
) -> None:
    await make_board(hub)
    one = await says(hub, amina, room, "bread one")
    clock.move(days=2)
    two = await says(hub, cleo, room, "bread two")
    post = await starts(hub, amina, "Bread three", "here")
    today, before = clock.now().date(), (clock.now() - timedelta(days=1)).date()
    assert await find(hub, amina, "bread from:amina in:kitchen") == [one]
    assert await find(hub, amina, "in:kitchen from:cleo from:nobody") == [two]
    assert await find(hub, amina, f"bread before:{today}") == [one]
    assert set(await find(hub, amina, f"after:{before}")) == {two, post.post_id}
    assert await find(hub, amina, "bread in:questions") == [post.post_id]
    assert await find(hub, amina, "has:file") == []
    assert (await find(hub, amina, "in:kitchen")) == [two, one], "the newest first"


async def test_a_rebuild_finds_the_same_and_no_more(
    hub: Hub, room: str, amina: Person, cleo: Person
) -> None:
    await make_board(hub)
    said = [await says(hub, amina, room, f"bread {n}") for n in range(3)]
    post = await starts(hub, amina, "Bread board", "here")
    await changes(hub, amina, ChangeKind.WITHDRAW, said[0])
    before = await find(hub, cleo, "bread")
    async with hub.transaction() as tx:
        await tx.db.execute(search_entries.delete())
    assert await find(hub, cleo, "in:kitchen") == []
    assert await rebuild(hub) == {
        "meetup": 0,
        "message": 2,
        "organisation": 0,
        "post": 1,
        "public_page": 0,
    }
    after = await find(hub, cleo, "bread")
    assert set(after) == set(before) == {said[1], said[2], post.post_id}
    assert len(after) == 3


async def test_words_that_were_taken_back_leave_the_file(
    hub: Hub, room: str, amina: Person, outbox: Outbox
) -> None:
    if hub.config.database.startswith("postgresql"):
        return  # autovacuum is PostgreSQL's own
    for n in range(30):
        said = await says(hub, amina, room, f"xylophone number {n}")
        await changes(hub, amina, ChangeKind.WITHDRAW, said)
    left = text("SELECT count(*) FROM search_words_data WHERE instr(block, 'xylophone')")
    async with hub.reading() as db:
        assert (await db.scalar(left) or 0) > 0
    async with hub.transaction() as tx:
        tx.record(IndexSweepDue())
    await outbox.deliver_all()
    async with hub.reading() as db:
        assert await db.scalar(left) == 0
        assert await db.scalar(select(func.count()).select_from(search_entries)) == 0
