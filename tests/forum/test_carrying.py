"""Splitting and merging threads at the page's door: words, links, marks and search go along, and back."""

import pytest
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.forum.service.write import Written
from peerhub.forum.store import moves, standings
from peerhub.moderation.tables import log_entries
from peerhub.people.models import Person
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.clock import SettableClock
from tests.support.factories import change_community
from tests.support.visitor import Page, Visitor, Visitors

REASON = "It is about something else"


@pytest.fixture
async def thread(hub: Hub, amina: Person, bo: Person) -> Written:
    """Amina's, with five posts: 3 to 5 are about slugs; 5 answers 4, and 4 answers 2."""
    await make_board(hub)
    thread = await begin(hub, amina)
    second = await answer(hub, bo, thread, "I water the beans.")
    await answer(hub, bo, thread, "And who minds the slugs?")
    fourth = await answer(hub, amina, thread, "Slugs like beer.", second.post_id)
    await answer(hub, bo, thread, "So do I.", fourth.post_id)
    return thread


def tools(thread: Written, which: str) -> str:
    return f"/forum/t/{thread.thread_id}/tools/{which}"


async def split(browser: Visitor, thread: Written, posts: str) -> Page:
    await browser.get(tools(thread, "all"))
    await browser.get(tools(thread, "split"))
    return await browser.submit(
        holding="Which posts", posts=posts, title="Slugs and beer", reason=REASON
    )


async def merge(browser: Visitor, thread: Written, into: str) -> Page:
    await browser.get(tools(thread, "merge"))
    return await browser.submit(holding="Address of the other thread", into=into, reason=REASON)


def undoable(page: Page, thread: Written) -> list[str]:
    """The acts that the page offers to undo, the newest first."""
    forms = [form for form in page.forms() if form.get("action") == tools(thread, "undo")]
    return [e.get("value", "") for f in forms for e in f.iter("input") if e.get("name") == "act"]


async def undo(browser: Visitor, thread: Written, nth: int = 0) -> Page:
    acts = undoable(await browser.get(tools(thread, "all")), thread)
    return await browser.post(tools(thread, "undo"), {"act": acts[nth]})


def address(page: Page) -> str:
    return page.path.partition("?")[0]


def id_of(page: Page) -> str:
    return page.path.split("/")[3]


async def test_posts_begin_a_thread_of_their_own(
    hub: Hub, visitor: Visitors, bo: Person, cleo: Person, thread: Written
) -> None:
    reader, moderator = await visitor.of(bo), await visitor.of(cleo)
    page = await split(moderator, thread, "3-")
    assert page.status == 200 and "Slugs and beer" in page.words and "3 posts" in page.words
    assert "Post 1 by Bo" in page.words and "in reply to 2" in page.words, "5 answers 4 still"
    assert "These posts began in another thread: Who waters the beans?" in page.words
    new = address(page)
    page = await reader.get(path_of(thread))
    assert "I water the beans." in page.words and "Slugs like beer." not in page.words
    assert "Posts 3 to 5 stand in another thread now: Slugs and beer" in page.words
    marks = {e.get("id") for e in page.tree.iter() if e.get("id")}
    assert {"p-3", "p-4", "p-5"} <= marks, "old links still lead somewhere"
    assert f"{new}?page=1#p-1" in page.links()
    await hub.outbox.deliver_all()
    told = (await reader.get("/notifications")).words
    assert "What you wrote begins a thread of its own now: “Slugs and beer”." in told
    assert REASON in told
    async with hub.reading() as db:
        actions = [row.action for row in await db.execute(select(log_entries))]
    assert actions[-1] == "thread.split"


async def test_a_split_can_be_undone_and_its_address_leads_back(
    hub: Hub, visitor: Visitors, cleo: Person, thread: Written
) -> None:
    moderator = await visitor.of(cleo)
    before = (await moderator.get(path_of(thread))).words
    new = address(await split(moderator, thread, "3, 5"))
    page = await moderator.get(f"{path_of(thread)}?reading=threaded")
    assert "Post 3 stands in another thread now" in page.words
    assert "Post 5 stands in another thread now" in page.words and "Post 4 by" in page.words
    await undo(moderator, thread)
    page = await moderator.get(f"{path_of(thread)}?reading=linear")
    assert page.words == before
    page = await moderator.get(new)
    assert address(page) == path_of(thread), "the new thread's address leads to its posts"
    assert "Slugs and beer" not in (await moderator.get("/forum/questions")).words


async def test_an_undone_split_leaves_no_words_without_a_thread(
    hub: Hub, visitor: Visitors, bo: Person, cleo: Person, thread: Written
) -> None:
    moderator, reader = await visitor.of(cleo), await visitor.of(bo)
    new = address(await split(moderator, thread, "3-"))
    await reader.get(new)
    await reader.submit(f"{new.rpartition('/')[0]}/replies", body="Written since")
    page = await undo(moderator, thread)
    assert page.status == 422 and "Something has changed in the new thread since." in page.words
    assert "Written since" in (await reader.get(new)).words


async def test_how_far_people_read_goes_along(
    hub: Hub, visitor: Visitors, fay: Person, bo: Person, cleo: Person, thread: Written
) -> None:
    reader, other = await visitor.of(fay), await visitor.of(bo)
    await reader.get(path_of(thread))
    new = id_of(await split(await visitor.of(cleo), thread, "3-"))
    async with hub.reading() as db:
        found = await standings.list_standings(db, fay.person_id, [new, thread.thread_id])
    assert found[new].read == 3 and found[thread.thread_id].read == 5
    assert "Slugs and beer" in (await other.get("/forum/watched")).words


async def test_a_thread_follows_another_and_comes_back(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person, thread: Written
) -> None:
    other = await begin(hub, bo, "The same about beans")
    await answer(hub, amina, other, "Here is more of it.")
    moderator, reader = await visitor.of(cleo), await visitor.of(bo)
    page = await merge(moderator, other, f"http://testserver{path_of(thread)}?page=1#p-2")
    assert address(page) == path_of(thread) and "7 posts" in page.words
    assert "Post 6 by Bo" in page.words and "Here is more of it." in page.words
    page = await reader.get(f"/forum/t/{other.thread_id}")
    assert address(page) == path_of(thread), "the old address leads to where its posts are"
    assert "The same about beans" not in (await reader.get("/forum/questions")).words
    found = (await reader.get("/search?q=more+of+it")).links()
    assert f"{path_of(thread)}#p-7" in found
    await hub.outbox.deliver_all()
    told = (await reader.get("/notifications")).words
    assert "Your thread “The same about beans” was put into another one." in told
    await undo(moderator, thread)
    page = await reader.get(path_of(other))
    assert address(page) == path_of(other) and "2 posts" in page.words
    page = await reader.get(path_of(thread))
    assert "5 posts" in page.words and "Here is more of it." not in page.words
    assert f"{path_of(other)}#p-2" in (await reader.get("/search?q=more+of+it")).links()


async def test_what_was_written_after_a_merge_stays_when_it_is_undone(
    hub: Hub, visitor: Visitors, bo: Person, cleo: Person, fay: Person, thread: Written
) -> None:
    other = await begin(hub, bo, "The same about beans")
    moderator, reader = await visitor.of(cleo), await visitor.of(fay)
    await merge(moderator, other, thread.thread_id)
    await answer(hub, bo, thread, "A last word.")
    page = await reader.get(path_of(thread))
    assert "Post 7 by Bo" in page.words
    await undo(moderator, thread)
    page = await reader.get(path_of(thread))
    assert "Post 6 stands in another thread now: The same about beans" in page.words
    assert "Post 7 by Bo" in page.words and "A last word." in page.words


async def test_marks_never_stand_behind_the_end(
    hub: Hub, visitor: Visitors, bo: Person, cleo: Person, fay: Person, thread: Written
) -> None:
    """Else the next post would be read before anybody saw it."""
    other = await begin(hub, bo, "The same about beans")
    moderator, reader = await visitor.of(cleo), await visitor.of(fay)
    await merge(moderator, other, thread.thread_id)
    await reader.get(path_of(thread))
    await undo(moderator, thread)
    await answer(hub, bo, thread, "Quite new.")
    async with hub.reading() as db:
        assert (await moves.list_reads(db, thread.thread_id))[fay.person_id] == 5
    assert "1 new" in (await reader.get("/forum/questions")).words


async def test_the_last_act_is_undone_first(
    hub: Hub, visitor: Visitors, bo: Person, cleo: Person, thread: Written, clock: SettableClock
) -> None:
    other = await begin(hub, bo, "The same about beans")
    moderator = await visitor.of(cleo)
    await merge(moderator, other, thread.thread_id)
    clock.move(minutes=1)
    await split(moderator, thread, "6")
    page = await undo(moderator, thread, 1)
    assert page.status == 422 and "Undo what was done after it first." in page.words
    await undo(moderator, thread)
    assert (await undo(moderator, thread)).status == 200
    assert address(await moderator.get(path_of(other))) == path_of(other)


@pytest.mark.parametrize(
    ("posts", "words"),
    [
        ("1-3", "The first post stays: the thread is about it."),
        ("6", "There are no posts with these numbers here."),
        ("9-12", "There are no posts with these numbers here."),
        ("5-3", "There are no posts with these numbers here."),
        ("three", "Write the numbers of posts, as in 4-9, 12."),
        ("3;4", "Write the numbers of posts, as in 4-9, 12."),
        ("²", "Write the numbers of posts, as in 4-9, 12."),
        ("999999-", "There are no posts with these numbers here."),
    ],
)
async def test_numbers_that_do_not_do(
    visitor: Visitors, cleo: Person, thread: Written, posts: str, words: str
) -> None:
    page = await split(await visitor.of(cleo), thread, posts)
    assert page.status == 422 and words in page.words
    assert f'value="{posts}"' in page.text and "Slugs and beer" in page.text, "nothing is lost"


async def test_threads_that_do_not_do(
    hub: Hub, visitor: Visitors, bo: Person, cleo: Person, thread: Written
) -> None:
    await make_board(hub, "housing")
    away = await begin(hub, bo, "In another board", "housing")
    moderator = await visitor.of(cleo)
    for into, words in [
        (thread.thread_id, "This is the thread itself."),
        (path_of(away), "The other thread stands in another board."),
        ("a" * 16, "There is no such thread."),
        ("over there", "Copy the address of the other thread's page"),
    ]:
        page = await merge(moderator, thread, into)
        assert page.status == 422 and words in page.words


async def test_what_waits_goes_along_and_comes_back(
    hub: Hub, visitor: Visitors, eli: Person, bo: Person, cleo: Person, thread: Written
) -> None:
    """A newcomer's post waits for a moderator; it is read where its thread is."""
    other = await begin(hub, bo, "The same about beans")
    await change_community(hub, hold_first_posts=1)
    waiting = await answer(hub, eli, other, "May I say something?")
    assert waiting.held
    moderator, author = await visitor.of(cleo), await visitor.of(eli)
    await merge(moderator, other, thread.thread_id)
    assert "May I say something?" in (await author.get(path_of(thread))).words
    await undo(moderator, thread)
    assert "May I say something?" not in (await author.get(path_of(thread))).words
    assert "May I say something?" in (await author.get(path_of(other))).words


async def test_only_who_looks_after_a_board_carries_posts(
    visitor: Visitors, amina: Person, thread: Written
) -> None:
    browser = await visitor.of(amina)
    fields = {"posts": "3-", "title": "Mine", "reason": REASON, "into": "a" * 16}
    for which in ("split", "merge"):
        assert (await browser.get(tools(thread, which))).status == 404
        assert (await browser.post(tools(thread, which), fields)).status == 404


async def test_later_pages_keep_their_posts(
    hub: Hub, visitor: Visitors, bo: Person, cleo: Person, thread: Written, clock: SettableClock
) -> None:
    """A page is the same fifty numbers as before, however many posts have left."""
    for n in range(6, 56):
        clock.move(minutes=1)
        await answer(hub, bo, thread, f"Number {n}.")
    moderator = await visitor.of(cleo)
    await split(moderator, thread, "10-30")
    page = await moderator.get(f"{path_of(thread)}?page=1")
    assert "Number 50." in page.words and "Number 51." not in page.words
    page = await moderator.get(f"{path_of(thread)}?page=2")
    assert "Number 51." in page.words and "Number 55." in page.words
