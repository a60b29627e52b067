"""What is done to who wrote without a name holds for that name in its board, and names nobody."""

import re

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.forum.nameless import NAME, answer, ask, rows
from tests.forum.places import Place
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.visitor import Page, Visitor, Visitors

WHAT = "What should happen?"
WHY = "It hurts people"
LINK = "Look at https://example.org/"


@pytest.fixture
async def thread(visitor: Visitors, place: Place, writer: Person) -> str:
    return (await ask(await visitor.of(writer), place, title="My question")).path


async def opens(
    hub: Hub, visitor: Visitors, reporter: Person, judge: Person, thread: str
) -> Visitor:
    """Somebody reports the first post; the moderator at its case."""
    reader = await visitor.of(reporter)
    page = await reader.get(thread)
    (link, *_more) = [x for x in page.links() if x.startswith("/report?kind=post")]
    await reader.get(link)
    await reader.submit(holding="Send the report", reason="rules")
    await hub.outbox.deliver_all()
    moderator = await visitor.of(judge)
    queue = await moderator.get("/moderation")
    (path,) = set(re.findall(r'href="(/moderation/cases/\w+)"', queue.text))
    await moderator.get(path)
    return moderator


async def takes(moderator: Visitor, hub: Hub, measure: str, days: str = "") -> Page:
    page = await moderator.submit(
        holding=WHAT, outcome="leave", measure=measure, days=days, reason=WHY
    )
    await hub.outbox.deliver_all()
    return page


def thread_id(thread: str) -> str:
    return thread.split("/")[3]


async def test_small_steps_are_offered_and_none_that_reaches_beyond_the_board(
    hub: Hub, visitor: Visitors, bo: Person, cleo: Person, thread: str
) -> None:
    judge = await make_person(hub, "Rue", roles=("moderator", "reviewer", "administrator"))
    moderator = await opens(hub, visitor, bo, judge, thread)
    form = moderator.page.form(holding=WHAT)
    offered = {i.get("value") or "" for i in form.iter("input") if i.get("name") == "measure"}
    assert offered == {"", "note", "warn", "limit", "freeze"}
    assert NAME not in moderator.page.words
    case = moderator.page.path
    for measure in ("limit-hub", "suspend", "ban"):
        page = await moderator.submit(
            holding=WHAT, outcome="leave", measure=measure, days="1", reason=WHY
        )
        assert page.status == 422 and "This is not yours to decide" in page.words, measure
        await moderator.get(case)


async def test_a_word_of_warning_reaches_its_author_alone(
    hub: Hub, visitor: Visitors, writer: Person, bo: Person, cleo: Person, thread: str
) -> None:
    moderator = await opens(hub, visitor, bo, cleo, thread)
    case = moderator.page.path
    await takes(moderator, hub, "warn")
    assert "Warned" in (await moderator.get(case)).words
    hers = await visitor.of(writer)
    for path in ("/notifications", "/me/decisions"):
        assert WHY in (await hers.get(path)).words, path
        assert WHY not in (await (await visitor.of(bo)).get(path)).words, path
    assert "a word of warning" in (await hers.get("/notifications")).words
    _nobody_is_named(await rows(hub), writer)


async def test_a_note_is_for_the_moderators_of_the_case(
    hub: Hub, visitor: Visitors, writer: Person, bo: Person, cleo: Person, thread: str
) -> None:
    moderator = await opens(hub, visitor, bo, cleo, thread)
    case = moderator.page.path
    await takes(moderator, hub, "note")
    assert WHY in (await moderator.get(case)).words
    hers = await visitor.of(writer)
    for path in ("/notifications", "/me/decisions"):
        assert WHY not in (await hers.get(path)).words, path


async def test_who_decides_next_sees_what_was_done_to_the_name_in_its_board(
    hub: Hub, visitor: Visitors, writer: Person, bo: Person, cleo: Person, thread: str
) -> None:
    moderator = await opens(hub, visitor, bo, cleo, thread)
    first = moderator.page.path
    await takes(moderator, hub, "note")
    reporter = await make_person(hub, "Gus")
    page = (await opens(hub, visitor, reporter, cleo, thread)).page
    assert first in page.links() and "a note was kept" in page.words
    assert "Decided before about the same person" in page.words and NAME not in page.words


async def test_a_limited_name_is_slower_without_links_and_its_person_writes_as_before(
    hub: Hub, visitor: Visitors, clock: SettableClock, place: Place, writer: Person, bo: Person,
    cleo: Person, thread: str,
) -> None:  # fmt: skip
    await takes(await opens(hub, visitor, bo, cleo, thread), hub, "limit", "7")
    hers, number = await visitor.of(writer), thread_id(thread)
    form = f"/forum/t/{number}/reply/unnamed"
    assert "limited this name: it posts slowly" in (await hers.get(form)).words, "said beforehand"
    assert "you cannot post links" in (await answer(hers, number, LINK)).words
    assert (await answer(hers, number, "One")).status == 200
    assert "Wait 600 seconds" in (await answer(hers, number, "Two")).words
    named = await place.answers(writer, number, LINK)
    assert not named.held, "under their own name nothing has changed"
    assert "under your other name in that board" in (await hers.get("/me/decisions")).words
    _nobody_is_named(await rows(hub), writer)
    clock.move(days=7)
    hers = await visitor.of(writer)
    assert "limited this name" not in (await hers.get(form)).words
    assert (await answer(hers, number, LINK)).status == 200, "over by itself"


async def test_a_name_rests_until_somebody_else_says_that_was_wrong(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person, cleo: Person, thread: str
) -> None:
    await takes(await opens(hub, visitor, bo, cleo, thread), hub, "freeze", "7")
    hers, number = await visitor.of(writer), thread_id(thread)
    form = await hers.get(f"/forum/{place.board.slug}/unnamed")
    assert "lets this name rest" in form.words and "/me/decisions" in form.links()
    assert "lets this name rest" in (await answer(hers, number, "One")).words
    assert "lets this name rest" in (await ask(hers, place, title="Another")).words
    links = (await hers.get("/notifications")).links()
    page = await visitor().get(next(link for link in links if link.startswith("/appeal/")))
    assert "your other name rests in that board" in page.words and cleo.name not in page.words
    await hers.get(page.path)
    await hers.submit(words="I only asked")
    await hub.outbox.deliver_all()
    second = await visitor.of(await make_person(hub, "Mona", roles=("moderator",)))
    queue = await second.get("/moderation")
    (path,) = set(re.findall(r'href="(/moderation/cases/\w+)"', queue.text))
    assert NAME not in (await second.get(path)).words
    await second.submit(holding=WHAT, outcome="restore", reason="So it was")
    await hub.outbox.deliver_all()
    assert (await answer(hers, number, "Two")).status == 200
    assert "write under your other name again" in (await hers.get("/notifications")).words
    _nobody_is_named(await rows(hub), writer)


async def test_it_is_ended_and_undone_like_any_other(
    hub: Hub, visitor: Visitors, writer: Person, bo: Person, cleo: Person, thread: str
) -> None:
    moderator = await opens(hub, visitor, bo, cleo, thread)
    case = moderator.page.path
    await takes(moderator, hub, "freeze", "7")
    await moderator.get(case)
    page = await moderator.submit(holding="End this measure", lift_reason="It was enough")
    assert page.status == 200, page.words
    await hub.outbox.deliver_all()
    hers = await visitor.of(writer)
    assert (await answer(hers, thread_id(thread), "One")).status == 200
    assert "It was enough" in (await hers.get("/notifications")).words


def _nobody_is_named(found: dict[str, list[str]], writer: Person) -> None:
    for table in (
        "cases",
        "decisions",
        "measures",
        "log_entries",
        "notices",
        "outbox",
        "case_notes",
    ):
        assert table not in found or not [row for row in found[table] if writer.person_id in row], (
            table
        )
