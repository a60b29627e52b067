"""The order of frames in one worker: the store's seq decides, whatever the bus brings, loses or doubles."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.bus import MemoryBus, Subscription
from peerhub.core.hub import Hub
from peerhub.core.keys import hash_token
from peerhub.people.models import Credential, Person
from peerhub.rooms.engine import Engine
from peerhub.rooms.fanout import Fanout
from peerhub.rooms.frames import JoinFrame, MessageDraft, to_new_message
from peerhub.rooms.line import TOO_SLOW, Line, StreamLine
from peerhub.rooms.models import Room
from peerhub.rooms.service.post import post_messages
from peerhub.web.protocols import OurSocketProtocol
from tests.support.factories import make_room, make_session
from tests.support.far_end import PATIENCE, FarEnd


class Worker:
    """An engine whose bus is in the test's hand, and one listener in one room."""

    def __init__(self, hub: Hub, room: Room, person: Person) -> None:
        self.hub, self.room, self.person = hub, room, person
        self.engine = Engine(hub)
        self.far_end = FarEnd()
        credential = Credential("c", "session")
        self.line = Line(cast(OurSocketProtocol, self.far_end), person, credential)
        self.packed: list[bytes] = []

    async def join(self, after: int | None = 0) -> None:
        frame = JoinFrame(type="join", ref="r", room=self.room.slug, after=after)
        self.engine.subscriptions.lines.add(self.line)
        await self.engine.subscriptions.join(self.line, frame)

    async def store(self, count: int) -> list[bytes]:
        """Messages that another worker stored; what it would have put on the bus."""
        packed: list[bytes] = []
        for n in range(count):
            draft = MessageDraft(id=f"{len(self.packed)}-{n}", body="Words")
            async with self.hub.transaction() as tx:
                new = to_new_message(self.person.person_id, self.room.slug, draft)
                await post_messages(tx, [new])
                packed += [frame for _topic, frame in tx.announced]
                tx.announced.clear()
        self.packed += packed
        return packed

    async def bring(self, *packed: bytes) -> None:
        """The bus delivers these, in this order."""
        for one in packed:
            await self.hub.bus.publish(f"room:{self.room.room_id}", one)


@pytest.fixture
async def worker(hub: Hub, amina: Person) -> AsyncIterator[Worker]:
    worker = Worker(hub, await make_room(hub, "order", "Order"), amina)
    worker.engine.fanout.start()
    yield worker
    await worker.engine.fanout.stop()


async def test_frames_that_come_out_of_order_leave_in_order(worker: Worker) -> None:
    await worker.join()
    one, two, three = await worker.store(3)
    await worker.bring(three, one, two)
    assert await worker.far_end.until(3) == [1, 2, 3]


async def test_a_frame_that_comes_twice_leaves_once(worker: Worker) -> None:
    await worker.join()
    one, two = await worker.store(2)
    await worker.bring(one, one, two, one)
    assert await worker.far_end.until(2) == [1, 2]


async def test_a_lost_frame_is_read_from_the_store(worker: Worker) -> None:
    await worker.join()
    one, _lost, three = await worker.store(3)
    await worker.bring(one, three)
    assert await worker.far_end.until(3) == [1, 2, 3]


async def test_a_lost_last_frame_is_found_by_the_beat(worker: Worker) -> None:
    await worker.join()
    one, _lost = await worker.store(2)
    await worker.bring(one)
    await worker.far_end.until(1)
    await worker.engine.subscriptions.beat()
    assert await worker.far_end.until(2) == [1, 2]
    beats = [frame for frame in worker.far_end.frames if frame["type"] == "beat"]
    assert beats == [{"type": "beat", "rooms": {"order": 2}}]


async def test_what_was_read_while_joining_does_not_come_again(worker: Worker) -> None:
    packed = await worker.store(3)
    await worker.join(after=1)
    await worker.bring(*packed)
    (four,) = await worker.store(1)
    await worker.bring(four)
    assert await worker.far_end.until(3) == [2, 3, 4]


async def test_a_bus_that_lost_everything_is_made_good(worker: Worker) -> None:
    await worker.join()
    await worker.store(5)
    fanout: Fanout = worker.engine.fanout
    fanout.bus.put("", b"")
    assert await worker.far_end.until(5) == [1, 2, 3, 4, 5]


async def test_a_reader_that_does_not_read_is_let_go(worker: Worker) -> None:
    await worker.join()
    worker.far_end.slow = True
    (one,) = await worker.store(1)
    await worker.bring(one)
    async with asyncio.timeout(PATIENCE):
        while worker.far_end.closed is None:
            await asyncio.sleep(0)
    assert worker.far_end.closed == TOO_SLOW


class EventsEnd(FarEnd):
    """The reader's end of a stream: keeps `(id, type)` of every event."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[tuple[str, str]] = []

    def write(self, framed: bytes) -> bool:
        for block in framed.decode().split("\n\n")[:-1]:
            fields = dict(line.split(": ", 1) for line in block.split("\n"))
            self.frames.append(json.loads(fields["data"]))
            place = fields.get("id", "").partition(":")[2]
            self.events.append((place, fields["event"]))
        return True


@pytest.fixture
def stream(worker: Worker) -> EventsEnd:
    """The same listener in the same room, by events."""
    end = EventsEnd()
    worker.far_end = end
    worker.line = StreamLine(end, worker.person, worker.line.credential, resumes=True)
    return end


async def test_the_id_of_a_beat_does_not_run_ahead_of_what_was_told(
    worker: Worker, stream: EventsEnd
) -> None:
    await worker.join()
    one, _lost = await worker.store(2)
    await worker.bring(one)
    await stream.until(1)
    await worker.engine.subscriptions.beat()
    assert await stream.until(2) == [1, 2]
    told = [("", "joined"), ("0", "caught_up"), ("1", "message"), ("1", "beat"), ("2", "message")]
    assert stream.events == told


async def test_a_notice_moves_no_streams_place(worker: Worker, stream: EventsEnd) -> None:
    await worker.engine.subscriptions.open(worker.line)
    await worker.join()
    await worker.hub.bus.publish(f"person:{worker.person.person_id}", b'{"type":"notice"}')
    await worker.bring(*await worker.store(1))
    await stream.until(1)
    assert ("", "notice") in stream.events
    assert stream.events[-1] == ("1", "message")


class Lagging:
    """The hub, but a reading that is not quick ends when the test says so: then it is old."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.has_read, self.may_end = asyncio.Event(), asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.hub, name)

    @asynccontextmanager
    async def reading(self, *, quick: bool = False) -> AsyncIterator[AsyncConnection]:
        async with self.hub.reading(quick=quick) as db:
            yield db
            if not quick:
                self.has_read.set()
                await self.may_end.wait()


async def test_who_joins_while_access_is_asked_again_stays(worker: Worker) -> None:
    """Seen: the room was not among those asked about, and its newcomer was sent away."""
    subscriptions, hub = worker.engine.subscriptions, Lagging(worker.hub)
    session_id = hash_token(await make_session(worker.hub, worker.person))
    worker.line.credential = Credential(session_id, "session")
    subscriptions.hub = cast(Hub, hub)
    subscriptions.lines.add(worker.line)
    asked = asyncio.create_task(subscriptions.sweep())
    await hub.has_read.wait()
    await worker.join()
    hub.may_end.set()
    await asked
    await worker.bring(*await worker.store(1))
    assert await worker.far_end.until(1) == [1]
    assert "left" not in [frame["type"] for frame in worker.far_end.frames]


class SlowBus(MemoryBus):
    """A bus that takes its time to subscribe and to unsubscribe, as one over a network does."""

    def __init__(self) -> None:
        super().__init__()
        self.may_attach, self.may_detach = asyncio.Event(), asyncio.Event()

    async def attach(self, topic: str, subscription: Subscription) -> None:
        await self.may_attach.wait()
        await super().attach(topic, subscription)

    async def detach(self, topic: str, subscription: Subscription) -> None:
        await self.may_detach.wait()
        await super().detach(topic, subscription)


async def test_nobody_reads_how_far_a_room_is_before_it_is_subscribed(
    hub: Hub, amina: Person
) -> None:
    """Two come as the last one leaves: the second must not read for both while the first subscribes."""
    hub.bus = bus = SlowBus()
    worker = Worker(hub, await make_room(hub, "order", "Order"), amina)
    fanout, room = worker.engine.fanout, worker.room
    bus.may_attach.set()
    (await fanout.open(room.room_id, room.slug)).lines.add(worker.line)
    bus.may_attach.clear()
    leaving = asyncio.create_task(fanout.leave(room.room_id, worker.line))
    await asyncio.sleep(0)
    first = asyncio.create_task(fanout.open(room.room_id, room.slug))
    await asyncio.sleep(0)
    bus.may_detach.set()
    await leaving
    second = asyncio.create_task(fanout.open(room.room_id, room.slug))
    await asyncio.sleep(0)
    await worker.bring(*await worker.store(1))  # nobody is subscribed yet: the store alone knows
    bus.may_attach.set()
    assert await first is await second
    assert (await first).seq == 1
