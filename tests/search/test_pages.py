"""The page and the API: a form that works without script, kind words for faults, marks around hits."""

import re

import pytest

from peerhub.core.config import Config
from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.search.models import MOST_RESULTS
from tests.search.conftest import make_board, says, starts
from tests.support.clock import SettableClock
from tests.support.factories import make_room, make_token
from tests.support.visitor import Visitor, Visitors


@pytest.fixture
def config(config: Config, request: pytest.FixtureRequest) -> Config:
    """Without limits, but where a test is about them: these search more often than any person."""
    limits = "on" if "too_often" in request.node.name else "off"
    return config.model_copy(update={"limits": limits})


@pytest.fixture
async def browser(hub: Hub, visitor: Visitors, amina: Person) -> Visitor:
    await make_room(hub, "kitchen", "Kitchen")
    await make_board(hub)
    return await visitor.of(amina)


async def search(browser: Visitor, **fields: str) -> Visitor:
    """Through the form of the page, as a browser sends a form by GET."""
    await browser.get("/search")
    form = browser.page.form("/search")
    names = {one.get("name") for one in form.iter() if one.get("name")}
    assert fields.keys() <= names
    await browser.get("/search", params=fields)
    return browser


async def test_a_result_opens_in_its_place(hub: Hub, browser: Visitor, amina: Person) -> None:
    root = await says(hub, amina, "kitchen", "Who has **time** on Monday?")
    side = await says(hub, amina, "kitchen", "I have time", thread=root)
    post = await starts(hub, amina, "Time banks", "How do they work?")
    page = (await search(browser, q="time")).page
    assert "3 results" in page.words and "<mark>Time</mark> banks" in page.text
    wanted = {
        f"/rooms/kitchen?at={root}#m-{root}",
        f"/rooms/kitchen/messages/{root}?at={side}#m-{side}",
        f"/forum/t/{post.thread_id}/time-banks#p-1",
    }
    links = {link for link in page.links() if "#" in link and not link.startswith("#")}
    assert links == wanted
    for link in links:
        path, _, place = link.partition("#")
        assert f'id="{place}"' in (await browser.get(path)).text, link


async def test_hits_are_marked_and_words_stay_words(
    hub: Hub, browser: Visitor, amina: Person
) -> None:
    await says(hub, amina, "kitchen", '<b>Crème</b> & "brûlée" <script>creme()</script>')
    text = (await search(browser, q="creme")).page.text
    assert "&lt;b&gt;<mark>Crème</mark>&lt;/b&gt; &amp;" in text
    assert "<script>creme" not in text and text.count("<mark>") == 2


async def test_a_content_note_stays_folded(hub: Hub, browser: Visitor, amina: Person) -> None:
    await says(hub, amina, "kitchen", "Hard words", warning="Racism")
    words = (await search(browser, q="hard")).page.words
    assert "Content note: Racism" in words and "Hard words" not in words
    answer = (await browser.get("/api/v1/search?q=racism")).json()["items"]
    assert [(one["warning"], one["excerpt"]) for one in answer] == [("Racism", "")]


async def test_the_form_says_what_the_filters_say(
    hub: Hub, browser: Visitor, amina: Person, cleo: Person
) -> None:
    await says(hub, amina, "kitchen", "tea here")
    await says(hub, cleo, "kitchen", "tea there")
    typed = (await search(browser, q="tea from:cleo in:kitchen")).page.words
    filled = (await search(browser, q="tea", **{"from": "cleo", "in": "kitchen"})).page
    assert "1 result" in typed and "1 result" in filled.words
    assert "there" in typed and "there" in filled.words
    page = filled.form("/search")
    assert [i.get("value") for i in page.iter("input") if i.get("name") == "from"] == ["cleo"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"q": "tea before:tomorrow"}, "write a day"),
        ({"q": "tea", "after": "2026-99-99"}, "write a day"),
        ({"q": "-tea"}, "Add a word"),
        ({"q": "tea has:cake"}, "has:file"),
        ({"q": "a " * 20}, "at most 12 words"),
        ({"q": "a" * 201}, "at most 200"),
        ({"q": "tea", "order": "worst"}, "Choose one"),
        ({"q": "tea", "page": "51"}, "number"),
        ({"q": "tea", "page": "-1"}, "right"),
    ],
)
async def test_a_fault_is_one_kind_sentence(
    browser: Visitor, fields: dict[str, str], sentence: str
) -> None:
    page = await browser.get("/search", params=fields)
    assert page.status == 422 and sentence in page.words
    answer = await browser.get("/api/v1/search", params=fields)
    assert answer.status == 400 and answer.headers["content-type"] == "application/problem+json"


HOSTILE = ["'", '"', '"""', "' OR 1=1 --", "a' UNION SELECT 1", "NEAR(a b)", "words:a", "a AND", "^a",
           "a* b*", "{a b}:c", "(((", "a & !b | c:*", "<->", "\\", "\x00", "%", "_", "🙂", "a\u0301*",
           "from:", 'from:"', "in:'", "has:", "a-b-c", "-", "--a", "*", "**", "+a", "1x*", "AND OR NOT",
           "ａｂｃ", "١٢٣", "\ud7ff", "a" * 200]  # fmt: skip


async def test_nothing_that_can_be_typed_breaks_it(
    hub: Hub, browser: Visitor, amina: Person
) -> None:
    await says(hub, amina, "kitchen", "a b c")
    for said in HOSTILE:
        for order in ("newest", "best"):
            page = await browser.get("/search", params={"q": said, "order": order})
            assert page.status in (200, 422), said
            assert not re.search(r"fts5|syntax|sqlite|tsquery", page.text, re.IGNORECASE), said
        answer = await browser.get("/api/v1/search", params={"q": said})
        assert answer.status in (200, 400), said


async def test_pages_have_addresses_and_hold_all(
    hub: Hub, browser: Visitor, amina: Person, clock: SettableClock
) -> None:
    for n in range(45):
        clock.move(seconds=1)
        await says(hub, amina, "kitchen", f"tea number n{n}")
    seen = []
    for order in ("newest", "best"):
        path, found = f"/search?q=tea&order={order}", []
        while path:
            page = await browser.get(path)
            found += re.findall(r"number n(\d+)", page.words)
            after = [a.get("href", "") for a in page.tree.iter("a") if a.get("rel") == "next"]
            path = after[0] if after else ""
        seen.append(found)
    assert seen[0] == [str(n) for n in reversed(range(45))]
    assert sorted(seen[1]) == sorted(seen[0])


async def test_the_api_pages_by_cursor_and_skips_nothing_that_comes_between(
    hub: Hub, browser: Visitor, amina: Person, clock: SettableClock
) -> None:
    for n in range(7):
        clock.move(seconds=1)
        await says(hub, amina, "kitchen", f"tea n{n}")
    found, cursor = [], ""
    for _page in range(4):
        more = {"cursor": cursor} if cursor else {}
        answer = (
            await browser.get("/api/v1/search", params={"q": "tea", "limit": "3", **more})
        ).json()
        found += [one["excerpt"] for one in answer["items"]]
        clock.move(seconds=1)
        await says(hub, amina, "kitchen", "tea that came later")
        cursor = answer.get("next", "")
        if not cursor:
            break
    assert found == [f"tea n{n}" for n in reversed(range(7))]
    for wrong in ("x", "WzFd", "WzEsMl0x"):
        assert (await browser.get(f"/api/v1/search?q=tea&cursor={wrong}")).status == 400
    assert MOST_RESULTS == 1_000


async def test_a_token_needs_the_scope_and_a_stranger_a_sign_in(
    hub: Hub, visitor: Visitors, browser: Visitor, amina: Person
) -> None:
    for scope, status in (("read", 200), ("write", 403)):
        secret = await make_token(hub, amina, scope)
        program = visitor(headers={"Authorization": f"Bearer {secret}"})
        assert (await program.get("/api/v1/search?q=tea")).status == status
    assert (await visitor().get("/api/v1/search?q=tea")).status == 401
    assert (await browser.get("/api/v1/search")).status == 400


async def test_whoever_searches_too_often_waits(browser: Visitor) -> None:
    statuses = [(await browser.get("/api/v1/search?q=tea")).status for _ in range(61)]
    assert statuses[:60] == [200] * 60 and statuses[60] == 429
    page = await browser.get("/search?q=tea")
    assert page.status == 429 and "a lot of searches" in page.words
    assert (await browser.get("/search")).status == 200, "the form itself is always there"


async def test_nothing_found_leads_on(browser: Visitor) -> None:
    page = await browser.get("/search?q=nowhere")
    assert "Nothing found" in page.words and "Use fewer words" in page.words


async def test_what_is_looked_for_stands_in_no_log(
    browser: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    for said in ("zebrawort", "zebrawort before:x", '"zebrawort'):
        await browser.get("/search", params={"q": said})
        await browser.get("/api/v1/search", params={"q": said})
    out = capsys.readouterr()
    assert "zebrawort" not in out.out + out.err
