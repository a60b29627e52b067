"""Who asked without a name has their own thread in hand: its answer, its tags, its poll, its notes."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.tags.service import add_tag
from tests.forum.nameless import answer, ask, decide, post_of, rows
from tests.forum.places import Place
from tests.support.clock import SettableClock
from tests.support.visitor import Page, Visitor, Visitors

POLL = {"question": "Which day?", "choices": "Monday\nTuesday"}


@pytest.fixture(autouse=True)
async def tags(hub: Hub) -> None:
    async with hub.transaction() as tx:
        for slug in ("damp", "law"):
            await add_tag(tx, slug=slug, title=slug.title())


def poll_of(thread: str) -> str:
    return f"{thread.rpartition('/')[0]}/poll"


async def ask_poll(browser: Visitor, thread: str, **fields: str) -> Page:
    await browser.get(thread)
    assert f"{poll_of(thread)}/new" in browser.page.links()
    await browser.get(f"{poll_of(thread)}/new")
    return await browser.submit(**{**POLL, **fields})


async def test_the_composer_takes_a_question_its_tags_and_a_note(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person
) -> None:
    hers, other = await visitor.of(writer), await visitor.of(bo)
    page = await ask(
        hers, place, question="yes", tags=["damp"], note_kind="Illness", note_words="a stay"
    )
    assert "Content note: Illness: a stay" in page.words and "Question" in page.words
    assert "/forum/tags/damp" in (await other.get(page.path)).links()
    page = await answer(hers, page.path.split("/")[3], "More.", note_words="a death")
    assert "Content note: a death" in page.words
    await hers.get(f"{place.path}/unnamed")
    page = await hers.submit(title="", body="Kept.", tags=["law"], note_words="a fall")
    assert page.status == 422 and "Kept." in page.text and 'value="a fall"' in page.text
    assert 'value="law" checked' in page.text


async def test_they_accept_an_answer_and_choose_its_tags(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person
) -> None:
    hers, other = await visitor.of(writer), await visitor.of(bo)
    thread = (await ask(hers, place)).path
    thread_id = thread.split("/")[3]
    await other.post(f"/forum/t/{thread_id}/replies", {"id": "b-1", "body": "Like this."})
    await hers.get(f"/forum/threads/{thread_id}/about")
    page = await hers.submit(question="yes", tags=["damp", "law"])
    assert "Damp" in page.words and "Law" in page.words
    page = await hers.submit(button=("action", "accept"), holding="Accept this as the answer")
    assert "Accepted answer" in page.words
    assert "Accepted answer" in (await other.get(thread)).words
    page = await hers.submit(button=("action", "unaccept"), holding="not the answer any more")
    assert "Accepted answer" not in page.words
    said = await post_of(hub, "Like this.")
    for path, fields in (
        (f"/forum/threads/{thread_id}/about", {"question": ""}),
        (f"/forum/posts/{said}/answer", {"action": "accept"}),
    ):
        assert (await other.post(path, fields)).status == 403
    assert (await hers.get(f"/forum/threads/{thread_id}/summary")).status == 403, "it bears a name"


async def test_they_ask_a_poll_and_say_what_came_of_it(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person, cleo: Person
) -> None:
    hers, other = await visitor.of(writer), await visitor.of(bo)
    thread = (await ask(hers, place)).path
    await ask_poll(hers, thread)
    page = await other.get(thread)
    assert "Poll: Which day?" in page.words and f"{poll_of(thread)}/end" not in page.text
    for act in ("close", "end"):
        assert (await other.post(f"{poll_of(thread)}/{act}")).status == 404
    for page_of in ("new", "outcome"):
        assert (await other.get(f"{poll_of(thread)}/{page_of}")).status == 404
    await hers.get(thread)
    await hers.submit(f"{poll_of(thread)}/close")
    await hers.get(f"{poll_of(thread)}/outcome")
    await hers.submit(outcome="Monday it is.")
    assert "What came of it Monday it is." in (await other.get(thread)).words


@pytest.mark.parametrize("who", ["a member", "a moderator"])
async def test_a_poll_taken_away_by_who_asked_it_leaves_no_entry(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, cleo: Person, who: str
) -> None:
    """An entry would name them; what another moderator takes away stands in the trail."""
    asker = writer if who == "a member" else cleo
    hers = await visitor.of(asker)
    thread = (await ask(hers, place)).path
    await ask_poll(hers, thread)
    before = (await rows(hub))["log_entries"]
    await hers.get(thread)
    await hers.submit(f"{poll_of(thread)}/end")
    assert "Which day?" not in (await hers.get(thread)).words
    assert (await rows(hub))["log_entries"] == before
    await ask_poll(hers, thread)
    moderator = await visitor.of(place.mimi if who == "a moderator" else cleo)
    await moderator.post(f"{poll_of(thread)}/end")
    assert len((await rows(hub))["log_entries"]) == len(before) + (who == "a member")


async def test_where_such_posts_wait_a_poll_waits_with_its_thread(
    hub: Hub,
    visitor: Visitors,
    place: Place,
    writer: Person,
    bo: Person,
    cleo: Person,
    clock: SettableClock,
) -> None:
    """Its moderator reads both at once, and it is open as long as was asked from then on."""
    await place.set(anonymous_held=True)
    hers = await visitor.of(writer)
    thread = (await ask(hers, place)).path
    page = await ask_poll(hers, thread, open_days="1")
    assert "Poll: Which day?" in page.words and f"{poll_of(thread)}/answer" not in page.text
    clock.move(days=2)
    moderator, other = await visitor.of(cleo), await visitor.of(bo)
    queue = await moderator.get("/moderation")
    case = next(link for link in queue.links() if link.startswith("/moderation/cases/"))
    said = (await moderator.get(case)).words
    assert "I ask." in said and "Poll: Which day?" in said and "Monday" in said
    assert (await other.get(thread)).status == 404
    await decide(moderator, "release")
    page = await other.get(thread)
    assert "Poll: Which day?" in page.words and f"{poll_of(thread)}/answer" in page.text
    clock.move(hours=25)
    assert "Closed" in (await (await visitor.of(bo)).get(thread)).words


async def test_a_poll_that_would_wait_alone_is_refused(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, cleo: Person
) -> None:
    hers, keeper = await visitor.of(writer), await visitor.of(place.mimi)
    thread = (await ask(hers, place)).path
    await hers.get(f"{poll_of(thread)}/new")
    await place.set(anonymous_held=True)
    page = await hers.submit(**POLL)
    assert page.status == 422 and "they wait together" in page.words and "Monday" in page.text
    assert f"{poll_of(thread)}/new" not in (await hers.get(thread)).links()
    await place.set(anonymous_held=False)
    (one,) = [
        link for link in (await keeper.get(f"{place.path}/names")).links() if "/names/" in link
    ]
    await keeper.post(one, {"rest_days": "7", "reason": "Three warnings"})
    await hers.get(f"{poll_of(thread)}/new")
    page = await hers.submit(**POLL)
    assert page.status == 422 and "lets this name rest" in page.words


async def test_only_its_author_reads_what_stood_there_before(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person
) -> None:
    hers, other = await visitor.of(writer), await visitor.of(bo)
    await ask(hers, place, body="My street is Elm Row.")
    post_id = await post_of(hub, "My street is Elm Row.")
    await hers.get(f"/forum/posts/{post_id}/edit")
    await hers.submit(body="My street.", warning="a place")
    door = f"/forum/posts/{post_id}/history"
    assert "Elm Row" in (await hers.get(door)).words
    assert "Elm Row" not in (await other.get(door)).words
