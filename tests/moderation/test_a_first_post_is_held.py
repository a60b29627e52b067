"""A new member's first words wait for a moderator, who releases them or says why not."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.moderation.conftest import ROOM, Stories
from tests.support.factories import change_community
from tests.support.visitor import Visitors

WAITS = "Waiting for a moderator"


@pytest.fixture(autouse=True)
async def first_posts_are_held(hub: Hub) -> None:
    await change_community(hub, hold_first_posts=1)


async def test_it_waits_is_released_and_its_author_is_told(
    people: Stories, amina: Person, bo: Person, cleo: Person
) -> None:
    await people.says(bo, "May I ask about leave?")
    assert WAITS in await people.sees(bo)
    assert "May I ask" not in await people.sees(amina)
    assert any("Kitchen table something new waits" in n for n in await people.told(cleo))
    page = await people.decides(cleo, "release")
    assert "Released. Its author is told." in page.words
    assert "Nothing waits. Thank you" in page.words
    assert "May I ask about leave?" in await people.sees(amina)
    assert WAITS not in await people.sees(bo)
    assert "What you wrote in Kitchen table can now be read there." in (await people.told(bo))[0]
    await people.says(bo, "And a second thing.")
    assert "And a second thing." in await people.sees(amina)


async def test_removing_it_needs_a_reason_that_its_author_reads(
    people: Stories, amina: Person, bo: Person, cleo: Person
) -> None:
    await people.says(bo, "Buy my cheap watches")
    refused = await people.decides(cleo, "remove")
    assert refused.status == 422
    assert "Say why. The author reads it." in refused.words
    page = await people.decides(cleo, "remove", "Advertising has no place here")
    assert "Removed. Its author is told why." in page.words
    told = (await people.told(bo))[0]
    assert "The reason: “Advertising has no place here”" in told
    assert "open this and ask for another look" in told
    assert "Cleo" not in told
    assert "cheap watches" not in await people.sees(amina)


async def test_a_held_thread_once_released_tells_nobody_twice(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await people.asks(bo, "Who knows about leave?", "I ask for a colleague.")
    assert "Who knows" not in await people.sees(amina, "/forum/questions")
    page = await people.opens_case(cleo)
    assert "Held post in Questions" in page.page.words
    assert "Who knows about leave?" in page.page.words
    await page.submit(holding="What should happen", outcome="release")
    assert "I ask for a colleague." in await people.sees(amina, path.partition("?")[0])
    assert len([n for n in await people.told(bo) if "can now be read there" in n]) == 1


async def test_words_changed_after_they_were_read_are_not_released_unread(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await people.asks(bo, "Who knows about leave?", "A kind question.")
    reading = await people.opens_case(cleo)
    author = await visitor.of(bo)
    page = await author.get(path.partition("?")[0])
    edit = next(link for link in page.links() if link.endswith("/edit"))
    await author.get(edit)
    assert (await author.submit(body="Quite other words.")).status == 200
    refused = await reading.submit(holding="What should happen", outcome="release")
    assert refused.status == 422
    assert "has changed this since you opened it" in refused.words
    assert "Quite other words." in refused.words
    again = await reading.submit(holding="What should happen", outcome="release")
    assert "Released." in again.words
    assert "Quite other words." in await people.sees(amina, path.partition("?")[0])


async def test_what_its_author_took_back_can_only_be_closed(
    people: Stories, visitor: Visitors, bo: Person, cleo: Person
) -> None:
    path = await people.asks(bo, "Who knows about leave?", "A question.")
    author = await visitor.of(bo)
    page = await author.get(path.partition("?")[0])
    withdraw = next(f.get("action") for f in page.forms() if "withdraw" in (f.get("action") or ""))
    await author.submit(withdraw or "")
    reading = await people.opens_case(cleo)
    assert "Its author has taken it back" in reading.page.words
    assert "Release it" not in reading.page.words
    closed = await reading.submit(holding="What should happen", outcome="leave")
    assert "Left as it is." in closed.words
    assert [n for n in await people.told(bo) if "moderator" in n] == []


async def test_administrators_hear_of_a_case_that_nobody_may_decide(
    people: Stories, visitor: Visitors, bo: Person, fay: Person
) -> None:
    await people.says(bo, "Hello?")
    assert any("nobody may decide it" in n for n in await people.told(fay))
    assert (await (await visitor.of(fay)).get("/moderation")).status == 403


async def test_the_room_stays_as_it_is_until_then(people: Stories, bo: Person, eli: Person) -> None:
    await people.says(bo, "Hello?")
    assert "Hello?" not in await people.sees(eli, ROOM)
