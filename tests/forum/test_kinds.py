"""Kinds of boards × how somebody stands to them: what they see, read and may write."""

import pytest

from peerhub.core.hub import Hub
from peerhub.forum.models import BoardKind, MemberState
from peerhub.forum.service.remove import let_back_in, remove_member
from peerhub.people.models import Person
from tests.forum.places import Place, make_place
from tests.rooms.places import seen
from tests.support.factories import make_person, make_token
from tests.support.visitor import Visitor, Visitors

OPEN, RESTRICTED, PRIVATE, CONFIDENTIAL = BoardKind
KINDS = tuple(BoardKind)
STATES = {
    "member": None,
    "asked": MemberState.ASKED,
    "invited": MemberState.INVITED,
    "inside": MemberState.MEMBER,
    "removed": MemberState.REMOVED,
}
ROLES = {
    "administrator": ("administrator",),
    "moderator": ("moderator",),
    "facilitator": ("facilitator",),
    "lead": ("safeguarding",),
}

# Five signs for each: listed at /forum; the board's page (d is the door, l the threads, 0 is 404);
# the thread's page; whether a thread is taken; the status of the API's threads of this board.
TABLE = {
    "anonymous": {OPEN: "-00-4", RESTRICTED: "-00-4", PRIVATE: "-00-4", CONFIDENTIAL: "-00-4"},
    "public": {OPEN: "yll-4"},
    "member": {OPEN: "yllp2", RESTRICTED: "yd0-0", PRIVATE: "-00-0", CONFIDENTIAL: "-00-0"},
    "asked": {RESTRICTED: "yd0-0"},
    "invited": {PRIVATE: "yd0-0", CONFIDENTIAL: "yd0-0"},
    "inside": {RESTRICTED: "yllp2", PRIVATE: "yllp2", CONFIDENTIAL: "yllp2"},
    "removed": {RESTRICTED: "-d0-0", PRIVATE: "-00-0", CONFIDENTIAL: "-00-0"},
    "administrator": {OPEN: "yllp2", RESTRICTED: "yd0-0", PRIVATE: "-00-0", CONFIDENTIAL: "-00-0"},
    "moderator": {OPEN: "yllp2", RESTRICTED: "yd0-0", PRIVATE: "-00-0", CONFIDENTIAL: "-00-0"},
    "facilitator": {OPEN: "yllp2", RESTRICTED: "yd0-0", PRIVATE: "-00-0", CONFIDENTIAL: "-00-0"},
    "lead": {OPEN: "yllp2", RESTRICTED: "yd0-0", PRIVATE: "-00-0", CONFIDENTIAL: "-00-0"},
}
CASES = [(who, kind, said) for who, row in TABLE.items() for kind, said in row.items()]


async def stand(place: Place, visitors: Visitors, who: str) -> tuple[Visitor, Person | None]:
    if who == "public":
        await place.set(public=True)
    if who in ("anonymous", "public"):
        return visitors(), None
    person = await make_person(place.hub, f"Who {who}", roles=ROLES.get(who, ()))
    if STATES.get(who):
        await place.put(person, STATES[who] or MemberState.MEMBER)
    return await visitors.of(person), person


@pytest.mark.parametrize(("who", "kind", "said"), CASES)
async def test_each_sees_reads_and_writes_what_the_table_says(
    hub: Hub, visitor: Visitors, who: str, kind: BoardKind, said: str
) -> None:
    place = await make_place(hub, kind)
    thread = await place.asks(place.mimi, "Among us", "What only we say")
    browser, person = await stand(place, visitor, who)
    listed = await browser.get("/forum")
    assert (f'href="{place.path}"' in listed.text) == (said[0] == "y")
    page = await browser.get(place.path, follow=False)
    assert page.status == (404 if said[1] == "0" else 200)
    assert ("Among us" in page.text) == (said[1] == "l")
    page = await browser.get(f"/forum/t/{thread.thread_id}/{thread.slug}", follow=False)
    assert page.status == (404 if said[2] == "0" else 200)
    assert ("What only we say" in page.text) == (said[2] == "l")
    home = (await browser.get("/")).text
    assert ("Among us" in home) == (said[2] == "l")
    if person is not None:
        await _writes(place, browser, thread.thread_id, taken=said[3] == "p")
        case = await browser.get(f"/report?kind=post&id={thread.post_id}")
        assert (case.status == 200) == (said[2] == "l")
    api = f"/api/v1/forum/threads/{thread.thread_id}"
    for path in (f"/api/v1/forum/threads?board={place.board.slug}", api, f"{api}/posts"):
        assert (await browser.get(path)).status == {"2": 200, "0": 404, "4": 401}[said[4]], path
    for path in ("/api/v1/forum/boards", "/api/v1/forum/threads"):
        inside = place.board.slug in (await browser.get(path)).text
        assert inside == (said[4] == "2"), path


async def _writes(place: Place, browser: Visitor, thread_id: str, *, taken: bool) -> None:
    fields = {"id": "door-1", "title": "Mine", "body": "Let me speak"}
    page = await browser.post(f"{place.path}/new", fields, follow=False)
    assert (page.status == 303) == taken
    assert ("Let me speak" in await place.bodies()) == taken
    fields = {"id": "door-2", "body": "And answer"}
    page = await browser.post(f"/forum/t/{thread_id}/replies", fields, follow=False)
    assert (page.status == 303) == taken
    assert ("And answer" in await place.bodies()) == taken


@pytest.mark.parametrize("kind", KINDS)
async def test_a_token_of_somebody_inside_opens_no_secret_board(
    hub: Hub, visitor: Visitors, kind: BoardKind
) -> None:
    place = await make_place(hub, kind)
    thread = await place.asks(place.mimi, "Among us", "What only we say")
    token = await make_token(hub, place.mimi, "read", "write")
    program = visitor(headers={"Authorization": f"Bearer {token}"})
    opens = not kind.is_secret
    api = f"/api/v1/forum/threads/{thread.thread_id}"
    for path in (f"/api/v1/forum/threads?board={place.board.slug}", api, f"{api}/posts"):
        assert (await program.get(path)).status == (200 if opens else 404)
    assert ("Among us" in (await program.get("/api/v1/forum/threads")).text) is opens
    fields = {"id": "t-1", "body": "By program"}
    said = await program.ask("POST", f"{api}/posts", json=fields)
    assert said.status == (201 if opens else 404)
    report = {"kind": "post", "id": thread.post_id, "reason": "rules"}
    assert (await program.ask("POST", "/api/v1/reports", json=report)).status == (
        201 if opens else 404
    )


SECRET_DOORS = [
    ("GET", "", None),
    ("GET", "/about", None),
    ("GET", "/new", None),
    ("POST", "/new", {"id": "x", "title": "x", "body": "x"}),
    ("GET", "/manage", None),
    ("POST", "/manage", {"title": ""}),
    ("POST", "/manage", {"title": "Mine"}),
    ("GET", "/members", None),
    ("POST", "/membership", {"action": "join"}),
    ("POST", "/membership", {"action": "ask"}),
    ("POST", "/membership", {"action": "no such thing"}),
    ("POST", "/members", {"handle": "amina", "action": "remove"}),
    ("POST", "/invitations", {"handle": "amina"}),
]


@pytest.mark.parametrize("kind", [PRIVATE, CONFIDENTIAL])
@pytest.mark.parametrize("who", ["member", "removed", "administrator", "moderator", "facilitator"])
async def test_a_secret_board_and_none_look_alike_at_every_door(
    hub: Hub, visitor: Visitors, who: str, kind: BoardKind
) -> None:
    place = await make_place(hub, kind, title="Hidden words")
    thread = await place.asks(place.mimi, "Among us", "What only we say")
    browser, _person = await stand(place, visitor, who)
    before = await place.now()
    for method, tail, fields in SECRET_DOORS:
        there = await browser.ask(method, f"{place.path}{tail}", data=fields)
        none = await browser.ask(method, f"/forum/{'z' * 16}{tail}", data=fields)
        assert seen(there, place.board.slug) == seen(none, "z" * 16), (method, tail)
        assert there.status == 404
    there = await browser.get(f"/forum/t/{thread.thread_id}/thread")
    none = await browser.get(f"/forum/t/{'z' * 16}/thread")
    assert seen(there, thread.thread_id) == seen(none, "z" * 16)
    if who == "administrator":
        for action in ("archive", "restore", "public", "members", "move"):
            fields = {"slug": place.board.slug, "action": action}
            assert (await browser.post("/admin/boards/change", fields)).status == 404
    assert await place.now() == before


@pytest.mark.parametrize("kind", [RESTRICTED, PRIVATE, CONFIDENTIAL])
async def test_an_ended_membership_bites_at_the_next_request(
    hub: Hub, visitor: Visitors, amina: Person, kind: BoardKind
) -> None:
    """Also for what was to be changed, answered or told about."""
    place = await make_place(hub, kind)
    await place.put(amina, MemberState.MEMBER)
    browser = await visitor.of(amina)
    mine = await place.asks(amina, "A question", "How?")
    thread = f"/forum/t/{mine.thread_id}/{mine.slug}"
    assert (await browser.get(thread)).status == 200
    async with hub.transaction() as tx:
        await remove_member(tx, place.mimi, place.board.slug, "amina")
    assert (await browser.get(thread)).status == 404
    edit = f"/forum/posts/{mine.post_id}/edit"
    assert (await browser.get(edit)).status == 404
    assert (await browser.post(edit, {"body": "Other"})).status == 404
    await place.answers(place.mimi, mine.thread_id, "An answer nobody hears")
    await hub.outbox.deliver_all()
    notices = (await browser.get("/notifications")).words
    assert "A facilitator has removed you" in notices
    assert "replied" not in notices
    async with hub.transaction() as tx:
        await let_back_in(tx, place.mimi, place.board.slug, "amina")
    assert (await browser.get(thread)).status == 200


async def test_a_confidential_board_leaves_no_title_outside(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    """Neither in notices, nor in an address, a tab's title or a case that somebody outside decides."""
    place = await make_place(hub, CONFIDENTIAL, title="Shelter")
    await place.put(amina, MemberState.MEMBER)
    mine = await place.asks(amina, "Leaving home", "How?")
    await place.answers(place.mimi, mine.thread_id, "Like this")
    assert (mine.slug, "shelter" in place.path) == ("thread", False)
    await hub.outbox.deliver_all()  # before they read it: what one has read is no news
    browser = await visitor.of(amina)
    for path in (place.path, f"/forum/t/{mine.thread_id}/thread", f"{place.path}/about"):
        title = (await browser.get(path)).tree.find(".//title")
        assert title is not None
        assert "Shelter" not in (title.text or "") and "Leaving home" not in (title.text or "")
    notices = (await browser.get("/notifications")).words
    assert "Somebody answered you in a confidential board" in notices
    assert "Leaving home" not in notices and "Mimi" not in notices
    report = {"kind": "post", "id": mine.post_id, "client_id": "r-1", "reason": "rules"}
    assert (await browser.post("/report", report, follow=False)).status == 303
    await hub.outbox.deliver_all()
    moderator = await visitor.of(cleo)
    assert "Shelter" not in (await moderator.get("/notifications")).text
    queue = await moderator.get("/moderation")
    assert "a confidential board" in queue.words
    assert "Shelter" not in queue.text and "Leaving home" not in queue.text


async def test_who_is_in_is_told_to_nobody_but_who_looks_after_it(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, PRIVATE)
    await place.put(amina, MemberState.MEMBER)
    await place.put(bo, MemberState.MEMBER)
    browser = await visitor.of(amina)
    about = await browser.get(f"{place.path}/about")
    assert "Fewer than 5 members" in about.words
    assert "Bo" not in about.words.split()
    assert (await browser.get(f"{place.path}/members")).status == 403
    assert "Bo" in (await (await visitor.of(place.mimi)).get(f"{place.path}/members")).words
    assert "Willow" not in (await browser.get("/people/bo")).words
