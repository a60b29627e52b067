"""A board as a feed: for whom it is, what it says, and what it never says."""

from xml.etree import ElementTree

from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.forum.models import BoardKind, Words
from peerhub.forum.service import boards, write
from peerhub.people.models import Person
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.factories import make_token
from tests.support.visitor import Visitors

NAMES = {"a": "http://www.w3.org/2005/Atom"}


def feed_of(slug: str) -> str:
    return f"/api/v1/forum/boards/{slug}/feed"


async def test_a_public_board_is_a_feed_for_everybody(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    await make_board(hub, public=True)
    thread = await begin(hub, amina, "Beans & <slugs>\x01")
    await answer(hub, bo, thread, "The words themselves")
    stranger = visitor()
    page = await stranger.get("/forum/questions")
    links = [e.get("href") for e in page.tree.iter("link") if e.get("rel") == "alternate"]
    assert links == [feed_of("questions")]
    answered = await stranger.get(links[0])
    assert answered.status == 200
    assert answered.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answered.text)
    assert feed.findtext("a:title", namespaces=NAMES) == "Questions"
    entries = feed.findall("a:entry", NAMES)
    assert [e.findtext("a:title", namespaces=NAMES) for e in entries] == ["Beans & <slugs>"]
    link = entries[0].find("a:link", NAMES)
    assert link is not None and link.get("href", "").endswith(path_of(thread))
    assert entries[0].findtext("a:author/a:name", namespaces=NAMES) == "Amina"
    assert entries[0].findtext("a:summary", namespaces=NAMES) == "2 posts."
    assert "The words themselves" not in answered.text
    for needed in ("id", "updated"):
        assert all(e.findtext(f"a:{needed}", namespaces=NAMES) for e in [feed, *entries])


async def test_a_board_for_members_is_a_feed_by_token(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    await make_board(hub)
    await begin(hub, amina)
    assert (await visitor().get(feed_of("questions"))).status == 401
    assert (await visitor().get(feed_of("nowhere"))).status == 401
    head = {"Authorization": f"Bearer {await make_token(hub, bo, 'read')}"}
    assert "Who waters the beans?" in (await visitor().get(feed_of("questions"), headers=head)).text
    head = {"Authorization": f"Bearer {await make_token(hub, bo, 'write')}"}
    assert (await visitor().get(feed_of("questions"), headers=head)).status == 403
    page = await (await visitor.of(bo)).get("/forum/questions")
    assert not [e for e in page.tree.iter("link") if e.get("rel") == "alternate"]


async def test_a_secret_board_has_no_feed_by_token(
    hub: Hub, visitor: Visitors, amina: Person, fay: Person
) -> None:
    async with hub.transaction() as tx:
        board = await boards.open_board_for(
            tx, fay, facilitator="amina", slug="", title="Inner", kind=BoardKind.CONFIDENTIAL
        )
    head = {"Authorization": f"Bearer {await make_token(hub, amina, 'read')}"}
    assert (await visitor().get(feed_of(board.slug), headers=head)).status == 404


async def test_hard_words_are_named_and_what_waits_is_not(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    await make_board(hub, public=True)
    async with hub.transaction() as tx:
        words = Words("It was bad.", to_html("It was bad."), warning="Racism: at work")
        await write.start_thread(
            tx, amina, board="questions", client_id="x", title="What I saw", words=words
        )
    text = (await visitor().get(feed_of("questions"))).text
    assert "Content note: Racism: at work. 1 post." in text
