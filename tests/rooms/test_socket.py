"""The socket, frame by frame, spoken to by a client that shares no code with the server."""

import json

import pytest

from tests.rooms.conftest import Hall
from tests.support.factories import change_community
from tests.support.listener import listen


async def test_hello_comes_first_and_names_the_person(hall: Hall) -> None:
    _person, token = await hall.person("Hello Person")
    listener = await listen(hall.server.address, token)
    hello = await listener.hear()
    assert hello["type"] == "hello"
    assert hello["person"] == {"handle": "hello-person", "name": "Hello Person"}
    assert hello["heartbeat"] == 25
    assert listener.socket.subprotocol == "peerhub.v1"
    assert not listener.socket.response.headers.get("Sec-WebSocket-Extensions")
    await listener.close()


async def test_a_message_reaches_everybody_and_is_acked_once_stored(hall: Hall) -> None:
    room = await hall.room("everybody")
    (_p, one), (_q, two) = await hall.person("One"), await hall.person("Two")
    here, there = await hall.listen(one), await hall.listen(two)
    await here.join(room)
    await there.join(room)
    ack = await here.post(room, "c-1", "Hello **all**")
    assert (ack["type"], ack["seq"], ack["room"]) == ("ack", 1, room)
    seen = await there.until("message")
    assert seen["id"] == ack["id"]
    assert seen["client_id"] == "c-1"
    assert seen["author"] == {"handle": "one", "name": "One"}
    assert seen["html"] == "<p>Hello <strong>all</strong></p>\n"
    assert (seen["seq"], seen["created_seq"], seen["at"]) == (1, 1, ack["at"])
    own = next((f for f in here.heard if f["type"] == "message"), None) or await here.until(
        "message"
    )
    assert own["id"] == ack["id"]


async def test_a_retry_gets_the_first_ack_and_adds_nothing(hall: Hall) -> None:
    room = await hall.room("retry")
    _person, token = await hall.person("Retry")
    first, second = await hall.listen(token), await hall.listen(token)
    acks = [await first.post(room, "same", "Once"), await second.post(room, "same", "Once")]
    assert acks[0] == acks[1]
    other = await second.post(room, "same", "Other words")
    assert (other["type"], other["code"]) == ("error", "conflict")
    joined = await first.join(room, after=0)
    assert joined["seq"] == 1


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"type": "post", "ref": "r", "room": "{room}", "id": "x", "body": "   "}, "empty"),
        ({"type": "post", "ref": "r", "room": "{room}", "id": "x", "body": "a" * 8001}, "too_long"),
        ({"type": "post", "ref": "r", "room": "no-such", "id": "x", "body": "a"}, "unknown_room"),
        ({"type": "post", "ref": "r", "room": "{room}", "id": "", "body": "a"}, "bad_frame"),
        ({"type": "post", "ref": "r", "room": "{room}", "id": "é", "body": "a"}, "bad_frame"),
        ({"type": "post", "ref": "r", "room": "{room}", "id": "i" * 65, "body": "a"}, "bad_frame"),
        ({"type": "post", "ref": "r", "room": "{room}", "id": "x", "body": 7}, "bad_frame"),
        (
            {"type": "post", "ref": "r", "room": "{room}", "id": "x", "body": "a", "seq": 9},
            "bad_frame",
        ),
        ({"type": "join", "ref": "r", "room": "no-such"}, "unknown_room"),
        ({"type": "join", "ref": "r", "room": "{room}", "after": -1}, "bad_frame"),
        ({"type": "join", "ref": "r", "room": "{room}", "after": "many"}, "bad_frame"),
        ({"type": "join", "ref": "r", "room": "{room}", "after": True}, "bad_frame"),
        ({"type": "dance", "ref": "r"}, "bad_frame"),
        ({"type": ["join"], "ref": "r"}, "bad_frame"),
    ],
)
async def test_a_frame_that_does_not_fit_is_answered_in_words(
    hall: Hall, frame: dict[str, object], code: str
) -> None:
    room = f"misfit-{abs(hash((str(frame), code))) % 10**9}"
    await hall.room(room)
    _person, token = await hall.person(f"Misfit {room}")
    listener = await hall.listen(token)
    await listener.say(**{k: room if v == "{room}" else v for k, v in frame.items()})
    error = await listener.hear()
    assert (error["type"], error["code"], error["ref"]) == ("error", code, "r")
    assert error["detail"].endswith(".")
    assert (await listener.join(room))["seq"] == 0, "the connection stays open, nothing was stored"


async def test_what_was_missed_comes_once_and_in_order(hall: Hall) -> None:
    room = await hall.room("missed")
    _person, token = await hall.person("Missed")
    listener = await hall.listen(token)
    for n in range(5):
        await listener.post(room, f"m{n}", f"Line {n}")
    returning = await hall.listen(token)
    await returning.join(room, after=2)
    await returning.until("caught_up", seq=5)
    missed = [f for f in returning.heard if f["type"] == "message"]
    assert [f["seq"] for f in missed] == [3, 4, 5]
    too_high = await hall.listen(token)
    await too_high.join(room, after=99)
    await too_high.until("caught_up")
    assert len([f for f in too_high.heard if f["type"] == "message"]) == 5, "counts as 0"


async def test_another_epoch_is_answered_as_if_after_were_0(hall: Hall) -> None:
    room = await hall.room("epoch")
    _person, token = await hall.person("Epoch")
    listener = await hall.listen(token)
    await listener.post(room, "m", "Line")
    joined = await listener.join(room, after=1, epoch="of-a-backup")
    assert joined["epoch"] != "of-a-backup"
    await listener.until("caught_up", seq=1)
    again = await hall.listen(token)
    await again.join(room, after=1, epoch=joined["epoch"])
    await again.until("caught_up", seq=1)
    assert not [f for f in again.heard if f["type"] == "message"]


async def test_more_than_500_missed_is_a_gap_to_page_through(hall: Hall) -> None:
    room = await hall.room("gap")
    _person, token = await hall.person("Gap")
    listener = await hall.listen(token)
    for n in range(501):
        await listener.say(type="post", ref=f"{n}", room=room, id=f"g{n}", body="Line")
    while len([f for f in listener.heard if f["type"] == "ack"]) < 501:
        await listener.hear()
    returning = await hall.listen(token)
    await returning.join(room, after=0)
    gap = await returning.until("gap")
    assert (gap["after"], gap["seq"]) == (0, 501)
    exactly = await hall.listen(token)
    await exactly.join(room, after=1)
    await exactly.until("caught_up", seq=501)
    assert len([f for f in exactly.heard if f["type"] == "message"]) == 500


async def test_leaving_ends_the_subscription(hall: Hall) -> None:
    room, other = await hall.room("leaving"), await hall.room("staying")
    _person, token = await hall.person("Leaving")
    listener = await hall.listen(token)
    await listener.join(room)
    await listener.join(other)
    await listener.say(type="leave", ref="l", room=room)
    assert (await listener.hear())["ref"] == "l"
    await listener.post(room, "1", "Unheard")
    await listener.post(other, "2", "Heard")
    heard = await listener.until("message")
    assert heard["room"] == other


async def test_a_held_message_is_told_to_its_author_alone(hall: Hall) -> None:
    room = await hall.room("held")
    _old, watcher = await hall.person("Watcher")
    watching = await hall.listen(watcher)
    await watching.join(room)
    await watching.post(room, "w", "First")
    await change_community(hall.hub, hold_first_posts=1)
    _new, token = await hall.person("Newcomer")
    listener = await hall.listen(token)
    ack = await listener.post(room, "n", "May I?")
    await change_community(hall.hub, hold_first_posts=0)
    assert ack["held"] is True
    assert "seq" not in ack
    joined = await listener.join(room, after=0)
    assert [m["id"] for m in joined["held"]] == [ack["id"]]
    seen = await watching.join(room, after=0)
    assert seen["held"] == []
    assert seen["seq"] == 1, "it has no place until it is released"


@pytest.mark.parametrize(
    ("sent", "code"),
    [(b"\x00\x01", 1003), ("x" * 65_537, 1009)],
    ids=["binary", "over 64 KiB"],
)
async def test_what_is_no_frame_closes_the_socket(hall: Hall, sent: bytes | str, code: int) -> None:
    _person, token = await hall.person(f"Close {code}")
    listener = await hall.listen(token)
    await listener.socket.send(sent)
    assert await listener.closed() == code


async def test_the_20th_bad_frame_in_a_minute_closes_the_socket(hall: Hall) -> None:
    _person, token = await hall.person("Twenty")
    listener = await hall.listen(token)
    for _ in range(20):
        await listener.socket.send("{")
    assert await listener.closed() == 1008
    assert len([f for f in listener.heard if f["type"] == "error"]) == 20


async def test_broken_utf8_closes_with_1007(hall: Hall) -> None:
    _person, token = await hall.person("Broken")
    listener = await hall.listen(token)
    await listener.socket.send(b"\xff\xfe{", text=True)
    assert await listener.closed() == 1007


async def test_frames_are_json_whatever_people_write(hall: Hall) -> None:
    room = await hall.room("odd-words")
    _person, token = await hall.person("Odd")
    listener = await hall.listen(token)
    await listener.join(room)
    body = "\u2028 \U0001f600 </script> \\ \" ' \t é ٱ"
    await listener.post(room, "odd", body)
    seen = next(
        (f for f in listener.heard if f["type"] == "message"), None
    ) or await listener.until("message")
    assert seen["body"] == body.strip()
    assert json.loads(json.dumps(seen)) == seen
