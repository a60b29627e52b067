"""Who may come in by the socket, from where, and how it ends when access ends."""

import pytest
import websockets
from sqlalchemy import delete

from peerhub.people.models import PersonState
from peerhub.people.store import persons, sessions
from peerhub.rooms.models import RoomKind
from peerhub.rooms.store.members import insert_memberships
from peerhub.rooms.tables import room_members
from tests.rooms.conftest import Hall
from tests.support.factories import make_person, make_room, make_session
from tests.support.listener import listen


async def test_a_room_that_is_not_open_to_me_looks_like_none(hall: Hall) -> None:
    secret = await make_room(hall.hub, "x", "Secret", kind=RoomKind.CONFIDENTIAL)
    _person, token = await hall.person("Outside", "read", "write")
    listener = await hall.listen(token)
    answers = []
    for slug in (secret.slug, "a" * 16):
        await listener.say(type="join", ref="r", room=slug)
        answers.append(await listener.hear())
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "origin",
    [
        "null", "", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:1",
        "{own}.evil.example", "http://evil.example/{own}", "{own}/", "{own}:80", "HTTPS{own}",
        "http://localhost:{port}", "https://127.0.0.1:{port}", "http://127.0.0.1:{port}@evil.example",
        "http://x127.0.0.1:{port}", "file://", None,
    ],
)  # fmt: skip
async def test_a_page_elsewhere_opens_no_socket_with_my_cookie(
    hall: Hall, origin: str | None
) -> None:
    person = await make_person(hall.hub, f"Origin {abs(hash(origin))}")
    cookie = await make_session(hall.hub, person)
    headers = {"Cookie": f"peerhub={cookie}"}
    if origin is not None:
        headers["Origin"] = origin.format(own=hall.server.address, port=hall.server.port)
    with pytest.raises(websockets.InvalidStatus) as refused:
        await listen(hall.server.address, headers=headers)
    assert refused.value.response.status_code == 403


async def test_our_own_page_opens_one(hall: Hall) -> None:
    person = await make_person(hall.hub, "Own Page")
    cookie = await make_session(hall.hub, person)
    headers = {"Cookie": f"peerhub={cookie}", "Origin": hall.server.address}
    listener = await listen(hall.server.address, headers=headers, subprotocols=None)
    assert (await listener.hear())["type"] == "hello", "offering no subprotocol is accepted too"
    await listener.close()


@pytest.mark.parametrize(
    ("headers", "status"), [({}, 401), ({"Authorization": "Bearer nonsense"}, 401)]
)
async def test_without_a_credential_it_is_401_before_the_upgrade(
    hall: Hall, headers: dict[str, str], status: int
) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        await listen(hall.server.address, headers=headers)
    assert refused.value.response.status_code == status


async def test_a_suspended_person_is_closed_at_once_and_refused_after(hall: Hall) -> None:
    room = await hall.room("suspended")
    person, token = await hall.person("Suspended")
    listener = await hall.listen(token)
    await listener.join(room)
    async with hall.hub.transaction() as tx:
        await persons.set_state(tx.db, person.person_id, PersonState.MEMBER, PersonState.SUSPENDED)
    assert await listener.closed() == 4001
    with pytest.raises(websockets.InvalidStatus) as refused:
        await listen(hall.server.address, token)
    assert refused.value.response.status_code == 403


async def test_a_removed_session_closes_its_sockets(hall: Hall) -> None:
    person = await make_person(hall.hub, "Signed Out")
    cookie = await make_session(hall.hub, person)
    headers = {"Cookie": f"peerhub={cookie}", "Origin": hall.server.address}
    listener = await listen(hall.server.address, headers=headers)
    async with hall.hub.transaction() as tx:
        await sessions.delete_sessions(tx.db, person.person_id)
    assert await listener.closed() == 4001


async def test_a_reading_token_may_not_write(hall: Hall) -> None:
    room = await hall.room("read-only")
    _person, token = await hall.person("Reader", "read")
    listener = await hall.listen(token)
    answer = await listener.post(room, "x", "Hello")
    assert (answer["type"], answer["code"]) == ("error", "not_allowed")
    assert (await listener.join(room))["seq"] == 0


async def test_no_token_opens_a_secret_room_of_its_own_person(hall: Hall) -> None:
    """Contract section 1: not by the socket, not by posting, not by the JSON doors."""
    secret = await make_room(hall.hub, "t", "Secret", kind=RoomKind.PRIVATE)
    person, token = await hall.person("Token Holder")
    async with hall.hub.transaction() as tx:
        await insert_memberships(tx.db, [(person.person_id, secret.room_id)], tx.now)
    by_cookie, by_token = await hall.by_cookie(person), await hall.listen(token)
    ack = await by_cookie.post(secret.slug, "own", "Among us")
    assert ack["type"] == "ack"
    for frame in (
        {"type": "join", "room": secret.slug},
        {"type": "post", "room": secret.slug, "id": "t-1", "body": "Let me in"},
        {"type": "edit", "message": ack["id"], "id": "t-2", "body": "Let me in"},
        {"type": "react", "message": ack["id"], "id": "t-3", "emoji": "👍", "on": True},
        {"type": "withdraw", "message": ack["id"], "id": "t-4"},
    ):
        await by_token.say(ref="r", **frame)
        answer = await by_token.hear()
        assert (answer["type"], answer["code"]) == ("error", "unknown_room"), frame


async def test_an_ended_membership_ends_the_subscription_and_only_that(hall: Hall) -> None:
    """`left` on the socket, `unknown_room` at the next join, and nothing that is said meanwhile."""
    secret = await make_room(hall.hub, "y", "Secret", kind=RoomKind.PRIVATE)
    (person, listener), (other, speaking) = (
        await hall.sit_down("Leaver"),
        await hall.sit_down("Stayer"),
    )
    async with hall.hub.transaction() as tx:
        pairs = [(one.person_id, secret.room_id) for one in (person, other)]
        await insert_memberships(tx.db, pairs, tx.now)
    await listener.join(secret.slug)
    async with hall.hub.transaction() as tx:
        mine = room_members.c.person_id == person.person_id
        await tx.db.execute(delete(room_members).where(mine))
    left = await listener.until("left")
    assert left == {"type": "left", "room": secret.slug, "code": "not_allowed"}
    assert (await speaking.post(secret.slug, "x", "Unheard"))["type"] == "ack"
    await listener.say(type="join", ref="again", room=secret.slug, after=0)
    answer = await listener.hear()
    assert (answer["type"], answer["code"]) == ("error", "unknown_room")
