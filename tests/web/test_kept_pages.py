"""Public pages are kept for strangers, and never a moment longer than they are true."""

import asyncio

import pytest

from peerhub.app import build_hub
from peerhub.core.hub import Hub
from peerhub.forum.service.boards import make_public
from peerhub.forum.service.change import withdraw_post
from peerhub.forum.service.write import Written
from peerhub.people.models import Person
from peerhub.web.kept import KEPT_BESIDE_OTHERS, KeptPages
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.statements import statements
from tests.support.visitor import Visitors


@pytest.fixture
async def thread(hub: Hub, amina: Person) -> Written:
    await make_board(hub, public=True)
    return await begin(hub, amina)


async def test_a_second_stranger_asks_the_database_nothing(
    hub: Hub, visitor: Visitors, thread: Written
) -> None:
    with statements(hub) as said:
        first = await visitor().get(path_of(thread))
    assert said and first.status == 200
    with statements(hub) as said:
        second = await visitor().get(path_of(thread))
    assert not said and second.text == first.text
    heads = ("content-security-policy", "cache-control", "x-content-type-options", "content-type")
    assert [second.headers[name] for name in heads] == [first.headers[name] for name in heads]


async def test_it_changes_with_every_word(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, thread: Written
) -> None:
    stranger = visitor()
    assert "I do." not in (await stranger.get(path_of(thread))).words
    reply = await answer(hub, bo, thread)
    assert "I do." in (await stranger.get(path_of(thread))).words
    async with hub.transaction() as tx:
        await withdraw_post(tx, bo, reply.post_id)
    assert "I do." not in (await stranger.get(path_of(thread))).words


async def test_a_board_that_closes_is_closed_at_once(
    hub: Hub, visitor: Visitors, thread: Written
) -> None:
    assert (await visitor().get(path_of(thread))).status == 200
    async with hub.transaction() as tx:
        await make_public(tx, "questions", False)
    assert (await visitor().get(path_of(thread))).status == 404


async def test_a_member_reads_their_own_page(
    hub: Hub, visitor: Visitors, bo: Person, thread: Written
) -> None:
    stranger = await visitor().get(path_of(thread))
    member = await (await visitor.of(bo)).get(path_of(thread))
    assert "Sign in to write a reply." in stranger.words and "Write a reply" in member.words
    again = await visitor().get(path_of(thread))
    assert again.text == stranger.text and "Bo" not in again.words


async def test_what_another_process_does_is_seen(
    hub: Hub, visitor: Visitors, bo: Person, thread: Written
) -> None:
    """The command line beside the server; PostgreSQL tells nothing, so pages hold for a second."""
    if not hub.database.on_sqlite:
        assert KeptPages(lambda *_: None, hub).seconds == KEPT_BESIDE_OTHERS  # type: ignore[arg-type, return-value]
        return
    await hub.database.changed_outside()
    assert (await visitor().get(path_of(thread))).status == 200
    beside = build_hub(hub.config, clock=hub.clock, checkpoints=False)
    async with beside.transaction() as tx:
        await make_public(tx, "questions", False)
    await beside.close()
    seen = asyncio.Event()

    async def note() -> None:
        seen.set()

    hub.on_outside_change.append(note)
    watching = asyncio.create_task(hub.watch_outside())
    async with asyncio.timeout(10):
        await seen.wait()
    watching.cancel()
    assert (await visitor().get(path_of(thread))).status == 404


async def test_members_only_pages_are_not_kept(hub: Hub, visitor: Visitors, amina: Person) -> None:
    await make_board(hub, "inside")
    inside = await begin(hub, amina, board="inside")
    for _time in range(2):
        assert (await visitor().get(path_of(inside))).status == 404
