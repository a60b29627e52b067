"""Kinds of rooms × how somebody stands to them: what they see, read, hear and may say."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.rooms.models import MemberState, RoomKind
from peerhub.rooms.service.remove import let_back_in, remove_member
from tests.rooms.conftest import Hall
from tests.rooms.places import Place, make_place, seen
from tests.support.factories import make_person, make_token
from tests.support.visitor import Visitor, Visitors

OPEN, RESTRICTED, PRIVATE, CONFIDENTIAL = (
    RoomKind.OPEN,
    RoomKind.RESTRICTED,
    RoomKind.PRIVATE,
    RoomKind.CONFIDENTIAL,
)
KINDS = (OPEN, RESTRICTED, PRIVATE, CONFIDENTIAL)
STATES = {
    "member": None,
    "asked": MemberState.ASKED,
    "invited": MemberState.INVITED,
    "inside": MemberState.MEMBER,
    "removed": MemberState.REMOVED,
}
ROLES = {"administrator": ("administrator",), "moderator": ("moderator",)}
WHO = ("anonymous", *STATES, *ROLES, "token")

# Four signs for each: listed at /rooms; the page (s signs in first, d is the door, l the log, 0 is
# 404); whether a post is taken; the status of the API's messages.
TABLE = {
    "anonymous": {OPEN: "-s-4", RESTRICTED: "-s-4", PRIVATE: "-s-4", CONFIDENTIAL: "-s-4"},
    "member": {OPEN: "ylp2", RESTRICTED: "yd-0", PRIVATE: "-0-0", CONFIDENTIAL: "-0-0"},
    "asked": {RESTRICTED: "yd-0"},
    "invited": {PRIVATE: "yd-0", CONFIDENTIAL: "yd-0"},
    "inside": {OPEN: "ylp2", RESTRICTED: "ylp2", PRIVATE: "ylp2", CONFIDENTIAL: "ylp2"},
    "removed": {OPEN: "-d-0", RESTRICTED: "-d-0", PRIVATE: "-0-0", CONFIDENTIAL: "-0-0"},
    "administrator": {OPEN: "ylp2", RESTRICTED: "yd-0", PRIVATE: "-0-0", CONFIDENTIAL: "-0-0"},
    "moderator": {OPEN: "ylp2", RESTRICTED: "yd-0", PRIVATE: "-0-0", CONFIDENTIAL: "-0-0"},
}
CASES = [(who, kind, said) for who, row in TABLE.items() for kind, said in row.items()]


async def stand(place: Place, visitor: Visitors, who: str) -> tuple[Visitor, Person | None]:
    if who == "anonymous":
        return visitor(), None
    person = await make_person(place.hub, f"Who {who}", roles=ROLES.get(who, ()))
    if STATES.get(who):
        await place.put(person, STATES[who] or MemberState.MEMBER)
    return await visitor.of(person), person


@pytest.mark.parametrize(("who", "kind", "said"), CASES)
async def test_each_sees_reads_and_writes_what_the_table_says(
    hub: Hub, visitor: Visitors, who: str, kind: RoomKind, said: str
) -> None:
    place = await make_place(hub, kind)
    await place.says(place.mimi, "Among us")
    browser, person = await stand(place, visitor, who)
    listed = await browser.get("/rooms")
    assert (f'href="{place.path}"' in listed.text) == (said[0] == "y")
    page = await browser.get(place.path, follow=False)
    if said[1] == "s":
        assert page.status == 303
    elif said[1] == "0":
        assert page.status == 404
    else:
        assert page.status == 200
        assert ("Among us" in page.text) == (said[1] == "l")
    if person is not None:
        fields = {"id": "door-1", "body": "Let me speak"}
        taken = (await browser.post(f"{place.path}/messages", fields, follow=False)).status == 303
        assert taken == (said[2] == "p")
        assert ("Let me speak" in await place.bodies()) == taken
    api = await browser.get(f"/api/v1{place.path}/messages")
    assert api.status == {"2": 200, "0": 404, "4": 401}[said[3]]
    listed_by_api = await browser.get("/api/v1/rooms")
    assert (place.room.slug in listed_by_api.text) == (said[3] == "2")


@pytest.mark.parametrize("kind", KINDS)
async def test_a_token_of_somebody_inside_opens_no_secret_room(
    hub: Hub, visitor: Visitors, kind: RoomKind
) -> None:
    place = await make_place(hub, kind)
    token = await make_token(hub, place.mimi, "read", "write")
    program = visitor(headers={"Authorization": f"Bearer {token}"})
    opens = not kind.is_secret
    assert ((await program.get("/api/v1/rooms")).text.count(place.room.slug) > 0) is opens
    messages_page = await program.get(f"/api/v1{place.path}/messages")
    assert messages_page.status == (200 if opens else 404)
    page = await program.get(f"{place.path}/about", follow=False)
    assert page.status == 303, "a token opens no page at all"
    if not opens:
        assert (await program.get(f"/api/v1{place.path}/events")).status == 404


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["member", "invited", "inside", "removed"])
async def test_the_socket_opens_to_the_same_people(hall: Hall, who: str, kind: RoomKind) -> None:
    place = await make_place(hall.hub, kind, slug=f"s-{who}-{kind}", title=f"Elm {who}")
    name = f"Socket {who} {kind}"
    person, listener = await hall.sit_down(name)
    if STATES[who]:
        await place.put(person, STATES[who] or MemberState.MEMBER)
    await listener.say(type="join", ref="j", room=place.room.slug)
    answer = await listener.hear()
    while answer["type"] not in ("joined", "error"):  # a beat may come between
        answer = await listener.hear()
    enters = who == "inside" or (kind is OPEN and who != "removed")
    assert answer["type"] == ("joined" if enters else "error")
    assert enters or answer["code"] == "unknown_room"


SECRET_DOORS = [
    ("GET", "", None),
    ("GET", "/about", None),
    ("GET", "/manage", None),
    ("GET", "/members", None),
    ("POST", "/membership", {"action": "join"}),
    ("POST", "/membership", {"action": "ask"}),
    ("POST", "/membership", {"action": "no such thing"}),
    ("POST", "/name", {"own_name": "River"}),
    ("POST", "/manage", {"title": ""}),
    ("POST", "/lock", {"action": "lock"}),
    ("POST", "/duty", {"action": "on"}),
    ("POST", "/members", {"handle": "amina", "action": "remove"}),
    ("POST", "/invitations", {"handle": "amina"}),
    ("POST", "/messages/0123456789abcdef/pin", {"action": "pin"}),
]


@pytest.mark.parametrize("kind", [PRIVATE, CONFIDENTIAL])
@pytest.mark.parametrize("who", ["member", "removed", "administrator", "moderator"])
async def test_a_secret_room_and_none_look_alike_at_every_door(
    hub: Hub, visitor: Visitors, who: str, kind: RoomKind
) -> None:
    place = await make_place(hub, kind, title="Hidden words")
    await place.says(place.mimi, "Among us")
    browser, _person = await stand(place, visitor, who)
    before = await place.now()
    for method, tail, fields in SECRET_DOORS:
        there = await browser.ask(method, f"{place.path}{tail}", data=fields)
        none = await browser.ask(method, f"/rooms/{'z' * 16}{tail}", data=fields)
        assert seen(there, place.room.slug) == seen(none, "z" * 16), (method, tail)
        assert there.status == 404
        assert "Hidden words" not in there.text
    assert await place.now() == before


async def test_a_removed_member_loses_the_socket_within_a_second(hall: Hall) -> None:
    """Also of an open room, which anybody else may enter."""
    place = await make_place(hall.hub, OPEN, slug="removal", title="Ash")
    person, listener = await hall.sit_down("Ash Removed")
    await place.put(person, MemberState.MEMBER)
    await listener.join("removal")
    async with hall.hub.transaction() as tx:
        await remove_member(tx, place.mimi, "removal", person.handle)
    left = await listener.until("left")
    assert left == {"type": "left", "room": "removal", "code": "not_allowed"}
    answer = await listener.post("removal", "r-1", "Still here?")
    assert (answer["type"], answer["code"]) == ("error", "unknown_room")
    async with hall.hub.transaction() as tx:
        await let_back_in(tx, place.mimi, "removal", person.handle)
    assert (await listener.join("removal"))["type"] == "joined"
