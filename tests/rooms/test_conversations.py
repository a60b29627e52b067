"""Direct conversations at the doors: a request of plain text, its answers, and who learns what."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.blocks import person_name
from peerhub.people.models import Person
from peerhub.people.service.block import block
from peerhub.rooms.models import ChangeKind, MemberState, NewChange, NewMessage, RoomKind
from peerhub.rooms.service.change import change_messages
from peerhub.rooms.service.post import post_messages
from tests.rooms.places import make_place, seen
from tests.rooms.talks import WORDS, ask, slug_of, talking
from tests.support.clock import SettableClock
from tests.support.factories import change_community, make_person
from tests.support.visitor import Visitors


@pytest.fixture
async def ben(hub: Hub) -> Person:
    return await make_person(hub, "Ben")


async def test_a_request_is_accepted_and_both_write(
    visitor: Visitors, amina: Person, ben: Person
) -> None:
    one, other = await visitor.of(amina), await visitor.of(ben)
    assert "/messages/new?to=ben" in (await one.get("/people/ben")).links()
    assert (await ask(one, "ben")).status == 200
    page = await other.get("/messages")
    assert "Amina asks to write with you" in page.words and "Messages 1 new" in page.text.replace(
        '</span> <span class="badge badge--new">', " "
    )
    assert "Amina asks to write with you" in (await other.get("/notifications")).words
    slug = await slug_of(one)
    page = await other.get(f"/messages/{slug}")
    assert WORDS in page.words and "https://example.org/a" not in page.links()
    await other.submit(f"/messages/{slug}", button=("action", "accept"))
    page = await other.get(f"/rooms/{slug}")
    assert "Conversation with Amina" in page.words and WORDS in page.words
    await other.submit(f"/rooms/{slug}/messages", body="Gladly")
    page = await one.get(f"/rooms/{slug}")
    assert "Gladly" in page.words and "Conversation with Ben" in page.words
    assert "Ben has accepted" in (await one.get("/notifications")).words
    assert "<title>A conversation" in (await one.get(f"/rooms/{slug}")).text


async def test_until_somebody_accepts_the_asker_writes_nothing_more(
    hub: Hub, visitor: Visitors, amina: Person, ben: Person
) -> None:
    one = await visitor.of(amina)
    await ask(one, "ben")
    slug = await slug_of(one)
    page = await one.get(f"/rooms/{slug}")
    assert "Your request waits for an answer" in page.words and WORDS in page.words
    async with hub.transaction() as tx:
        draft = NewMessage(amina.person_id, slug, "c-1", "And again", "<p>And again</p>")
        (refused,) = await post_messages(tx, [draft])
        assert "waits for an answer" in str(refused)
        message = page.text.partition('id="m-')[2].partition('"')[0]
        edit = NewChange(
            ChangeKind.EDIT, amina.person_id, "c-2", message, body="Other", html="<p>Other</p>"
        )
        (refused,) = await change_messages(tx, [edit])
        assert "waits for an answer" in str(refused)
    page = await ask(one, "ben", "A second request")
    assert page.status == 422 and "You have asked Ben already" in page.words


@pytest.mark.parametrize("action", ["decline", "block"])
async def test_who_declines_is_told_of_to_nobody(
    visitor: Visitors, amina: Person, ben: Person, action: str
) -> None:
    one, other = await visitor.of(amina), await visitor.of(ben)
    await ask(one, "ben")
    slug = await slug_of(one)
    before = [seen(await one.get(path), slug) for path in (f"/rooms/{slug}", "/notifications")]
    listed = (await one.get("/messages")).words
    await other.get(f"/messages/{slug}")
    await other.submit(f"/messages/{slug}", button=("action", action))
    after = [seen(await one.get(path), slug) for path in (f"/rooms/{slug}", "/notifications")]
    assert [(status, _plain(text)) for status, text, _ in after] == [
        (status, _plain(text)) for status, text, _ in before
    ]
    assert (await one.get("/messages")).words == listed and "Nobody has accepted yet" in listed
    assert (await other.get(f"/messages/{slug}")).status == 404
    assert (await other.get(f"/rooms/{slug}")).status == 404
    assert "Amina" not in (await other.get("/messages")).words
    assert ("Amina" in (await other.get("/me/blocks")).words) == (action == "block")
    assert (await ask(one, "ben", "Again")).status == 422


def _plain(text: str) -> str:
    """A page without what is new at each look: ids for writes."""
    return "\n".join(line for line in text.splitlines() if 'name="id"' not in line)


@pytest.mark.parametrize("blocker", ["amina", "ben"])
async def test_a_blocked_request_looks_as_if_it_waited(
    hub: Hub, visitor: Visitors, amina: Person, ben: Person, blocker: str
) -> None:
    people = {"amina": amina, "ben": ben}
    other = people["ben" if blocker == "amina" else "amina"]
    async with hub.transaction() as tx:
        await block(tx, people[blocker], blocked_name=person_name(other.person_id))
    one, asked = await visitor.of(amina), await visitor.of(ben)
    assert (await ask(one, "ben")).path.startswith("/messages?f=sent")
    assert "Nobody has accepted yet" in one.page.words
    slug = await slug_of(one)
    assert "Your request waits" in (await one.get(f"/rooms/{slug}")).words
    for path in ("/messages", "/notifications"):
        assert "Amina" not in (await asked.get(path)).words
    assert (await asked.get(f"/messages/{slug}")).status == 404
    assert (await asked.post(f"/messages/{slug}", {"action": "accept"})).status == 404


async def test_new_people_and_held_people_start_none(
    hub: Hub, visitor: Visitors, amina: Person, ben: Person, clock: SettableClock
) -> None:
    new = await make_person(hub, "Nia", days=5)
    browser = await visitor.of(new)
    page = await ask(browser, "ben")
    assert page.status == 422 and "In 2 days you can write to people" in page.words
    clock.move(days=2)
    assert (await ask(browser, "ben")).path.startswith("/messages?f=sent")
    await change_community(hub, hold_first_posts=1)
    page = await ask(await visitor.of(amina), "ben")
    assert page.status == 422 and "A moderator reads your first posts" in page.words


async def test_each_chooses_who_may_ask(
    hub: Hub, visitor: Visitors, amina: Person, ben: Person
) -> None:
    one, other = await visitor.of(amina), await visitor.of(ben)
    for choice in ("nobody", "rooms"):
        await other.get("/messages")
        await other.submit("/messages/who", who=choice)
        page = await ask(one, "ben")
        assert page.status == 422 and "Ben takes no requests" in page.words
    place = await make_place(hub, RoomKind.PRIVATE)
    for hidden, seen_there in ((amina, ben), (ben, amina)):
        await place.put(hidden, MemberState.MEMBER, own_handle="x_")
        await place.put(seen_there, MemberState.MEMBER, own_handle=None)
        assert (await ask(one, "ben")).status == 422, "it would join a room's name to a hub's"
    for person in (amina, ben):
        await place.put(person, MemberState.MEMBER, own_handle=None)
    assert (await ask(one, "ben")).path.startswith("/messages?f=sent")


@pytest.mark.parametrize(
    ("to", "words"),
    [("amina", "One of these is you"), ("nobody-here", "Nobody here has the handle"),
     ("p1 p2 p3 p4 p5 p6 p7 p8", "at most eight people")],
)  # fmt: skip
async def test_whom_one_cannot_ask(
    hub: Hub, visitor: Visitors, amina: Person, to: str, words: str
) -> None:
    for n in range(1, 9):
        await make_person(hub, f"P{n}")
    browser = await visitor.of(amina)
    page = await ask(browser, to.replace(" ", "+"))
    assert page.status == 422 and words in page.words
    page = await ask(browser, "p1", "x" * 1_001)
    assert page.status == 422 and "at most 1000 signs" in page.words
    assert (await ask(browser, "p1+p2+p3+p4+p5+p6+p7")).path.startswith("/messages?f=sent")


async def test_who_leaves_reads_no_more_and_the_last_one_writes_to_nobody(
    visitor: Visitors, amina: Person, ben: Person
) -> None:
    one, other = await visitor.of(amina), await visitor.of(ben)
    slug = await talking(one, other, "ben")
    await other.get(f"/rooms/{slug}/about")
    await other.submit(f"/rooms/{slug}/membership", holding="leave")
    assert (await other.get(f"/rooms/{slug}")).status == 404
    page = await one.get(f"/rooms/{slug}")
    assert "Nobody else is in this conversation any more" in page.words


async def test_three_talk_once_the_first_accepts(
    hub: Hub, visitor: Visitors, amina: Person, ben: Person, eli: Person
) -> None:
    one, other, third = [await visitor.of(person) for person in (amina, ben, eli)]
    slug = await talking(one, other, "ben+eli")
    assert "Conversation with Ben and Eli" in (await one.get(f"/rooms/{slug}")).words
    assert "Also asked: Ben" in (await third.get(f"/messages/{slug}")).words
    assert (await third.get(f"/rooms/{slug}")).status == 404


async def test_who_left_the_hub_is_in_no_title(
    visitor: Visitors, amina: Person, ben: Person
) -> None:
    one, other = await visitor.of(amina), await visitor.of(ben)
    await ask(one, "ben")
    slug = await slug_of(one)
    await one.get("/me/data")
    await one.submit("/me/data/leave", sure="yes")
    assert (await other.get(f"/messages/{slug}")).status == 404
    assert "Amina" not in (await other.get("/messages")).words
