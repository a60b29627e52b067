"""The room as Server-Sent Events, read by a client that shares no code with the server."""

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import delete

from peerhub.migrations.road import migrate
from peerhub.people.models import PersonState
from peerhub.people.store import persons, sessions
from peerhub.rooms.models import RoomKind
from peerhub.rooms.store.members import insert_memberships
from peerhub.rooms.tables import room_members
from tests.rooms.conftest import Hall, beside
from tests.support.api_client import ApiClient
from tests.support.event_reader import EventReader, read_events
from tests.support.factories import make_person, make_room, make_session, make_token
from tests.support.server import Server

LONG = "word " * 1_500  # some 15 kB as a frame, which holds the words and their HTML


async def events(hall: Hall, room: str, token: str, query: str = "", **headers: str) -> EventReader:
    """A stream that was let in; closed with the hall."""
    reader = await read_events(hall.server.port, room, token, query, **headers)
    hall.open.append(reader)
    assert reader.status == 200
    return reader


async def refused(hall: Hall, room: str, token: str = "", query: str = "", **headers: str) -> str:
    """The problem with which a stream was not let in, as `STATUS CODE`."""
    reader = await read_events(hall.server.port, room, token, query, **headers)
    assert reader.headers["content-type"] == "application/problem+json"
    body = await reader.reader.readexactly(int(reader.headers["content-length"]))
    await reader.close()
    return f"{reader.status} {json.loads(body)['code']}"


async def write(hall: Hall, room: str, token: str, *bodies: str) -> None:
    """Messages stored one after the other, by a socket."""
    listener = await hall.listen(token)
    for n, body in enumerate(bodies):
        assert (await listener.post(room, f"{id(listener)}-{n}", body))["type"] == "ack"


async def test_a_stream_tells_what_a_socket_is_told(hall: Hall) -> None:
    room = await hall.room("stream")
    (_p, one), (_q, two) = await hall.person("Ann"), await hall.person("Ben")
    socket = await hall.listen(one)
    await socket.join(room)
    reader = await events(hall, room, two)
    assert reader.headers["content-type"] == "text/event-stream"
    assert reader.headers["cache-control"] == "no-store"
    assert reader.headers["x-accel-buffering"] == "no"
    joined = await reader.hear()
    assert (joined.type, joined.data["handle"]) == ("joined", "ben")
    assert joined.id == f"{joined.data['epoch']}:0", "nothing was asked for before this place"
    assert reader.retry
    await write(hall, room, one, "Hello\n\nevent: left\ndata: {}\r\n\u2028id: 1:99")
    told = await reader.hear()
    assert told.type == "message"
    assert told.data == await socket.until("message")
    assert told.id == f"{joined.data['epoch']}:1"


async def test_a_return_tells_what_was_missed_once_and_in_order(hall: Hall) -> None:
    room = await hall.room("stream-return")
    _person, token = await hall.person("Returning")
    await write(hall, room, token, "1", "2", "3")
    reader = await events(hall, room, token, "?after=1")
    assert (await reader.hear()).id == "", "its seq is the room's, and 2 is still to come"
    caught_up = await reader.until("caught_up", seq=3)
    assert reader.seqs == [2, 3]
    assert caught_up.id == reader.last_id
    await write(hall, room, token, "4")
    await reader.until("message", seq=4)
    await reader.close()
    await write(hall, room, token, "5", "6")
    again = await events(hall, room, token, "?after=1", last_event_id=reader.last_id)
    await again.until("caught_up", seq=6)
    assert again.seqs == [5, 6], "the header is newer than the address"


async def test_a_cut_in_the_middle_of_catching_up_loses_nothing(hall: Hall) -> None:
    room = await hall.room("stream-cut")
    _person, token = await hall.person("Cut Off")
    await write(hall, room, token, *"123456")
    place, seen = "", [0]
    while seen[-1] < 6:
        reader = await events(
            hall, room, token, "?after=0", **({"last_event_id": place} if place else {})
        )
        seen.append((await reader.until("message")).data["seq"])
        place = reader.last_id
        await reader.close()
    assert seen[1:] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("?after=1&epoch=of-a-backup", ""),
        ("?after=99", ""),
        ("", "of-a-backup:1"),
        ("", "{epoch}:99"),
    ],
)
async def test_a_place_that_is_not_this_rooms_counts_as_0(
    hall: Hall, query: str, place: str
) -> None:
    room = await hall.room(f"stream-{abs(hash((query, place))) % 10**9}")
    _person, token = await hall.person(f"Back {room}")
    await write(hall, room, token, "1", "2")
    epoch = (await (await events(hall, room, token)).until("joined")).data["epoch"]
    headers = {"last_event_id": place.format(epoch=epoch)} if place else {}
    reader = await events(hall, room, token, query, **headers)
    await reader.until("caught_up", seq=2)
    assert reader.seqs == [1, 2]
    known = await events(hall, room, token, f"?after=1&epoch={epoch}")
    await known.until("caught_up", seq=2)
    assert known.seqs == [2]


async def test_more_than_500_missed_is_a_gap_that_is_told_until_it_is_paged(hall: Hall) -> None:
    room = await hall.room("stream-gap")
    _person, token = await hall.person("Long Away")
    listener = await hall.listen(token)
    for n in range(501):
        await listener.say(type="post", ref=f"{n}", room=room, id=f"g{n}", body="Line")
    while len([f for f in listener.heard if f["type"] == "ack"]) < 501:
        await listener.hear()
    reader = await events(hall, room, token, "?after=0")
    gap = await reader.until("gap")
    assert (gap.data["after"], gap.data["seq"], gap.id.partition(":")[2]) == (0, 501, "0")
    again = await events(hall, room, token, last_event_id=reader.last_id)
    await again.until("gap")
    await write(hall, room, token, "Live")
    assert (await again.until("message")).data["seq"] == 502
    status, page = ApiClient(hall.server.address, token).get(f"/rooms/{room}/messages?after=0")
    assert (status, page["items"][0]["seq"]) == (200, 1)


async def test_programs_can_read_how_to_ask_for_it(hall: Hall) -> None:
    _person, token = await hall.person("Program")
    status, told = await asyncio.to_thread(
        ApiClient(hall.server.address, token).get, "/openapi.json"
    )
    assert status == 200
    door = told["paths"]["/api/v1/rooms/{slug}/events"]["get"]
    assert list(door["responses"]["200"]["content"]) == ["text/event-stream"]
    asked = {(parameter["in"], parameter["name"]) for parameter in door["parameters"]}
    optional = {("query", "after"), ("query", "epoch"), ("header", "Last-Event-ID")}
    assert asked == {("path", "slug")} | optional


async def test_absent_and_forbidden_look_alike(hall: Hall) -> None:
    secret = await make_room(hall.hub, "sse", "Secret", kind=RoomKind.CONFIDENTIAL)
    _person, token = await hall.person("Stranger")
    for room in (secret.slug, "a" * 16, "a" * 400):
        assert await refused(hall, room, token) == "404 not_found"


async def test_who_may_not_read_is_not_let_in(hall: Hall) -> None:
    room = await hall.room("stream-door")
    (_p, reading), (_q, writing) = await hall.person("R", "read"), await hall.person("W", "write")
    assert await refused(hall, room) == "401 sign_in"
    assert await refused(hall, room, "nonsense") == "401 sign_in"
    assert await refused(hall, room, writing) == "403 not_allowed"
    for query in ("?after=-1", "?after=many", "?after=", "?after=%D9%A1", "?after=" + "9" * 16):
        assert await refused(hall, room, reading, query) == "400 bad_request"
    assert await refused(hall, room, reading, last_event_id="x:-1") == "400 bad_request"


async def test_a_removed_session_ends_its_streams(hall: Hall) -> None:
    room = await hall.room("stream-session")
    person = await make_person(hall.hub, "Signed Out By Stream")
    cookie = f"peerhub={await make_session(hall.hub, person)}"
    reader = await events(hall, room, "", cookie=cookie)
    await reader.until("joined")
    async with hall.hub.transaction() as tx:
        await sessions.delete_sessions(tx.db, person.person_id)
    async with asyncio.timeout(1):
        assert await reader.ended() == 4001
    assert await refused(hall, room, cookie=cookie) == "401 sign_in"


async def test_a_suspended_person_is_sent_away(hall: Hall) -> None:
    room = await hall.room("stream-suspended")
    person, token = await hall.person("Suspended Reader")
    reader = await events(hall, room, token)
    async with hall.hub.transaction() as tx:
        await persons.set_state(tx.db, person.person_id, PersonState.MEMBER, PersonState.SUSPENDED)
    assert await reader.ended() == 4001


async def test_an_ended_membership_ends_the_stream(hall: Hall) -> None:
    secret = await make_room(hall.hub, "ssf", "Secret", kind=RoomKind.PRIVATE)
    person, token = await hall.person("Stream Leaver")
    cookie = f"peerhub={await make_session(hall.hub, person)}"
    async with hall.hub.transaction() as tx:
        await insert_memberships(tx.db, [(person.person_id, secret.room_id)], tx.now)
    assert await refused(hall, secret.slug, token) == "404 not_found", "no token opens it"
    reader = await events(hall, secret.slug, "", cookie=cookie)
    async with hall.hub.transaction() as tx:
        mine = room_members.c.person_id == person.person_id
        await tx.db.execute(delete(room_members).where(mine))
    left = await reader.until("left")
    assert left.data == {"type": "left", "room": secret.slug, "code": "not_allowed"}
    assert await reader.ended() == 1000
    assert await refused(hall, secret.slug, cookie=cookie) == "404 not_found"


async def test_who_does_not_read_is_let_go_and_comes_back_without_loss(hall: Hall) -> None:
    """Some 15 MB are told to a reader that takes nothing: far more than the kernel keeps for it."""
    room = await hall.room("stream-stalled")
    (_p, one), (_q, two) = await hall.person("Stalled"), await hall.person("Awake")
    stalled, awake = await events(hall, room, one), await events(hall, room, two)
    await stalled.until("joined")
    count = 1_000
    await asyncio.gather(flood(hall, room, two, count), awake.until("message", seq=count))
    assert awake.seqs == list(range(1, count + 1)), "nobody else waits for it"
    ended = await read_out(stalled)
    assert ended in (4008, "cut off")
    assert 0 < len(stalled.seqs) < count
    back = await events(hall, room, one, last_event_id=stalled.last_id)
    await back.hear()
    first = await back.hear()  # what came next, or that it is too much to tell
    assert stalled.seqs[-1] in (first.data["seq"] - 1, first.data.get("after"))


async def flood(hall: Hall, room: str, token: str, count: int) -> None:
    """`count` long messages, as fast as the server takes them."""
    listener = await hall.listen(token)

    async def say() -> None:
        for n in range(count):
            await listener.say(type="post", ref=f"{n}", room=room, id=f"s{n}", body=LONG)

    await asyncio.gather(say(), listener.until("ack", ref=f"{count - 1}"))


async def read_out(reader: EventReader) -> int | str:
    """What a reader that wakes up finds: the rest and a code, or a broken connection."""
    try:
        return await reader.ended()
    except ConnectionError:
        return "cut off"


async def test_streams_count_as_sockets_do(tmp_path: Path) -> None:
    server = Server(tmp_path, PEERHUB_LIMITS="on")
    migrate(server.config())
    server.start()
    try:
        async with beside(server) as hub:
            await make_room(hub, "ten", "Ten")
            token = await make_token(hub, await make_person(hub, "Ten"), "read")
            other = await make_token(hub, await make_person(hub, "Other"), "read")
            hall = Hall(server, hub)
            readers = [await events(hall, "ten", token) for _ in range(9)]
            readers.append(await hall.listen(token))  # type: ignore[arg-type]
            assert await refused(hall, "ten", token) == "429 rate_limited"
            await events(hall, "ten", other)
            await readers[0].close()
            hall.open.append(await read_events(server.port, "ten", token))
            async with asyncio.timeout(5):  # the server notices though it sends nothing
                while hall.open[-1].status != 200:  # type: ignore[union-attr]
                    hall.open.append(await read_events(server.port, "ten", token))
            for reader in hall.open:
                await reader.close()
    finally:
        server.stop()


async def test_a_stop_ends_every_stream_in_time(tmp_path: Path) -> None:
    server = Server(tmp_path)
    migrate(server.config())
    server.start()
    try:
        async with beside(server) as hub:
            await make_room(hub, "stop", "Stop")
            token = await make_token(hub, await make_person(hub, "Stopped"), "read", "write")
            hall = Hall(server, hub)
            readers = [await events(hall, "stop", token) for _ in range(3)]
            stalled = await events(hall, "stop", token)
            told = [reader.until("message", seq=600) for reader in readers]
            await asyncio.gather(flood(hall, "stop", token, 600), *told)
            took = await asyncio.to_thread(server.stop)
            assert [await reader.ended() for reader in readers] == [1012] * 3
            assert took < 8, "it ends by itself, before the server cuts all that is left"
            assert await read_out(stalled) in (4008, "cut off")
            for one in hall.open:
                await one.close()
    finally:
        server.kill()
