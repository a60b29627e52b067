"""How far one read: moved by the page served, never backwards, the same on every device."""

import pytest

from peerhub.core.hub import Hub
from peerhub.forum.service import read
from peerhub.people.models import Person
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.statements import statements
from tests.support.visitor import Page, Visitors


@pytest.fixture(autouse=True)
async def board(hub: Hub, clock: SettableClock) -> None:
    await make_board(hub)
    await make_board(hub, "ideas")


def new_posts(page: Page) -> list[int]:
    """The numbers of posts that are marked as new."""
    found = []
    for post in page.tree.iter("article"):
        if any(span.text == "New" for span in post.iter("span")):
            found.append(int(post.get("id", "").removeprefix("p-")))
    return found


async def test_what_was_read_on_one_device_is_read_on_the_other(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    thread = await begin(hub, cleo)
    phone, desk = await visitor.of(amina), await visitor.of(amina)
    assert "New thread" in (await desk.get("/forum/questions")).words
    page = await phone.get(path_of(thread))
    assert new_posts(page) == [], "in a thread that is new as a whole nothing needs a mark"
    assert "New thread" not in (await desk.get("/forum/questions")).words
    await answer(hub, cleo, thread)
    await answer(hub, cleo, thread)
    listed = await desk.get("/forum/questions")
    assert "2 new" in listed.words
    (link,) = [one for one in listed.links() if thread.thread_id in one]
    assert link.endswith("?page=1#p-2")
    page = await desk.get(link)
    assert new_posts(page) == [2, 3]
    assert f"{path_of(thread)}#p-2" in page.links()
    page = await phone.get(path_of(thread))
    assert new_posts(page) == [] and "first new post" not in page.words


async def test_a_mark_moves_to_the_end_of_the_page_served_and_never_back(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    thread = await begin(hub, cleo)
    for n in range(2, 56):
        await answer(hub, cleo, thread, f"Answer {n}")
    reader = await visitor.of(amina)
    await reader.get(path_of(thread))
    page = await reader.get("/forum/questions")
    assert "5 new" in page.words
    page = await reader.get(f"{path_of(thread)}?page=2")
    assert new_posts(page) == [51, 52, 53, 54, 55]
    await reader.get(f"{path_of(thread)}?page=1")
    async with hub.transaction() as tx:  # as a page does that was asked for before, and came late
        await read.mark_read(tx, amina, thread.thread_id, 50)
    assert "new" not in (await reader.get("/forum/questions")).words.split()


async def test_a_page_that_nobody_looks_at_moves_nothing(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    thread = await begin(hub, cleo)
    reader = await visitor.of(amina)
    await reader.get(path_of(thread), headers={"Sec-Purpose": "prefetch;prerender"})
    assert "New thread" in (await reader.get("/forum/questions")).words


async def test_ones_own_words_are_not_new_and_hide_nothing_that_came_before_them(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    thread = await begin(hub, amina)
    await answer(hub, amina, thread)
    reader = await visitor.of(amina)
    assert "new" not in (await reader.get("/forum/questions")).words.lower().split()
    await answer(hub, cleo, thread)
    await answer(hub, amina, thread)
    assert new_posts(await reader.get(path_of(thread))) == [3]


async def test_marking_a_board_read_leaves_the_others(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person, clock: SettableClock
) -> None:
    here, there = await begin(hub, cleo), await begin(hub, cleo, board="ideas")
    opened = await begin(hub, cleo, "An older one")
    reader = await visitor.of(amina)
    await reader.get(path_of(opened))
    await answer(hub, cleo, opened)
    clock.move(minutes=1)
    page = await reader.get("/forum/questions")
    assert "New thread" in page.words and "1 new" in page.words
    page = await reader.submit("/forum/read")
    assert page.path.startswith("/forum/questions") and "Saved." in page.words
    assert "new" not in page.words.lower().split()
    assert "New thread" in (await reader.get("/forum/ideas")).words
    clock.move(minutes=1)
    await answer(hub, cleo, here)
    assert "New posts" in (await reader.get("/forum/questions")).words
    page = await reader.get(path_of(here))
    assert new_posts(page) == [2] and f"{path_of(here)}#p-2" in page.links()
    await reader.get("/forum")
    await reader.submit("/forum/read")
    assert "New" not in (await reader.get("/forum/ideas")).words
    assert there.thread_id


async def test_who_joins_today_does_not_begin_with_a_mountain(
    hub: Hub, visitor: Visitors, cleo: Person, clock: SettableClock
) -> None:
    await begin(hub, cleo)
    clock.move(hours=1)
    gus = await make_person(hub, "Gus", days=0)
    reader = await visitor.of(gus)
    assert "New" not in (await reader.get("/forum/questions")).words


async def test_rail_boards_and_home_count_watched_threads_alone(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    mine, other = await begin(hub, amina, "Mine"), await begin(hub, cleo, "Another")
    await answer(hub, cleo, mine)
    reader = await visitor.of(amina)
    page = await reader.get("/forum")
    assert "1 new" in page.words
    rail = page.tree.find(".//nav[@class='rail']")
    assert rail is not None and "1 new" in " ".join("".join(rail.itertext()).split())
    home = await reader.get("/")
    card = home.tree.find(".//section[@aria-labelledby='home-watched']")
    assert card is not None
    assert "Mine" in "".join(card.itertext()) and "Another" not in "".join(card.itertext())
    await reader.get(path_of(mine))
    home = await reader.get("/")
    assert home.tree.find(".//section[@aria-labelledby='home-watched']") is None
    assert other.thread_id


async def test_a_thread_costs_the_same_statements_however_long_it_is(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person, eli: Person
) -> None:
    thread = await begin(hub, cleo)
    first = await answer(hub, eli, thread)
    await answer(hub, cleo, thread, "So do I.", to=first.post_id)
    reader = await visitor.of(amina)

    async def cost(query: str) -> int:
        await reader.get(path_of(thread) + query)  # the mark has moved: only reading is counted
        with statements(hub) as said:
            await reader.get(path_of(thread) + query)
        # What the frame asks is no matter of the thread.
        return len([text for text in said.texts if "FROM posts" in text or "FROM threads" in text])

    queries = ("?page=last", "?reading=threaded&page=last")
    short = [await cost(query) for query in queries]
    for n in range(60):
        await answer(hub, (cleo, eli)[n % 2], thread, f"Answer {n}", to=first.post_id)
        await begin(hub, cleo, f"Thread {n}")
    # One more, however long it is, where a post of another page is answered.
    long = [await cost(query) for query in queries]
    assert long == [n + 1 for n in short] and max(long) <= 8
