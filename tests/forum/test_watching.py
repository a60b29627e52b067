"""Watch and mute: who hears of a post, once, and who does not."""

import pytest

from peerhub.core.hub import Hub
from peerhub.core.outbox import Outbox
from peerhub.notifications import access as notices
from peerhub.notifications.rules import say
from peerhub.people.blocks import person_name
from peerhub.people.models import Person
from peerhub.people.service.block import block
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.clock import SettableClock
from tests.support.visitor import Visitors


@pytest.fixture(autouse=True)
async def board(hub: Hub) -> None:
    await make_board(hub)


async def heard(hub: Hub, outbox: Outbox, person: Person) -> list[str]:
    """What this person was told, oldest first."""
    await outbox.deliver_all()
    async with hub.reading() as db:
        found = await notices.notices_for_person(db, person, limit=100)
    return [say(notice).words for notice in reversed(found)]


async def test_a_watcher_hears_once_until_they_have_read(
    hub: Hub,
    outbox: Outbox,
    visitor: Visitors,
    clock: SettableClock,
    amina: Person,
    bo: Person,
    cleo: Person,
) -> None:
    thread = await begin(hub, cleo, "Beans")
    reader = await visitor.of(amina)
    await reader.get(path_of(thread))
    page = await reader.submit(button=("action", "watch"), holding="Watch this thread")
    assert "You hear of new posts here." in page.words
    await answer(hub, bo, thread)
    await answer(hub, bo, thread)
    once = ["Bo wrote in “Beans”, which you watch."]
    assert await heard(hub, outbox, amina) == once
    async with hub.reading() as db:
        (told,) = await notices.notices_for_person(db, amina, limit=9)
    assert told.path == f"{path_of(thread)}?page=1#p-2"
    await reader.get(told.path)
    await answer(hub, cleo, thread)
    clock.move(minutes=1)
    assert await heard(hub, outbox, amina) == [*once, "Cleo wrote in “Beans”, which you watch."]


async def test_who_writes_watches_unless_they_chose_otherwise(
    hub: Hub, outbox: Outbox, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    chooser = await visitor.of(amina)
    await chooser.get("/forum/watched")
    await chooser.submit("/forum/watched", watch_own=None)
    thread, other = await begin(hub, amina, "Beans"), await begin(hub, bo, "Peas")
    await outbox.deliver_all()
    await answer(hub, bo, thread)
    await answer(hub, amina, other)
    await answer(hub, cleo, other)
    assert await heard(hub, outbox, amina) == []
    assert await heard(hub, outbox, bo) == ["Amina replied in your thread “Peas”."]
    page = await (await visitor.of(bo)).get("/forum/watched")
    assert "Peas" in page.words and "Beans" in page.words
    assert "You watch nothing yet" in (await chooser.get("/forum/watched")).words


async def test_a_muted_thread_is_silent_even_when_one_is_answered(
    hub: Hub, outbox: Outbox, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    thread = await begin(hub, amina, "Beans")
    reader = await visitor.of(amina)
    await reader.get(path_of(thread))
    page = await reader.submit(button=("action", "mute"), holding="Mute this thread")
    assert "You hear nothing from this thread." in page.words
    await answer(hub, cleo, thread, to=thread.post_id)
    assert await heard(hub, outbox, amina) == []
    page = await reader.get("/forum/questions")
    assert "Muted" in page.words and "new" not in page.words.lower().split()
    await reader.get(path_of(thread))
    page = await reader.submit(button=("action", "unwatch"), holding="Do not mute it")
    assert "Watch this thread" in page.words
    await answer(hub, cleo, thread, to=thread.post_id)
    assert await heard(hub, outbox, amina) == ["Cleo replied to your post in “Beans”."]


async def test_no_block_is_crossed_by_watching(
    hub: Hub, outbox: Outbox, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    thread = await begin(hub, cleo, "Beans")
    for person in (amina, bo):
        await answer(hub, person, thread)
    await outbox.deliver_all()
    before = await heard(hub, outbox, amina)
    async with hub.transaction() as tx:
        await block(tx, amina, blocked_name=person_name(bo.person_id))
    await (await visitor.of(amina)).get(path_of(thread))
    await answer(hub, bo, thread)
    assert await heard(hub, outbox, amina) == before


async def test_nobody_watches_what_they_may_not_read(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    thread = await begin(hub, amina)
    async with hub.transaction() as tx:
        await block(tx, amina, blocked_name=person_name(bo.person_id))
    door = f"/forum/t/{thread.thread_id}/watch"
    stranger = await (await visitor.of(bo)).post(door, {"action": "watch"})
    none = await (await visitor.of(bo)).post("/forum/t/none/watch", {"action": "watch"})
    assert stranger.status == none.status == 404 and stranger.words == none.words
