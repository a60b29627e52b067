"""Blocking at the doors: both sides, in the hub, in the forum and in rooms; and what it must not tell."""

import pytest

from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.forum.models import Words
from peerhub.forum.service import boards, write
from peerhub.people.models import Person
from peerhub.people.store import blocks
from peerhub.rooms.models import MemberState, RoomKind
from peerhub.rooms.service.own_name import take_own_name
from tests.rooms.places import Place, make_place
from tests.support.factories import make_person
from tests.support.visitor import Visitor, Visitors


async def begin_thread(hub: Hub, person: Person, title: str, body: str = "How?") -> str:
    async with hub.transaction() as tx:
        words = Words(body, to_html(body))
        written = await write.start_thread(
            tx, person, board="questions", client_id=title, title=title, words=words
        )
    return f"/forum/t/{written.thread_id}/{written.slug}"


@pytest.fixture
async def board(hub: Hub) -> None:
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug="questions", title="Questions")


async def reply(hub: Hub, person: Person, path: str, body: str, reply_to: str = "") -> None:
    async with hub.transaction() as tx:
        words = Words(body, to_html(body), reply_to or None)
        thread_id = path.split("/")[3]
        await write.reply(tx, person, thread_id=thread_id, client_id=body, words=words)


async def block_bo(visitor: Visitors, amina: Person) -> Visitor:
    """Through both steps, as a person would."""
    browser = await visitor.of(amina)
    page = await browser.get("/people/bo")
    assert "/people/bo/block" in page.links()
    page = await browser.get("/people/bo/block")
    assert "neither of you reads" in page.words and "They are not told" in page.words
    await browser.submit()
    assert browser.page.path.startswith("/me/blocks") and "Bo" in browser.page.words
    return browser


async def test_neither_finds_the_others_page(visitor: Visitors, amina: Person, bo: Person) -> None:
    one, other = await block_bo(visitor, amina), await visitor.of(bo)
    for browser, path in ((one, "/people/bo"), (other, "/people/amina")):
        assert (await browser.get(path)).status == 404
        assert (await browser.get(f"{path}/block")).status == 404
    assert "Amina" not in (await other.get("/me/blocks")).words, "they are not told"
    await one.get("/me/blocks")
    await one.submit("/me/blocks", holding="Bo")
    assert (await other.get("/people/amina")).status == 200
    assert (await one.get("/people/bo")).status == 200


async def test_nobody_blocks_themselves(visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(amina)
    assert "/people/amina/block" not in (await browser.get("/people/amina")).links()
    page = await browser.post("/people/amina/block")
    assert page.status == 422 and "This is you" in page.words


@pytest.mark.parametrize("reader", ["amina", "bo"])
@pytest.mark.usefixtures("board")
async def test_the_forum_folds_away_what_either_wrote(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, eli: Person, reader: str
) -> None:
    names = {"amina": amina, "bo": bo}
    other = names["bo" if reader == "amina" else "amina"]
    theirs = await begin_thread(hub, other, "What they began")
    path = await begin_thread(hub, eli, "A common thread")
    await reply(hub, other, path, "What they answered")
    await reply(hub, eli, path, "What Eli answered")
    await block_bo(visitor, amina)
    browser = await visitor.of(names[reader])
    page = await browser.get(path)
    assert "What they answered" not in page.text and other.name not in page.words
    assert "Post 3 by Eli" in page.words, "the numbers of the others stay"
    assert (await browser.get(theirs)).status == 404
    for address in ("/forum/questions", "/", "/api/v1/forum/threads?limit=1"):
        listed = await browser.get(address)
        assert "What they began" not in listed.text, address
        assert "A common thread" in listed.text, address
    posts = await browser.get(f"/api/v1{path.rpartition('/')[0].replace('/t/', '/threads/')}/posts")
    assert [post["number"] for post in posts.json()["items"]] == [1, 3]


@pytest.mark.usefixtures("board")
async def test_a_list_does_not_name_a_blocked_last_writer(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, eli: Person
) -> None:
    path = await begin_thread(hub, eli, "A common thread")
    await reply(hub, bo, path, "The newest words")
    browser = await visitor.of(amina)
    assert "Last: Bo," in (await browser.get("/forum/questions")).words
    await block_bo(visitor, amina)
    assert "Last: Bo," not in (await browser.get("/forum/questions")).words


@pytest.mark.usefixtures("board")
async def test_who_moderates_still_sees_both(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    gina = await make_person(hub, "Gina", roles=("moderator@space:questions",))
    path = await begin_thread(hub, bo, "What Bo began")
    browser = await visitor.of(gina)
    await browser.get("/people/bo/block")
    await browser.submit()
    assert "How?" in (await browser.get(path)).words
    assert (await browser.get("/people/bo")).status == 404, (
        "their own page is no place of the board"
    )


@pytest.mark.usefixtures("board")
async def test_no_notice_crosses_a_block(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, eli: Person
) -> None:
    path = await begin_thread(hub, amina, "Amina asks")
    browser = await block_bo(visitor, amina)
    mine = await visitor.of(bo)
    assert (await mine.get(path)).status == 404
    eli_path = await begin_thread(hub, eli, "Eli asks")
    await reply(hub, bo, eli_path, "Bo answers Eli")
    await reply(hub, eli, path, "Eli answers Amina")
    await hub.outbox.deliver_all()
    assert "Eli replied" in (await browser.get("/notifications")).words
    assert "Bo" not in browser.page.words


async def own_name_in(hub: Hub, place: Place, person: Person, name: str) -> None:
    async with hub.transaction() as tx:
        await take_own_name(tx, person, place.room.slug, name)


async def test_a_name_is_blocked_from_a_message_and_no_other_name_of_theirs(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, RoomKind.PRIVATE, title="Willow")
    await place.set(own_names=True)
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    await own_name_in(hub, place, bo, "Heron")
    said = await place.said_by(bo, "A hard word")
    browser = await visitor.of(amina)
    page = await browser.get(f"{place.path}/messages/{said}")
    await browser.submit(f"{place.path}/messages/{said}/block")
    assert browser.page.path.startswith("/me/blocks")
    assert "Heron" in browser.page.words and "Only in Willow" in browser.page.words
    assert "A hard word" not in (await browser.get(place.path)).text
    assert (await browser.get(f"{place.path}/messages/{said}")).status == 404
    assert (await browser.get("/people/bo")).status == 200, "a block tells no other name"
    await browser.get("/me/blocks")
    assert bo.person_id not in browser.page.text and place.room.room_id not in browser.page.text
    await place.put(amina, MemberState.REMOVED)
    page = await browser.get("/me/blocks")
    assert "Willow" not in page.words and "Heron" not in page.words and "Unblock" in page.words


async def test_a_hidden_message_cannot_be_read_through_a_report(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    said = await place.said_by(amina, "Words for others")
    await block_bo(visitor, amina)
    browser = await visitor.of(bo)
    assert (await browser.get(f"/report?kind=message&id={said}")).status == 404


async def test_one_takes_ones_blocks_along_and_leaves_none(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    browser, other = await block_bo(visitor, amina), await visitor.of(bo)
    blocked = (await browser.get("/me/data/export")).json()["parts"]["people"]["blocks"]
    assert [one["name"] for one in blocked] == ["Bo"]
    assert (await other.get("/me/data/export")).json()["parts"]["people"]["blocks"] == []
    await browser.get("/me/data")
    await browser.submit("/me/data/leave", sure="yes")
    async with hub.reading() as db:
        assert await blocks.list_all_blocks(db) == []
