"""How many posts a thread has, wherever a number says so: those that stand there, also once some left."""

import pytest

from peerhub.core.hub import Hub
from peerhub.forum.service.write import Written
from peerhub.people.models import Person
from tests.forum.test_carrying import address, merge, split, undo
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.clock import SettableClock
from tests.support.factories import make_token
from tests.support.visitor import Visitors


@pytest.fixture
async def thread(hub: Hub, amina: Person, bo: Person) -> Written:
    """Amina's, with five posts."""
    await make_board(hub)
    thread = await begin(hub, amina)
    for body in ("I do.", "And the slugs?", "Slugs like beer.", "So do I."):
        await answer(hub, bo, thread, body)
    return thread


async def said(visitor: Visitors, person: Person, thread: Written, token: str) -> set[int]:
    """What pages, feed and API say of its length to somebody who has never opened it."""
    browser = await visitor.of(person)
    program = visitor(headers={"Authorization": f"Bearer {token}"})
    found = set()
    for path in ("/", "/forum/questions", path_of(thread)):
        words = (await browser.get(path)).words
        found |= {n for n in range(10) if f"· {n} post" in words or f"beans? {n} post" in words}
    feed = (await program.get("/api/v1/forum/boards/questions/feed")).text
    found |= {n for n in range(10) if f">{n} post" in feed.split(thread.thread_id)[1]}
    api = "/api/v1/forum/threads"
    found.add((await program.get(f"{api}/{thread.thread_id}")).json()["posts"])
    items = (await program.get(api)).json()["items"]
    return found | {one["posts"] for one in items if one["id"] == thread.thread_id}


async def test_a_thread_counts_what_stands_in_it(
    hub: Hub, visitor: Visitors, cleo: Person, fay: Person, thread: Written
) -> None:
    moderator, token = await visitor.of(cleo), await make_token(hub, fay, "read")
    assert await said(visitor, fay, thread, token) == {5}
    new = await split(moderator, thread, "2-4")
    assert "3 posts" in new.words
    found = await said(visitor, fay, thread, token)
    assert found == {2, 3}, "the board's list shows the new thread too"
    await undo(moderator, thread)
    assert await said(visitor, fay, thread, token) == {5}


async def test_so_does_one_that_another_was_put_into(
    hub: Hub,
    visitor: Visitors,
    bo: Person,
    cleo: Person,
    fay: Person,
    thread: Written,
    clock: SettableClock,
) -> None:
    moderator, reader = await visitor.of(cleo), await visitor.of(fay)
    other = await begin(hub, bo, "The same about beans")
    await split(moderator, thread, "2-4")
    clock.move(minutes=1)
    await merge(moderator, other, thread.thread_id)
    assert "3 posts" in (await reader.get(path_of(thread))).words
    await answer(hub, bo, thread, "Written since.")
    await undo(moderator, thread)
    page = await reader.get(path_of(thread))
    assert "3 posts" in page.words and "Post 7 by Bo" in page.words
    assert "1 post ·" in (await reader.get(path_of(other))).words


async def test_what_left_is_not_new(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person, thread: Written
) -> None:
    """Neither in numbers nor among the watched threads, also before its reader comes back."""
    moderator, reader = await visitor.of(cleo), await visitor.of(amina)
    await reader.get(path_of(thread))
    for body in ("Sixth.", "Seventh.", "Eighth."):
        await answer(hub, bo, thread, body)
    assert "3 new" in (await reader.get("/forum/questions")).words
    new = address(await split(moderator, thread, "6-7"))
    listed = (await reader.get("/forum/questions")).words
    assert "1 new" in listed and "3 new" not in listed
    await reader.get(new)
    assert "1 new" in (await reader.get("/")).words
    await split(moderator, thread, "8")
    page = await reader.get("/")
    card = page.tree.find(".//section[@aria-labelledby='home-watched']")
    assert card is None or path_of(thread) not in [a.get("href") for a in card.iter("a")]
    assert "2 new" not in (await reader.get("/forum")).words
    assert "Go to the first new post" not in (await reader.get(path_of(thread))).words
