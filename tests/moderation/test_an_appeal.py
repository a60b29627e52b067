"""What was removed can be asked about: by its author alone, of somebody else, and undone."""

from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.people.models import Person
from tests.moderation.conftest import Stories
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.visitor import Visitor, Visitors

WORDS = "Words that somebody minds"


async def removed(people: Stories, reporter: Person, author: Person, by: Person) -> str:
    """The address that the author is told, after their message was removed."""
    await people.reports(reporter, await people.says(author, WORDS))
    await people.decides(by, "remove", "It names a patient")
    await people.later()
    visitor = await people.visitors.of(author)
    links = (await visitor.get("/notifications")).links()
    return next(link for link in links if link.startswith("/appeal/"))


async def asks(visitor: Visitor, path: str, words: str = "It was no patient") -> Visitor:
    await visitor.get(path)
    await visitor.submit(words=words)
    return visitor


async def test_somebody_else_decides_and_everybody_is_told(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    path = await removed(people, amina, bo, cleo)
    stranger = await asks(visitor(), path)  # signed out, as one who was shut out
    assert "You asked for another look" in stranger.page.words
    assert WORDS in stranger.page.words and "It names a patient" in stranger.page.words
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, cleo) == 0, "not who removed it"
        assert await access.count_for_moderator(db, other) == 1
    assert any("asks for another look" in words for words in await people.told(other))
    page = await people.decides(other, "restore", "You are right")
    assert "It can be read again. Its author is told." in page.words
    assert WORDS in await people.sees(amina)
    assert "The reason: “You are right”." in " ".join(await people.told(bo))
    told = " ".join(await people.told(amina))
    assert "Somebody looked again at what you reported" in told
    answer = await stranger.get(path)
    assert "It can be read again" in answer.words and "You are right" in answer.words
    assert other.name not in answer.words and cleo.name not in answer.words


async def test_it_may_stay_removed_with_a_reason(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    path = await removed(people, amina, bo, cleo)
    author = await asks(await visitor.of(bo), path)
    refused = await people.decides(other, "uphold")
    assert refused.status == 422 and "Say why. The author reads it." in refused.words
    await people.decides(other, "uphold", "The ward is named")
    assert WORDS not in await people.sees(amina)
    assert "The reason: “The ward is named”." in " ".join(await people.told(bo))
    assert "looked again at what you reported" not in " ".join(await people.told(amina))
    assert "It stays removed" in (await author.get(path)).words


async def test_with_no_other_moderator_it_goes_to_the_reviewer(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    reviewer = await make_person(hub, "Rue", roles=("reviewer",))
    await asks(visitor(), await removed(people, amina, bo, cleo))
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, reviewer) == 1
        assert await access.count_for_moderator(db, cleo) == 0


async def test_undecided_for_two_days_it_climbs(
    people: Stories,
    hub: Hub,
    visitor: Visitors,
    clock: SettableClock,
    amina: Person,
    bo: Person,
    cleo: Person,
) -> None:
    await make_person(hub, "Hal", roles=("moderator",))
    reviewer = await make_person(hub, "Rue", roles=("reviewer",))
    await asks(visitor(), await removed(people, amina, bo, cleo))
    for seen in (0, 0, 1):
        async with hub.reading() as db:
            assert await access.count_for_moderator(db, reviewer) == seen
        clock.move(hours=48)
        await hub.outbox.deliver_all()


async def test_one_appeal_a_decision_and_a_retry_is_the_same(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    path = await removed(people, amina, bo, cleo)
    stranger = visitor()
    page = await stranger.get(path)
    empty = await stranger.submit(words="  ")
    assert empty.status == 422 and "Say in a sentence why" in empty.words
    form = (await stranger.get(path)).form(path)
    key = next(i.get("value") for i in form.iter("input") if i.get("name") == "client_id")
    token = next(i.get("value") for i in form.iter("input") if i.get("name") == "_token")
    for _again in range(2):
        sent = {"client_id": str(key), "words": "It was no patient", "_token": str(token)}
        page = await stranger.post(path, sent)
        assert page.status == 200 and "You asked for another look" in page.words
    sent["client_id"] = "another"
    page = await stranger.post(path, sent)
    assert page.status == 422 and "You have asked for another look already." in page.words
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, other) == 1


async def test_only_who_has_the_address_gets_in_and_not_for_ever(
    people: Stories,
    hub: Hub,
    visitor: Visitors,
    clock: SettableClock,
    amina: Person,
    bo: Person,
    cleo: Person,
) -> None:
    path = await removed(people, amina, bo, cleo)
    stranger = visitor()
    for wrong in (path[:-1] + ("0" if path[-1] != "0" else "1"), path[:-1], path + "0"):
        assert (await stranger.get(wrong)).status == 404
    clock.move(days=91)
    page = await stranger.get(path)
    assert "more than 90 days ago" in page.words and not page.tree.findall(".//main//textarea")
    sent = await stranger.post(path, {"client_id": "c", "words": "Late"})
    assert sent.status in (403, 422)


async def test_a_moderator_undoes_a_removal(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await removed(people, amina, bo, cleo)
    notices = await (await people.visitors.of(cleo)).get("/notifications")
    link = next(x for x in notices.links() if x.startswith("/moderation/cases/"))
    moderator = await people.visitors.of(cleo)
    await moderator.get(link)
    refused = await moderator.submit(holding="Show it again", undo_reason="")
    assert refused.status == 422 and "Say why. The author reads it." in refused.words
    await moderator.get(link)
    page = await moderator.submit(holding="Show it again", undo_reason="I was wrong")
    assert "It can be read again" in page.words and "Show it again" not in page.words
    assert WORDS in await people.sees(amina)
    assert "The reason: “I was wrong”." in " ".join(await people.told(bo))
    again = await moderator.post(f"{link}/undo", {"undo_reason": "Twice"})
    assert again.status == 422 and "There is nothing to undo here." in again.words


async def test_undoing_the_removal_answers_the_appeal_too(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    path = await removed(people, amina, bo, cleo)
    author = await asks(visitor(), path)
    moderator = await people.visitors.of(cleo)
    notices = await moderator.get("/notifications")
    await moderator.get(next(x for x in notices.links() if x.startswith("/moderation/cases/")))
    await moderator.submit(holding="Show it again", undo_reason="I was wrong")
    page = await author.get(path)
    assert "It can be read again" in page.words and "I was wrong" in page.words
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, other) == 0
    assert sum("can be read again" in words for words in await people.told(bo)) == 1


async def test_where_nobody_may_decide_the_page_says_so(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    author = await asks(visitor(), await removed(people, amina, bo, cleo))
    assert "nobody in this hub may decide it" in author.page.words
    await make_person(hub, "Rue", roles=("reviewer",))
    page = await author.get(author.page.path)
    assert "Somebody looks at it who has not decided" in page.words
