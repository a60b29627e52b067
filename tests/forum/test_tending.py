"""Looking after threads at the page's door: closed, pinned, slowed down, moved, each undone."""

import pytest
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.forum.models import BoardKind, Words
from peerhub.forum.service import boards, write
from peerhub.moderation.tables import log_entries
from peerhub.people.models import Person
from tests.support.clock import SettableClock
from tests.support.visitor import Page, Visitor, Visitors

REASON = "It was answered long ago"


@pytest.fixture
async def thread(hub: Hub, amina: Person) -> str:
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug="questions", title="Questions")
        await boards.open_board(tx, slug="housing", title="Housing board")
        await boards.open_board(tx, slug="news", title="News", public=True)
        await boards.open_board(tx, slug="inner", title="Inner", kind=BoardKind.RESTRICTED)
    return await begin(hub, amina, "questions", "Where is the form?")


async def begin(hub: Hub, person: Person, board: str, title: str) -> str:
    async with hub.transaction() as tx:
        words = Words("Please say.", to_html("Please say."))
        written = await write.start_thread(
            tx, person, board=board, client_id=title, title=title, words=words
        )
    return f"/forum/t/{written.thread_id}/{written.slug}"


def tools_of(thread: str) -> str:
    return f"{thread.rpartition('/')[0]}/tools/all"


async def tend(browser: Visitor, thread: str, kind: str, **fields: str) -> Page:
    page = await browser.get(thread)
    assert tools_of(thread) in page.links()
    await browser.get(tools_of(thread))
    return await browser.submit(holding="What shall be done?", kind=kind, reason=REASON, **fields)


async def undo(browser: Visitor, thread: str) -> Page:
    await browser.get(tools_of(thread))
    return await browser.submit(f"{thread.rpartition('/')[0]}/tools/undo")


def may_reply(page: Page, thread: str) -> bool:
    return f"{thread.rpartition('/')[0]}/replies" in [f.get("action") for f in page.forms()]


async def test_a_closed_thread_takes_no_posts_but_from_who_looks_after_it(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person, thread: str
) -> None:
    author, reader, moderator = [await visitor.of(p) for p in (amina, bo, cleo)]
    page = await tend(moderator, thread, "lock")
    assert "Closed to new posts" in page.words and REASON in page.words
    page = await reader.get(thread)
    assert not may_reply(page, thread) and "This thread is closed to new posts." in page.words
    page = await reader.post(f"{thread.rpartition('/')[0]}/replies", {"id": "x", "body": "But"})
    assert page.status == 422 and "This thread is closed to new posts." in page.words
    assert may_reply(await moderator.get(thread), thread)
    await hub.outbox.deliver_all()
    notices = (await author.get("/notifications")).words
    assert "Your thread “Where is the form?” was closed" in notices and REASON in notices
    page = await undo(moderator, thread)
    assert "undone" in page.words
    assert may_reply(await reader.get(thread), thread)
    async with hub.reading() as db:
        actions = [row.action for row in await db.execute(select(log_entries))]
    assert actions[-2:] == ["thread.lock", "thread.lock_undone"]


async def test_a_pinned_thread_stands_above_newer_ones(
    hub: Hub, visitor: Visitors, bo: Person, cleo: Person, thread: str, clock: SettableClock
) -> None:
    clock.move(minutes=5)
    await begin(hub, bo, "questions", "A newer one")
    reader, moderator = await visitor.of(bo), await visitor.of(cleo)
    words = (await reader.get("/forum/questions")).words
    assert words.index("A newer one") < words.index("Where is the form?")
    await tend(moderator, thread, "pin")
    words = (await reader.get("/forum/questions")).words
    assert words.index("Where is the form?") < words.index("A newer one")
    assert words.count("Where is the form?") == 1 and "Pinned ·" in words


async def test_a_slow_thread_asks_for_a_pause(
    visitor: Visitors, bo: Person, cleo: Person, thread: str, clock: SettableClock
) -> None:
    reader, moderator = await visitor.of(bo), await visitor.of(cleo)
    page = await tend(moderator, thread, "slow", seconds="300")
    assert "Five minutes between two posts" in page.words
    await reader.get(thread)
    await reader.submit(f"{thread.rpartition('/')[0]}/replies", body="First")
    await reader.get(thread)
    page = await reader.submit(f"{thread.rpartition('/')[0]}/replies", body="Second")
    assert page.status == 429 and "Second" in page.text, "nothing is lost"
    clock.move(minutes=6)
    browser = await visitor.of(bo)
    await browser.get(thread)
    page = await browser.submit(f"{thread.rpartition('/')[0]}/replies", body="Third")
    assert page.status == 200 and "Third" in page.words


async def test_a_thread_moves_and_comes_back_with_its_words_found(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person, thread: str
) -> None:
    author, moderator = await visitor.of(amina), await visitor.of(cleo)
    page = await tend(moderator, thread, "move", board="housing")
    assert "Moved to another board" in page.words
    assert "Where is the form?" in (await author.get("/forum/housing")).words
    assert "Where is the form?" not in (await author.get("/forum/questions")).words
    found = (await author.get("/search?q=form+in:housing")).words
    assert "Where is the form?" in found
    await hub.outbox.deliver_all()
    assert "was moved to Housing board" in (await author.get("/notifications")).words
    await undo(moderator, thread)
    assert "Where is the form?" in (await author.get("/forum/questions")).words
    assert "Where is the form?" in (await author.get("/search?q=form+in:questions")).words


@pytest.mark.parametrize("board", ["news", "inner", "nowhere"])
async def test_words_go_nowhere_where_others_read_them(
    visitor: Visitors, cleo: Person, thread: str, board: str
) -> None:
    browser = await visitor.of(cleo)
    page = await browser.get(tools_of(thread))
    options = [option.get("value") for option in page.tree.iter("option")]
    assert board not in options and "housing" in options
    fields = {"kind": "move", "reason": REASON, "board": board}
    page = await browser.post(tools_of(thread), fields)
    assert page.status == 422 and "Choose a board that you look after too." in page.words


async def test_a_move_stays_where_members_have_written_since(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person, thread: str, clock: SettableClock
) -> None:
    public = await begin(hub, amina, "news", "Open to all")
    moderator = await visitor.of(cleo)
    await tend(moderator, public, "move", board="questions")
    clock.move(minutes=5)
    author = await visitor.of(amina)
    await author.get(public)
    await author.submit(f"{public.rpartition('/')[0]}/replies", body="For members only")
    page = await undo(await visitor.of(cleo), public)
    assert page.status == 422 and "Somebody has written since, for members only." in page.words


async def test_only_who_looks_after_a_board_has_these_doors(
    visitor: Visitors, amina: Person, fay: Person, thread: str
) -> None:
    for person in (amina, fay):
        browser = await visitor.of(person)
        page = await browser.get(thread)
        assert tools_of(thread) not in page.links()
        assert (await browser.get(tools_of(thread))).status == 404
        fields = {"kind": "lock", "reason": REASON}
        assert (await browser.post(tools_of(thread), fields)).status == 404


async def test_a_reason_is_needed_and_nothing_is_done_twice(
    visitor: Visitors, cleo: Person, thread: str
) -> None:
    browser = await visitor.of(cleo)
    page = await browser.post(tools_of(thread), {"kind": "lock", "reason": ""})
    assert page.status == 422 and "Write something here." in page.words
    await tend(browser, thread, "lock")
    page = await tend(browser, thread, "lock")
    assert page.status == 422 and "It is so already." in page.words


async def test_a_board_with_members_words_never_becomes_public(
    visitor: Visitors, fay: Person, thread: str
) -> None:
    browser = await visitor.of(fay)
    await browser.get("/admin/boards")
    page = await browser.post("/admin/boards/change", {"slug": "questions", "action": "public"})
    assert page.status == 422 and "was written for members" in page.words
    assert (await visitor().get("/forum/questions")).status == 404
    await browser.post("/admin/boards/change", {"slug": "housing", "action": "public"})
    assert (await visitor().get("/forum/housing")).status == 200, "nobody wrote in it yet"
