"""About the item: asked to be changed, its conversation locked; and each of it undone."""

from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.people.models import Person
from tests.moderation.conftest import ROOM, Stories
from tests.support.clock import SettableClock
from tests.support.factories import change_community, make_person
from tests.support.visitor import Visitor, Visitors

WORDS = "Words that somebody minds"


async def appeal_of(visitor: Visitor) -> str:
    links = (await visitor.get("/notifications")).links()
    return next(link for link in links if link.startswith("/appeal/"))


async def case_of(moderator: Visitor) -> str:
    links = (await moderator.get("/notifications")).links()
    return next(link for link in links if link.startswith("/moderation/cases/"))


async def test_what_waits_is_changed_as_asked_and_waits_again(
    people: Stories, hub: Hub, visitor: Visitors, clock: SettableClock, bo: Person, cleo: Person
) -> None:
    await change_community(hub, hold_first_posts=1)
    browser = await visitor.of(bo)
    await browser.get(ROOM)
    await browser.submit(f"{ROOM}/messages", body="Mrs Smith of ward 4 says hello")
    await people.decides(cleo, "edit", "Take the name out")
    assert any("asks you to change what you wrote" in words for words in await people.told(bo))
    assert "Mrs Smith" not in await people.sees(cleo)
    page = await browser.get(await appeal_of(browser))
    assert "Take the name out" in page.words
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, cleo) == 0
    clock.move(days=3)
    room = await browser.get(ROOM)
    rows = [r.get("data-id") for r in room.tree.iter("li") if "Mrs Smith" in "".join(r.itertext())]
    path = f"{ROOM}/messages/{next(one for one in rows if one)}/edit"
    assert path in page.links(), "the way leads there, whatever the menu offers"
    await browser.get(path)
    assert (await browser.submit(body="Somebody says hello")).status == 200, "days later too"
    await people.later()
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, cleo) == 1, "it waits again"
    await people.decides(cleo, "release")
    assert "Somebody says hello" in await people.sees(cleo)


async def test_what_stands_is_changed_as_asked_and_the_reporter_hears_of_it(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, WORDS)
    await people.reports(amina, message)
    refused = await people.decides(cleo, "edit")
    assert refused.status == 422 and "Say why. The author reads it." in refused.words
    await people.decides(cleo, "edit", "Leave the name out")
    assert WORDS in await people.sees(amina), "it stays where it is"
    assert any("has asked its author to change" in words for words in await people.told(amina))
    browser = await visitor.of(bo)
    path = f"{ROOM}/messages/{message}/edit"
    await browser.get(path)
    assert (await browser.submit(body="Better words")).status == 200
    assert "Better words" in await people.sees(amina)


async def test_a_locked_room_is_opened_again_by_undoing(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    await people.reports(amina, await people.says(bo, WORDS))
    await people.decides(cleo, "lock", "Everybody shouts")
    assert "Only facilitators can write" in await people.sees(amina)
    assert any("closed the conversation around" in words for words in await people.told(bo))
    moderator = await visitor.of(cleo)
    await moderator.get(await case_of(moderator))
    page = await moderator.submit(holding="Open its conversation again", undo_reason="All is calm")
    assert page.status == 200
    assert "Only facilitators can write" not in await people.sees(amina)
    assert "All is calm" in " ".join(await people.told(bo))


async def test_a_locked_thread_is_signed_by_role_and_an_appeal_opens_it(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    thread = await people.asks(bo, "A question", WORDS)
    reporter = await visitor.of(amina)
    page = await reporter.get(thread)
    await reporter.get(next(link for link in page.links() if link.startswith("/report?")))
    await reporter.submit(reason="rules", note="")
    await people.decides(cleo, "lock", "It goes in circles")
    assert "It goes in circles" in " ".join(await people.told(bo))
    closed = (await reporter.get(thread)).words
    assert "closed" in closed.casefold()
    tools = (await (await visitor.of(other)).get(f"{thread.rpartition('/')[0]}/tools/all")).words
    assert "A moderator" in tools and cleo.name not in tools
    author = await visitor.of(bo)
    await author.get(await appeal_of(author))
    await author.submit(words="It was going well")
    page = await people.decides(other, "restore", "So it was")
    answered = (await author.get(await appeal_of(author))).words
    assert "It was undone" in answered and "So it was" in answered
    await author.get(thread)
    assert author.page.status == 200 and "/replies" in author.page.text


async def test_an_answer_that_left_something_is_asked_anew(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    await people.reports(amina, await people.says(bo, WORDS))
    await people.decides(cleo, "leave")
    before = await people.told(bo)
    moderator = await visitor.of(cleo)
    path = await case_of(moderator)
    await moderator.get(path)
    await moderator.submit(holding="Let it wait again", undo_reason="I read it too fast")
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, cleo) == 1
    assert await people.told(bo) == before, "nobody need learn of a doubt"
    assert any("looks again at what you reported" in words for words in await people.told(amina))
    await people.decides(cleo, "remove", "It names a patient")
    assert WORDS not in await people.sees(amina)


async def test_a_release_is_asked_anew_while_everybody_reads_on(
    people: Stories, hub: Hub, visitor: Visitors, bo: Person, cleo: Person
) -> None:
    await change_community(hub, hold_first_posts=1)
    browser = await visitor.of(bo)
    await browser.get(ROOM)
    await browser.submit(f"{ROOM}/messages", body=WORDS)
    await people.decides(cleo, "release")
    moderator = await visitor.of(cleo)
    await moderator.get(await case_of(moderator))
    await moderator.submit(holding="Let it wait again", undo_reason="I read it too fast")
    assert WORDS in await people.sees(cleo)
    await people.decides(cleo, "remove", "It names a patient")
    assert WORDS not in await people.sees(cleo)


async def test_two_who_undo_at_once_undo_once(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    await people.reports(amina, await people.says(bo, WORDS))
    await people.decides(cleo, "leave")
    moderator = await visitor.of(cleo)
    path = await case_of(moderator)
    other = await visitor.of(await make_person(hub, "Hal", roles=("moderator",)))
    for one in (moderator, other):
        await one.get(path)
    await moderator.submit(holding="Let it wait again", undo_reason="Why")
    second = await other.submit(holding="Let it wait again", undo_reason="Why")
    assert second.status == 422 and "There is nothing to undo here." in second.words
