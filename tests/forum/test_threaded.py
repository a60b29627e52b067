"""Threaded reading: each post under the one it answers, indented once, remembered, paged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerhub.core.hub import Hub
from peerhub.forum.models import PAGE_POSTS
from peerhub.forum.order import threaded
from peerhub.people.models import Person
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.visitor import Page, Visitors


def numbers(page: Page) -> list[int]:
    return [int(p.get("id", "").removeprefix("p-")) for p in page.tree.iter("article")]


def indented(page: Page) -> list[int]:
    posts = [p for p in page.tree.iter("article") if "post--reply" in p.get("class", "")]
    return [int(p.get("id", "").removeprefix("p-")) for p in posts]


@pytest.fixture
async def beans(hub: Hub, amina: Person, cleo: Person) -> str:
    """1; 2 and 3 answer it; 4 answers 2, 5 answers 4, 6 answers 3, 7 answers nothing."""
    await make_board(hub, public=True)
    thread = await begin(hub, amina)
    ids = {1: thread.post_id}
    for number, to in ((2, 1), (3, 1), (4, 2), (5, 4), (6, 3), (7, None)):
        written = await answer(hub, cleo, thread, f"Post {number}", ids[to] if to else None)
        ids[number] = written.post_id
    return path_of(thread)


async def test_each_stands_under_what_it_answers_indented_once(
    visitor: Visitors, amina: Person, beans: str
) -> None:
    reader = await visitor.of(amina)
    page = await reader.get(beans)
    assert numbers(page) == [1, 2, 3, 4, 5, 6, 7] and indented(page) == []
    page = await reader.get(f"{beans}?reading=threaded")
    assert numbers(page) == [1, 2, 4, 5, 3, 6, 7]
    assert indented(page) == [4, 5, 6]
    assert "in reply to 4" in page.words
    levels = {(h.text or "")[:6]: h.tag for h in page.tree.iter() if h.tag in ("h2", "h3")}
    assert levels["Post 5"] == "h3" and levels["Post 3"] == "h2"


async def test_the_way_is_remembered_and_a_link_to_a_page_keeps_its_meaning(
    visitor: Visitors, amina: Person, beans: str
) -> None:
    phone, desk = await visitor.of(amina), await visitor.of(amina)
    await phone.get(f"{beans}?reading=threaded")
    assert numbers(await desk.get(beans)) == [1, 2, 4, 5, 3, 6, 7]
    assert numbers(await desk.get(f"{beans}?page=1")) == [1, 2, 3, 4, 5, 6, 7]
    assert numbers(await desk.get(beans)) == [1, 2, 4, 5, 3, 6, 7]
    await desk.get(f"{beans}?reading=linear")
    assert numbers(await phone.get(beans)) == [1, 2, 3, 4, 5, 6, 7]


async def test_a_stranger_chooses_for_one_page(visitor: Visitors, beans: str) -> None:
    stranger = visitor()
    assert numbers(await stranger.get(f"{beans}?reading=threaded")) == [1, 2, 4, 5, 3, 6, 7]
    assert numbers(await stranger.get(beans)) == [1, 2, 3, 4, 5, 6, 7]
    assert numbers(await stranger.get(f"{beans}?reading=sideways")) == [1, 2, 3, 4, 5, 6, 7]


async def test_pages_links_and_the_read_mark_follow_the_order(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    await make_board(hub)
    thread = await begin(hub, cleo)
    second = await answer(hub, cleo, thread)
    for n in range(PAGE_POSTS):
        await answer(hub, cleo, thread, f"Branch {n}")
    await answer(hub, cleo, thread, "Late, under 2", second.post_id)
    reader = await visitor.of(amina)
    page = await reader.get(f"{path_of(thread)}?reading=threaded")
    assert numbers(page)[:4] == [1, 2, PAGE_POSTS + 3, 3] and len(numbers(page)) == PAGE_POSTS
    listed = await reader.get("/forum/questions")
    assert "4 new" in listed.words, "49 were read from the first on, whatever else was on the page"
    page = await reader.get(f"{path_of(thread)}?reading=threaded&page=2")
    assert numbers(page) == [PAGE_POSTS, PAGE_POSTS + 1, PAGE_POSTS + 2]
    assert "new" not in (await reader.get("/forum/questions")).words.lower().split()


@given(st.lists(st.integers(0, 30), max_size=30))
def test_any_tree_is_read_whole_and_parents_come_first(answered: list[int]) -> None:
    answers = [(n, to if 0 < to < n else None) for n, to in enumerate(answered, start=1)]
    order = threaded(answers)
    assert sorted(order.numbers) == [n for n, _to in answers]
    place = {number: i for i, number in enumerate(order.numbers)}
    for number, to in answers:
        assert to is None or place[to] < place[number]
        assert (number in order.within) == (to is not None and to != 1)


def test_a_very_deep_thread_is_no_trouble() -> None:
    order = threaded([(n, n - 1 if n > 1 else None) for n in range(1, 20_001)])
    assert order.numbers == tuple(range(1, 20_001))
