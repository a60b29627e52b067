"""How many people are in a room now: a number and never a name, where its facilitators want it said.

Each worker says on the bus who is on its lines (as keyed hashes), and believes the others for a
minute. Nothing of it is stored, and none of it is needed: a lost word is said again with the beat.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

import orjson

from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.tasks import end_task
from peerhub.rooms import answers
from peerhub.rooms.access import Seat
from peerhub.rooms.fanout import Fanout
from peerhub.rooms.models import RoomKind

GATHER_SECONDS = 1.0  # many may come or go at once
BELIEVED_SECONDS = 60.0  # what another worker said: two beats and a little
TOPIC = "here:"


def coarse(count: int) -> int:
    """Few as they are, many to the next ten: a number must not tell that one of many came or left."""
    return count if count < 10 else round(count, -1)


def is_on(seat: Seat) -> bool:
    return seat.room.presence and seat.room.kind is not RoomKind.CONFIDENTIAL


class Presence:
    """The rooms of this worker in which it is said how many are there."""

    def __init__(self, hub: Hub, fanout: Fanout) -> None:
        self.hub, self.fanout = hub, fanout
        self.worker = new_id()
        self.bus = hub.bus.subscribe()
        self._said: dict[str, int] = {}  # room_id -> the number that lines were last told
        self._heard: dict[str, dict[str, tuple[frozenset[str], float]]] = {}
        self._due: dict[str, asyncio.TimerHandle] = {}
        self._saying: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None
        self.stopping = False

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="presence")

    async def stop(self) -> None:
        self.stopping = True
        for timer in self._due.values():
            timer.cancel()
        for task in (self._task, *self._saying):
            if task:
                await end_task(task)

    async def enter(self, seat: Seat) -> int | None:
        """Somebody came in: how many are here with them; None where it is not said."""
        room_id = seat.room.room_id
        if not is_on(seat):
            await self.forget(room_id)
            return None
        if room_id not in self._heard:
            self._heard[room_id] = {}
            await self.bus.add(TOPIC + room_id)
        self.changed(room_id)
        return coarse(len(self._everybody(room_id)))

    def changed(self, room_id: str) -> None:
        """Somebody came or left: said in a moment, once for all who did."""
        if room_id in self._heard and room_id not in self._due and not self.stopping:
            loop = asyncio.get_running_loop()
            self._due[room_id] = loop.call_later(GATHER_SECONDS, self._say, room_id)

    async def forget(self, room_id: str) -> None:
        """It is not said any more, or nobody here is left to say it to."""
        if self._heard.pop(room_id, None) is not None:
            self._said.pop(room_id, None)
            await self.bus.remove(TOPIC + room_id)

    async def beat(self) -> None:
        """Say all of it again, and let go of rooms that nobody here is in."""
        for room_id in tuple(self._heard):
            if room_id not in self.fanout.channels:
                await self._publish(room_id)
                await self.forget(room_id)
            else:
                self._say(room_id)

    def _say(self, room_id: str) -> None:
        self._due.pop(room_id, None)
        task = asyncio.create_task(self._publish(room_id), name="here")
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    async def _publish(self, room_id: str) -> None:
        said = {"worker": self.worker, "here": sorted(self._ours(room_id))}
        await self.hub.bus.publish(TOPIC + room_id, orjson.dumps(said))

    def _ours(self, room_id: str) -> Iterable[str]:
        channel = self.fanout.channels.get(room_id)
        people = {line.person.person_id for line in channel.lines} if channel else set()
        return {self.hub.keys.sign("here", room_id, person_id)[:16] for person_id in people}

    def _everybody(self, room_id: str) -> set[str]:
        now = time.monotonic()
        found = set(self._ours(room_id))
        for worker, (people, at) in self._heard.get(room_id, {}).items():
            if worker != self.worker and now - at < BELIEVED_SECONDS:
                found |= people
        return found

    async def _run(self) -> None:
        async for topic, said in self.bus:
            room_id = topic.removeprefix(TOPIC)
            if room_id in self._heard:
                fields = orjson.loads(said)
                people = frozenset(fields["here"])
                self._heard[room_id][fields["worker"]] = (people, time.monotonic())
                self._tell(room_id)

    def _tell(self, room_id: str) -> None:
        """Every line in the room, where the number has become another."""
        here, channel = coarse(len(self._everybody(room_id))), self.fanout.channels.get(room_id)
        if channel is None or self._said.get(room_id) == here:
            return
        self._said[room_id] = here
        for line in tuple(channel.lines):
            line.send(answers.presence_frame(channel.slug, here))
