"""From a room into the forum: proposed, agreed to or not, made; and what never leaves its room."""

import pytest

from peerhub.core.hub import Hub
from peerhub.forum.service import boards
from peerhub.people.blocks import person_name
from peerhub.people.models import Person
from peerhub.people.service.block import block
from peerhub.people.service.leave import leave
from peerhub.rooms.models import MemberState, RoomKind
from peerhub.rooms.service.own_name import take_own_name
from tests.rooms.places import Place, make_place
from tests.support.factories import change_community
from tests.support.visitor import Page, Visitor, Visitors

TITLE = "Who fills in the form?"


@pytest.fixture
async def board(hub: Hub) -> None:
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug="questions", title="Questions")
        await boards.open_board(tx, slug="news", title="News", public=True)


async def talk(place: Place, *said: tuple[Person, str]) -> list[str]:
    return [await place.said_by(person, body) for person, body in said]


def chooser(place: Place, first: str) -> str:
    return f"{place.path}/messages/{first}/extract"


async def propose(browser: Visitor, place: Place, ids: list[str], **fields: str) -> Page:
    """By the way that the message's page shows."""
    page = await browser.get(f"{place.path}/messages/{ids[0]}")
    assert chooser(place, ids[0]) in page.links()
    await browser.get(chooser(place, ids[0]))
    said = {"title": TITLE, "board": "questions", **fields}
    return await browser.submit(messages=ids, **said)


async def answer(browser: Visitor, *ids: str) -> Page:
    """By the way that the notice shows."""
    page = await browser.get("/notifications")
    assert "would like to keep what you said" in page.words
    (path,) = {link for link in page.links() if link.startswith("/extracts/")}
    await browser.get(path)
    button = ("action", "answer" if ids else "refuse")
    return await browser.submit(f"{path}/answer", button=button, messages=list(ids))


async def test_an_exchange_becomes_a_thread_once_all_have_agreed(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, eli: Person, board: None
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    ids = await talk(place, (bo, "Who fills it in?"), (amina, "**You** do."), (eli, "Or I."))
    proposer, one, other = [await visitor.of(p) for p in (amina, bo, eli)]
    page = await propose(proposer, place, ids)
    assert "1 of 3 messages may go so far." in page.words
    page = await answer(one, ids[0])
    assert "2 of 3 messages may go so far." in page.words
    page = await answer(other, ids[2])
    assert page.path.startswith("/forum/t/") and TITLE in page.words
    at = [page.words.index(words) for words in ("Who fills it in?", "You do.", "Or I.")]
    assert at == sorted(at)
    for name in ("Post 1 by Bo", "Post 2 by Amina", "Post 3 by Eli", "said in a room"):
        assert name in page.words
    for browser in (proposer, one):
        assert f"a thread now: “{TITLE}”" in (await browser.get("/notifications")).words
    assert TITLE in (await one.get("/search?q=form")).words, "it can be found"
    await one.get(page.path)
    assert [f for f in one.page.forms() if "withdraw" in f.get("action", "")], "still Bo's words"


async def test_what_is_refused_or_not_answered_stays_in_the_room(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, eli: Person, board: None
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    ids = await talk(place, (amina, "The question"), (bo, "Refused words"), (eli, "No answer"))
    proposer, one = await visitor.of(amina), await visitor.of(bo)
    page = await propose(proposer, place, ids)
    extract = page.path.split("?")[0]
    await answer(one)
    page = await proposer.get(extract)
    assert "1 of 3 messages may go so far." in page.words, "who refused looks like who waits"
    page = await proposer.submit(f"{extract}/end", button=("action", "make"))
    assert "The question" in page.words
    assert "Refused words" not in page.words and "No answer" not in page.words
    page = await (await visitor.of(eli)).get(extract)
    assert "It has become a thread." in page.words
    assert not [f for f in page.forms() if f.get("action") == f"{extract}/end"]
    late = await (await visitor.of(eli)).post(f"{extract}/answer", {"messages": ids[2]})
    assert late.status == 422 and "This was decided already." in late.words


async def test_it_goes_where_everybody_was_told_and_words_that_went_do_not(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, board: None
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    ids = await talk(place, (amina, "The question"), (bo, "An answer"), (bo, "Taken back"))
    proposer, one = await visitor.of(amina), await visitor.of(bo)
    page = await propose(proposer, place, ids, board="news")
    await one.get(page.path.split("?")[0])
    assert "Everybody on the internet could read it" in one.page.words
    await one.get(f"{place.path}/messages/{ids[2]}")
    await one.submit(f"{place.path}/messages/{ids[2]}/withdraw")
    page = await answer(one, ids[1])
    assert "An answer" in page.words and "Taken back" not in page.words
    assert "/forum/news" in page.links()


@pytest.mark.parametrize("kind", [RoomKind.PRIVATE, RoomKind.CONFIDENTIAL])
async def test_nothing_leaves_a_secret_room(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, board: None, kind: RoomKind
) -> None:
    place = await make_place(hub, kind)
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    ids = await talk(place, (amina, "One"), (bo, "Two"))
    browser = await visitor.of(amina)
    page = await browser.get(f"{place.path}/messages/{ids[0]}")
    assert page.status == 200 and chooser(place, ids[0]) not in page.links()
    assert (await browser.get(chooser(place, ids[0]))).status == 404
    fields = {"title": "x", "board": "questions", "messages": ids}
    assert (await browser.post(chooser(place, ids[0]), fields)).status == 404


async def test_a_name_for_the_room_alone_is_credited_and_joined_to_nobody(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, board: None
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    await place.set(own_names=True)
    async with hub.transaction() as tx:
        await take_own_name(tx, bo, place.room.slug, "River")
    ids = await talk(place, (amina, "The question"), (bo, "An answer"))
    proposer, one = await visitor.of(amina), await visitor.of(bo)
    assert (await one.get(chooser(place, ids[0]))).status == 404, "it would show the hub name"
    await propose(proposer, place, ids)
    page = await answer(one, ids[1])
    assert "Post 2 by River" in page.words and "by Bo" not in page.words
    posts = (await proposer.get(f"/api/v1/forum/threads/{page.path.split('/')[3]}/posts")).text
    assert "River" in posts and '"bo"' not in posts and bo.person_id not in posts


async def test_only_its_people_know_of_it(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person, board: None
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    ids = await talk(place, (amina, "One"), (bo, "Two"))
    page = await propose(await visitor.of(amina), place, ids)
    extract = page.path.split("?")[0]
    for person in (cleo,):
        assert (await (await visitor.of(person)).get(extract)).status == 404
    stranger = await visitor.of(bo)
    assert (await stranger.post(f"{extract}/end", {"action": "make"})).status == 404


async def test_what_a_block_hides_cannot_be_chosen(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, eli: Person, board: None
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    ids = await talk(place, (amina, "One"), (bo, "Hidden"), (eli, "Three"))
    async with hub.transaction() as tx:
        await block(tx, amina, blocked_name=person_name(bo.person_id))
    browser = await visitor.of(amina)
    page = await browser.get(chooser(place, ids[0]))
    assert "Hidden" not in page.words and "Three" in page.words
    fields = {"title": "x", "board": "questions", "messages": ids}
    page = await browser.post(chooser(place, ids[0]), fields)
    assert page.status == 422 and "One of these messages is gone." in page.words


async def test_one_message_is_no_exchange_and_a_newcomer_waits(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, board: None
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    ids = await talk(place, (amina, "One"), (bo, "Two"))
    browser = await visitor.of(amina)
    page = await propose(browser, place, ids[:1])
    assert page.status == 422 and "Choose two to 30 messages." in page.words
    await change_community(hub, hold_first_posts=5)
    page = await propose(browser, place, ids)
    assert page.status == 422 and "You can do this later." in page.words


async def test_who_leaves_takes_their_part_out_of_what_is_not_made(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, eli: Person, board: None
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    ids = await talk(place, (amina, "One"), (bo, "Two"), (eli, "Three"))
    proposer = await visitor.of(amina)
    extract = (await propose(proposer, place, ids)).path.split("?")[0]
    await answer(await visitor.of(bo), ids[1])
    async with hub.transaction() as tx:
        await leave(tx, bo, hub.personal)
    page = await proposer.get(extract)
    assert "Two" not in page.words and "1 of 2 messages may go so far." in page.words
