"""R6: a return is without a hole, or says `gap`: at each size of absence, and from every odd place."""

from collections.abc import AsyncIterator

import pytest

from tests.faults.conftest import Storm, say_beside
from tests.support.listener import Listener, listen

SAID = 5_200  # more than the largest absence
MISSED = [0, 1, 499, 500, 501, 5_000]
MOST = 500  # contract section 3


@pytest.fixture
async def returner(storm: Storm) -> AsyncIterator[Listener]:
    """Somebody who comes back to a room in which 5,200 messages were said meanwhile."""
    await say_beside(storm, 1, SAID)
    listener = await listen(storm.server.address, storm.tokens[1])
    yield listener
    await listener.close()


async def returns(listener: Listener, room: str, **place: object) -> tuple[list[int], dict, dict]:
    """Join from `place`: (seqs of messages, the frame that ends the return, `joined`)."""
    joined = await listener.join(room, **place)
    seqs: list[int] = []
    while True:
        frame = await listener.hear()
        if frame["type"] == "message":
            seqs.append(frame["seq"])
        elif frame["type"] in ("caught_up", "gap"):
            return seqs, frame, joined


async def test_each_absence_is_made_good_or_told(storm: Storm, returner: Listener) -> None:
    for missed in MISSED:
        after = SAID - missed
        seqs, end, joined = await returns(returner, storm.room, after=after)
        assert joined["seq"] == SAID
        if missed > MOST:
            assert seqs == [], "paged through over HTTP, not sent"
            assert (end["type"], end["after"], end["seq"]) == ("gap", after, SAID)
        else:
            assert seqs == list(range(after + 1, SAID + 1)), f"{missed} were missed"
            assert (end["type"], end["seq"]) == ("caught_up", SAID)


async def test_a_gap_is_paged_through_and_live_frames_go_on(
    storm: Storm, returner: Listener
) -> None:
    _seqs, gap, _joined = await returns(returner, storm.room, after=SAID - 5_000)
    await say_beside(storm, SAID + 1, 3)
    api, at = storm.api(1), gap["after"]
    while at < gap["seq"]:
        _status, page = api.get(f"/rooms/{storm.room}/messages?limit=100&after={at}")
        seqs = [message["seq"] for message in page["items"]]
        assert seqs == list(range(at + 1, at + 1 + len(seqs)))
        at = seqs[-1]
    live = [(await returner.until("message"))["seq"] for _ in range(3)]
    assert live == [gap["seq"] + 1, gap["seq"] + 2, gap["seq"] + 3]


async def test_a_place_that_is_not_this_rooms_counts_as_0(storm: Storm, returner: Listener) -> None:
    _seqs, _end, joined = await returns(returner, storm.room, after=SAID)
    epoch = joined["epoch"]
    for place in ({"after": SAID + 1}, {"after": 10**9}, {"after": SAID, "epoch": "another"}):
        seqs, end, _joined = await returns(returner, storm.room, **place)
        assert (seqs, end["type"], end["after"]) == ([], "gap", 0), place
    seqs, end, _joined = await returns(returner, storm.room, after=SAID - 2, epoch=epoch)
    assert (seqs, end["type"]) == ([SAID - 1, SAID], "caught_up")


@pytest.mark.parametrize("after", [-1, "5", 1.5, [], 2**60])
async def test_a_place_that_is_no_number_is_a_bad_frame(storm: Storm, after: object) -> None:
    listener = await listen(storm.server.address, storm.tokens[1])
    await listener.say(type="join", ref="odd", room=storm.room, after=after)
    answer = await listener.until("error")
    assert (answer["code"], answer["ref"]) == ("bad_frame", "odd")
    await listener.say(type="join", ref="good", room=storm.room, after=0)
    assert (await listener.until("joined"))["seq"] == 0, "the connection stays open"
    await listener.close()
