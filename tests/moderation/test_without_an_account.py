"""What strangers can read they can report; what came of it stands at an address that they alone have."""

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.people.models import Person
from tests.forum.threads import answer, begin, make_board, path_of
from tests.moderation.conftest import Stories
from tests.support.visitor import Visitors


@pytest.fixture
async def public_post(hub: Hub, amina: Person, bo: Person) -> str:
    """The thread on a public board in which Bo said something."""
    await make_board(hub, "news", public=True)
    thread = await begin(hub, amina, board="news")
    await answer(hub, bo, thread, "Words about a patient")
    return path_of(thread)


async def test_from_a_public_post_to_what_was_decided(
    people: Stories, visitor: Visitors, bo: Person, cleo: Person, public_post: str
) -> None:
    stranger = visitor()
    page = await stranger.get(public_post)
    links = [link for link in page.links() if link.startswith("/report?kind=post")]
    assert len(links) == 2
    form = await stranger.get(links[1])
    assert "Words about a patient" in form.words and "People who must not see" not in form.words
    thanks = await stranger.submit(holding="Send the report", reason="private", note="That is me")
    assert "keep its address" in thanks.words and "has the reference" in thanks.words
    page = await people.decides(cleo, "remove", "Somebody can be known by it")
    assert "Removed. Its author is told why." in page.words
    assert any("A moderator removed what you wrote" in words for words in await people.told(bo))
    later = await stranger.get(thanks.path)
    assert "A moderator removed it." in later.words
    assert "Somebody can be known by it" not in later.words, "that is between them and its author"


async def test_nobody_else_opens_it(
    visitor: Visitors, amina: Person, cleo: Person, public_post: str
) -> None:
    stranger = visitor()
    links = [x for x in (await stranger.get(public_post)).links() if x.startswith("/report?")]
    await stranger.get(links[0])
    thanks = await stranger.submit(holding="Send the report", reason="spam")
    reference, secret = thanks.path.split("/")[2:4]
    other = visitor()
    for wrong in (f"{secret[:-1]}x", secret[:-1], "none"):
        assert (await other.get(f"/report/{reference}/{wrong}")).status == 404
    for person in (amina, cleo):
        assert (await (await visitor.of(person)).get(f"/report/{reference}")).status == 404


async def test_what_is_not_public_leads_to_the_sign_in_whether_or_not_it_exists(
    people: Stories, visitor: Visitors, bo: Person
) -> None:
    message = await people.says(bo, "Words")
    stranger = visitor()
    for item in (f"kind=message&id={message}", "kind=post&id=none", "kind=dragon&id=x"):
        page = await stranger.get(f"/report?{item}", follow=False)
        assert page.status == 303 and page.headers["location"].startswith("/sign-in")
        sent = dict(part.split("=") for part in item.split("&"))
        sent |= {"reason": "rules", "client_id": "c-1"}
        refused = await stranger.post("/report", sent, follow=False)
        assert refused.status == 303 and refused.headers["location"].startswith("/sign-in")


async def test_a_flood_from_one_address_is_slowed(
    hub: Hub, visitor: Visitors, cleo: Person, public_post: str
) -> None:
    stranger = visitor()
    links = [x for x in (await stranger.get(public_post)).links() if x.startswith("/report?")]
    statuses = []
    for _n in range(32):
        await stranger.get(links[0])
        statuses.append((await stranger.submit(holding="Send the report", reason="spam")).status)
    assert statuses[:30] == [200] * 30 and statuses[-1] == 429
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, cleo) == 1, "thirty reports are one case"
