"""Edit, withdraw, react, read, type and report over the socket: each change takes the next seq."""

import asyncio
import itertools

import pytest

from peerhub.people.blocks import person_name
from peerhub.people.service.block import block, unblock
from peerhub.rooms.store.messages import list_versions
from tests.rooms.conftest import Hall
from tests.support.listener import PATIENCE, Listener


async def two_in(hall: Hall, room: str, one: str, two: str) -> tuple[Listener, Listener]:
    await hall.room(room)
    here = await hall.listen((await hall.person(one))[1])
    there = await hall.listen((await hall.person(two))[1])
    for listener in (here, there):
        await listener.join(room)
    return here, there


async def ask(listener: Listener, **frame: object) -> dict[str, object]:
    """Say it and wait for the answer that bears its ref."""
    await listener.say(ref=frame["id"], **frame)
    while True:
        heard = await listener.hear()
        if heard.get("ref") == frame["id"]:
            return heard


async def test_an_edit_is_the_new_state_of_the_same_message(hall: Hall) -> None:
    here, there = await two_in(hall, "edits", "Edie", "Reed")
    said = await here.post("edits", "c-1", "Frist")
    ack = await ask(here, type="edit", id="e-1", message=said["id"], body="First")
    assert (ack["type"], ack["id"], ack["seq"]) == ("ack", said["id"], 2)
    seen = await there.until("message", seq=2)
    assert (seen["id"], seen["body"], seen["created_seq"]) == (said["id"], "First", 1)
    assert seen["html"] == "<p>First</p>\n"
    assert seen["edited"]
    again = await ask(here, type="edit", id="e-1", message=said["id"], body="First")
    assert again == ack
    other = await ask(here, type="edit", id="e-1", message=said["id"], body="Other")
    assert other["code"] == "conflict"
    async with hall.hub.reading() as db:
        assert [body for body, _at in await list_versions(db, str(said["id"]))] == ["Frist"]


async def test_the_first_ack_of_a_post_stays_its_ack_after_an_edit(hall: Hall) -> None:
    here, _there = await two_in(hall, "first-ack", "Ack One", "Ack Two")
    said = await here.post("first-ack", "c-1", "Once")
    await ask(here, type="edit", id="e-1", message=said["id"], body="Twice")
    assert await here.post("first-ack", "c-1", "Once") == said


async def test_only_its_author_changes_a_message(hall: Hall) -> None:
    here, there = await two_in(hall, "mine", "Author", "Neighbour")
    said = await here.post("mine", "c-1", "My words")
    for frame in ({"type": "edit", "body": "Your words"}, {"type": "withdraw"}):
        answer = await ask(there, id=frame["type"], message=said["id"], **frame)
        assert answer["code"] == "not_allowed"
    unknown = await ask(there, type="withdraw", id="none", message="nothing")
    assert unknown["code"] == "unknown_room"


async def test_a_withdrawn_message_leaves_its_place_and_no_words(hall: Hall) -> None:
    here, there = await two_in(hall, "back", "Take Back", "Looks On")
    said = await here.post("back", "c-1", "Too much", warning="a hard day")
    ack = await ask(here, type="withdraw", id="w-1", message=said["id"])
    assert (ack["type"], ack["seq"]) == ("ack", 2)
    seen = await there.until("message", seq=2)
    assert (seen["withdrawn"], seen["body"], seen["html"]) == (True, "", "")
    assert "warning" not in seen
    assert (await ask(here, type="withdraw", id="w-1", message=said["id"])) == ack
    late = await ask(here, type="edit", id="e-1", message=said["id"], body="No")
    assert late["code"] == "gone"
    late = await ask(there, type="react", id="r-1", message=said["id"], emoji="👍", on=True)
    assert late["code"] == "gone"


async def test_reactions_are_counted_and_ones_own_are_told_to_oneself(hall: Hall) -> None:
    here, there = await two_in(hall, "react", "Reacts", "Counts")
    said = await here.post("react", "c-1", "We did it")
    ack = await ask(here, type="react", id="r-1", message=said["id"], emoji="👍", on=True)
    assert (ack["seq"], ack["mine"]) == (2, ["👍"])
    assert (await there.until("message", seq=2))["reactions"] == {"👍": 1}
    second = await ask(there, type="react", id="r-1", message=said["id"], emoji="👍", on=True)
    assert second["seq"] == 3
    same = await ask(here, type="react", id="r-2", message=said["id"], emoji="👍", on=True)
    assert same["seq"] == 3, "nothing changed, so no seq was taken"
    assert (await here.join("react"))["mine"] == {said["id"]: ["👍"]}
    off = await ask(here, type="react", id="r-3", message=said["id"], emoji="👍", on=False)
    assert (off["seq"], off["mine"]) == (4, [])
    assert (await there.until("message", seq=4))["reactions"] == {"👍": 1}
    odd = await ask(here, type="react", id="r-4", message=said["id"], emoji="🦀", on=True)
    assert odd["code"] == "bad_frame"


async def test_a_read_mark_moves_forward_only_and_is_the_same_on_all_devices(hall: Hall) -> None:
    room = await hall.room("marks")
    _person, token = await hall.person("Two Devices")
    phone, desk = await hall.listen(token), await hall.listen(token)
    for n in range(3):
        await phone.post(room, f"c-{n}", "Line")
    assert (await desk.join(room))["read"] == 0
    for seq, expected in ((2, 2), (1, 2), (99, 3)):
        await phone.say(type="read", room=room, seq=seq)
        await phone.post(room, f"after-{seq}", "Line") if seq == 99 else None
        assert await read_becomes(desk, room, expected)


async def read_becomes(listener: Listener, room: str, seq: int) -> bool:
    """The mark is written with the next group: ask until it is there."""
    for _ in range(200):
        if (await listener.join(room))["read"] >= seq:
            return True
    return False


async def test_typing_reaches_the_others_once_in_three_seconds(hall: Hall) -> None:
    here, there = await two_in(hall, "typing", "Typist", "Waits")
    for _ in range(3):
        await here.say(type="typing", room="typing")
    await here.post("typing", "c-1", "Done")
    await there.until("message")
    signs = [frame for frame in there.heard if frame["type"] == "typing"]
    assert signs == [{"type": "typing", "room": "typing", "handle": "typist"}]
    assert not [frame for frame in here.heard if frame["type"] == "typing"]


async def test_a_report_by_the_socket_is_acked_with_its_reference(hall: Hall) -> None:
    here, there = await two_in(hall, "reports", "Rude", "Tells")
    said = await here.post("reports", "c-1", "Something rude")
    frame = {"type": "report", "id": "p-1", "message": said["id"], "reason": "rules"}
    ack = await ask(there, **frame, note="It is rude")
    assert (ack["type"], ack["room"], len(str(ack["reference"]))) == ("ack", "reports", 9)
    assert (await ask(there, **frame, note="It is rude"))["reference"] == ack["reference"]
    odd = await ask(there, type="report", id="p-2", message=said["id"], reason="dislike")
    assert odd["code"] == "bad_frame"
    none = await ask(there, type="report", id="p-3", message="nothing", reason="rules")
    assert none["code"] == "unknown_room"


@pytest.mark.parametrize("blocker", ["reader", "author"])
async def test_a_block_hides_both_from_each_other_and_says_nothing(
    hall: Hall, blocker: str
) -> None:
    room = await hall.room(f"block-{blocker}")
    (one, a), (two, b) = await hall.person(f"A {blocker}"), await hall.person(f"B {blocker}")
    (_c, third) = await hall.person(f"C {blocker}")
    author, reader, other = [await hall.listen(token) for token in (a, b, third)]
    for listener in (author, reader, other):
        await listener.join(room)
    person, target = (two, one) if blocker == "reader" else (one, two)
    async with hall.hub.transaction() as tx:
        await block(tx, person, blocked_name=person_name(target.person_id))
    hidden = await first_hidden(author, reader, room)
    assert set(hidden) == {"type", "room", "seq", "id", "hidden"}
    assert (await other.until("message", seq=hidden["seq"]))["body"] == "Line"
    await reader.say(type="join", ref="back", room=room, after=hidden["seq"] - 1)
    await reader.until("joined", ref="back")
    assert (await reader.hear()) == hidden, "a catch-up hides what the live frame hid"
    async with hall.hub.transaction() as tx:
        await unblock(tx, person, person_name(target.person_id))
    await first_shown(author, reader, room)


async def first_hidden(author: Listener, reader: Listener, room: str) -> dict[str, object]:
    """The hub beside the server wrote the block; the server hears of it within a moment."""
    return await first_frame(author, reader, room, "hidden")


async def first_shown(author: Listener, reader: Listener, room: str) -> None:
    await first_frame(author, reader, room, "body")


async def first_frame(
    author: Listener, reader: Listener, room: str, field: str
) -> dict[str, object]:
    """Say it again and again until the reader's frame of it has this field."""
    async with asyncio.timeout(PATIENCE):
        for n in itertools.count():
            ack = await author.post(room, f"{field}-{n}", "Line")
            frame = await reader.until("message", seq=ack["seq"])
            if frame.get(field):
                return frame
    raise AssertionError("counted to the end of numbers")


async def test_a_side_conversation_stands_in_the_room_it_grew_from(hall: Hall) -> None:
    here, there = await two_in(hall, "aside", "Begins", "Answers")
    root = await here.post("aside", "c-1", "A long story")
    reply = await there.post("aside", "c-2", "Tell me more", thread=root["id"])
    assert (await here.until("message", seq=2))["thread"] == root["id"]
    deeper = await here.post("aside", "c-3", "Deeper", thread=reply["id"])
    assert deeper["code"] == "not_allowed"
    lost = await here.post("aside", "c-4", "Where", reply_to="nowhere")
    assert lost["code"] == "gone"
