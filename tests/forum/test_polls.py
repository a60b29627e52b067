"""Polls at the page's door: asked, answered, hidden until they close, decided, taken away."""

import pytest
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.forum.models import Words
from peerhub.forum.service import boards, write
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from peerhub.polls.tables import poll_answers
from tests.support.clock import SettableClock
from tests.support.factories import change_community
from tests.support.visitor import Page, Visitor, Visitors


@pytest.fixture
async def thread(hub: Hub, amina: Person) -> str:
    """The address of a thread of Amina's."""
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug="questions", title="Questions")
        words = Words("Please choose.", to_html("Please choose."))
        written = await write.start_thread(
            tx, amina, board="questions", client_id="t", title="When?", words=words
        )
    return f"/forum/t/{written.thread_id}/{written.slug}"


def poll_of(thread: str) -> str:
    return f"{thread.rpartition('/')[0]}/poll"


async def ask(browser: Visitor, thread: str, **fields: str | None) -> Page:
    await browser.get(thread)
    assert f"{poll_of(thread)}/new" in browser.page.links()
    await browser.get(f"{poll_of(thread)}/new")
    said: dict[str, str | list[str] | None] = {
        "question": "Which day?",
        "choices": "Monday\nTuesday",
        **fields,
    }
    return await browser.submit(**said)


def choice(page: Page, words: str) -> str:
    """The value of the answer with these words, as the form has it."""
    labels = {"".join(e.itertext()): e.get("for") for e in page.tree.iter("label")}
    inputs = {e.get("id"): e.get("value", "") for e in page.tree.iter("input")}
    return inputs[labels[words]]


async def answer(browser: Visitor, thread: str, *words: str) -> Page:
    page = await browser.get(thread)
    chosen = [choice(page, said) for said in words]
    button = ("action", "answer")
    return await browser.submit(f"{poll_of(thread)}/answer", button=button, choices=chosen)


async def test_a_poll_is_asked_answered_and_answered_anew(
    visitor: Visitors, amina: Person, bo: Person, thread: str
) -> None:
    one, other = await visitor.of(amina), await visitor.of(bo)
    page = await ask(one, thread)
    assert page.status == 200 and "Poll: Which day?" in page.words
    assert "0 people answered" in page.words
    page = await answer(other, thread, "Monday")
    assert "1 person answered" in page.words and "1 person · your answer" in page.words
    page = await answer(other, thread, "Tuesday")
    assert "Monday 0 people Tuesday 1 person · your answer" in page.words
    page = await one.get(thread)
    assert "your answer" not in page.words and "Bo" not in page.words, "nobody is shown who"
    await other.get(thread)
    await other.submit(f"{poll_of(thread)}/answer", button=("action", "take_back"))
    assert "0 people answered" in other.page.words


async def test_several_answers_only_where_several_are_asked(
    visitor: Visitors, amina: Person, bo: Person, thread: str
) -> None:
    one, other = await visitor.of(amina), await visitor.of(bo)
    await ask(one, thread, kind="one")
    page = await answer(other, thread, "Monday", "Tuesday")
    assert page.status == 422 and "Choose one answer only." in page.words
    page = await answer(other, thread)
    assert page.status == 422 and "Choose an answer first." in page.words
    assert "0 people answered" in page.words, "nothing half-done remains"


async def test_everybody_may_choose_several(
    visitor: Visitors, amina: Person, bo: Person, thread: str
) -> None:
    one, other = await visitor.of(amina), await visitor.of(bo)
    await ask(one, thread, kind="several")
    await answer(other, thread, "Monday", "Tuesday")
    page = await answer(one, thread, "Monday")
    assert "2 people answered" in page.words
    assert "Monday 2 people · your answer Tuesday 1 person" in page.words


async def test_results_stay_hidden_until_it_closes(
    visitor: Visitors, amina: Person, bo: Person, thread: str, clock: SettableClock
) -> None:
    one, other = await visitor.of(amina), await visitor.of(bo)
    await ask(one, thread, hidden="yes", open_days="1")
    for page in (await answer(other, thread, "Monday"), await one.get(thread)):
        assert "shown when it has closed" in page.words
        assert "answered ·" not in page.words and "1 person" not in page.words
    clock.move(days=1)
    one, other = await visitor.of(amina), await visitor.of(bo)
    page = await one.get(thread)
    assert "1 person answered" in page.words and "Closed" in page.words
    assert not [f for f in page.forms() if f.get("action") == f"{poll_of(thread)}/answer"]
    fields = {"choices": "x", "_token": "", "action": "answer"}
    page = await other.post(f"{poll_of(thread)}/answer", fields)
    assert page.status == 422 and "This poll has closed." in page.words


async def test_a_proposal_is_closed_and_its_outcome_said(
    visitor: Visitors, amina: Person, bo: Person, thread: str
) -> None:
    one, other = await visitor.of(amina), await visitor.of(bo)
    await ask(one, thread, kind="proposal", choices="", open_days="0")
    page = await answer(other, thread, "I agree")
    assert "Proposal: Which day?" in page.words and "I agree 1 person" in page.words
    assert "Open until it is closed by who asked" in page.words
    assert f"{poll_of(thread)}/outcome" not in page.links()
    await one.get(thread)
    await one.submit(f"{poll_of(thread)}/close")
    assert f"{poll_of(thread)}/outcome" in one.page.links()
    await one.get(f"{poll_of(thread)}/outcome")
    page = await one.submit(outcome="**Monday**, at six.")
    assert "What came of it Monday, at six." in page.words
    assert "Monday, at six." in (await other.get(thread)).words


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ("Monday", "Write two to 10 answers, each on a line of its own."),
        ("\n".join(f"Day {n}" for n in range(11)), "Write two to 10 answers"),
        ("Monday\nmonday", "Two of the answers are the same."),
        ("Monday\n" + "x" * 101, "Use at most 100 signs for each answer."),
    ],
)
async def test_a_poll_that_cannot_be_answered_is_refused_kindly(
    visitor: Visitors, amina: Person, thread: str, choices: str, sentence: str
) -> None:
    browser = await visitor.of(amina)
    page = await ask(browser, thread, choices=choices)
    assert page.status == 422 and sentence in page.words
    assert "Which day?" in page.text, "what was written is still there"


async def test_one_poll_a_thread_and_none_from_who_is_read_first(
    hub: Hub, visitor: Visitors, amina: Person, thread: str
) -> None:
    browser = await visitor.of(amina)
    await change_community(hub, hold_first_posts=3)
    page = await ask(browser, thread)
    assert page.status == 422 and "You can ask a poll after that." in page.words
    await change_community(hub, hold_first_posts=0)
    await ask(browser, thread)
    await browser.get(f"{poll_of(thread)}/new")
    page = await browser.submit(question="Again?", choices="Yes\nNo")
    assert page.status == 422 and "There is a poll here already." in page.words


async def test_it_goes_with_the_words_it_stands_above(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, thread: str
) -> None:
    one, other = await visitor.of(amina), await visitor.of(bo)
    await ask(one, thread)
    page = await one.get(thread)
    withdrawal = next(
        f.get("action", "") for f in page.forms() if "withdraw" in f.get("action", "")
    )
    await one.submit(withdrawal)
    assert "Which day?" not in (await other.get(thread)).words


async def test_who_asked_and_who_moderates_take_it_away(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person, thread: str
) -> None:
    one, other, moderator = [await visitor.of(p) for p in (amina, bo, cleo)]
    for remover in (one, moderator):
        await ask(one, thread)
        await answer(other, thread, "Monday")
        assert (await other.post(f"{poll_of(thread)}/end")).status == 404
        await remover.get(thread)
        await remover.submit(f"{poll_of(thread)}/end")
        assert "Which day?" not in (await other.get(thread)).words


async def test_answers_rest_without_a_name_and_leave_with_their_person(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, thread: str
) -> None:
    one, other = await visitor.of(amina), await visitor.of(bo)
    await ask(one, thread)
    await answer(other, thread, "Monday")
    export = (await other.get("/me/data/export")).json()
    assert export["parts"]["polls"]["polls"] == [
        {"about": f"thread:{thread.split('/')[3]}", "question": "Which day?", "chosen": "Monday"}
    ]
    async with hub.reading() as db:
        rows = [tuple(row) for row in await db.execute(select(poll_answers))]
    assert len(rows) == 1 and bo.person_id not in str(rows)
    async with hub.transaction() as tx:
        await leave(tx, bo, hub.personal)
    assert "0 people answered" in (await one.get(thread)).words
