"""Who gets which bytes: each room's frames in the order of `seq`, framed once, written to every line.

The bus never decides the order, the store's `seq` does; what the bus lost is read from the store.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Unavailable
from peerhub.core.hub import Hub
from peerhub.core.tasks import end_task
from peerhub.people.access import all_blocks
from peerhub.people.blocks import Blocks
from peerhub.rooms import access
from peerhub.rooms.line import Group, Line, unplaced
from peerhub.rooms.models import MOST_MISSED, Message
from peerhub.rooms.store import messages, rooms
from peerhub.rooms.wire import (
    PERSON,
    Packed,
    hide,
    person_topic,
    to_packed,
    topic_of,
    typing_topic,
    unpack,
    unpack_typing,
)

STOP_SECONDS = 5.0
ELDER_SECONDS = 0.05  # how long an early frame waits for the one before it
log = structlog.get_logger("fanout")


@dataclass
class Channel:
    """One room's live part in this worker."""

    room_id: str
    slug: str
    seq: int = -1  # of the newest frame given to the lines; -1 until read from the store
    lines: set[Line] = field(default_factory=set)
    early: dict[int, Packed] = field(default_factory=dict)
    repair: asyncio.TimerHandle | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # it is opened or closed


class Fanout:
    """The channels of this worker and the one subscription that feeds them."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.channels: dict[str, Channel] = {}
        self.bus = hub.bus.subscribe()
        self.seconds = 0.0  # what the last round of writing took
        self.people: dict[str, set[Line]] = {}  # person_id -> their open lines here
        self.blocks = Blocks()
        self._greeting = asyncio.Lock()
        self._repairs: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="fanout")

    async def stop(self) -> None:
        if self._task:
            await end_task(self._task)
        # Let repairs end rather than cut them off: one that is cancelled while it reads would wait
        # for ever on a database that is closed meanwhile (seen).
        for channel in self.channels.values():
            if channel.repair:
                channel.repair.cancel()
        if self._repairs:
            await asyncio.wait(self._repairs, timeout=STOP_SECONDS)

    async def open(self, room_id: str, slug: str) -> Channel:
        """The room's channel, subscribed before anything is read: no frame falls in between."""
        while True:
            channel = self.channels.setdefault(room_id, Channel(room_id, slug))
            async with channel.turn:
                if self.channels.get(room_id) is not channel:
                    continue  # closed while we waited for our turn
                if channel.seq < 0:
                    await self._begin(channel)
                return channel

    async def _begin(self, channel: Channel) -> None:
        """In its turn; a channel of which nothing could be read is closed again."""
        try:
            await self.bus.add(topic_of(channel.room_id))
            await self.bus.add(typing_topic(channel.room_id))
            async with self.hub.reading(quick=True) as db:
                seqs = await rooms.list_seqs(db, [channel.room_id])
            channel.seq = max(channel.seq, seqs.get(channel.room_id, 0))
        finally:
            if channel.seq < 0:
                await self._close(channel)
        self._drop_old(channel)

    async def leave(self, room_id: str, line: Line) -> None:
        channel = self.channels.get(room_id)
        if channel is None:
            return
        channel.lines.discard(line)
        if channel.lines:
            return
        async with channel.turn:
            if not channel.lines and self.channels.get(room_id) is channel:
                await self._close(channel)

    async def _close(self, channel: Channel) -> None:
        """In its turn. Who opens it meanwhile waits, and subscribes after this has unsubscribed."""
        await self.bus.remove(topic_of(channel.room_id))
        await self.bus.remove(typing_topic(channel.room_id))
        if channel.repair:
            channel.repair.cancel()
        del self.channels[channel.room_id]

    async def greet(self, line: Line) -> None:
        """From here on this line gets its person's notices: one subscription, however many lines."""
        person_id = line.person.person_id
        async with self._greeting:
            lines = self.people.setdefault(person_id, set())
            lines.add(line)
            if len(lines) == 1:
                await self.bus.add(person_topic(person_id))

    async def part(self, line: Line) -> None:
        """The opposite of greet."""
        person_id = line.person.person_id
        async with self._greeting:
            lines = self.people.get(person_id, set())
            lines.discard(line)
            if not lines and self.people.pop(person_id, None) is not None:
                await self.bus.remove(person_topic(person_id))

    async def _run(self) -> None:
        async for topic, packed in self.bus:
            taken = [(topic, packed), *self.bus.take_all()]
            began = time.monotonic()
            by_topic: dict[str, list[bytes]] = {}
            for name, frame in taken:
                by_topic.setdefault(name, []).append(frame)
            if "" in by_topic:  # the bus lost something: the store knows
                self.repair_all()
            for name, frames in by_topic.items():
                if name.startswith(PERSON):
                    self._tell(name.removeprefix(PERSON), frames)
                    continue
                kind, _colon, room_id = name.partition(":")
                channel = self.channels.get(room_id)
                if channel is not None and kind == "room":
                    self._receive(channel, frames)
                elif channel is not None:
                    self._show_typing(channel, frames)
            self.seconds = time.monotonic() - began

    def _tell(self, person_id: str, payloads: Iterable[bytes]) -> None:
        """Notices have no order to keep; a lost one is on their page all the same."""
        group = Group([unplaced(payload) for payload in payloads])
        for line in tuple(self.people.get(person_id, ())):
            line.relay(group)

    def _show_typing(self, channel: Channel, packed: Iterable[bytes]) -> None:
        """To everybody in the room but the one who types and those whom a block keeps apart."""
        for sign in map(unpack_typing, packed):
            group = Group([unplaced(sign.payload)])
            for line in tuple(channel.lines):
                place = line.rooms.get(channel.room_id)
                own = line.person.person_id == sign.person_id
                if own or place is None or line.is_catching_up(channel.room_id):
                    continue
                if not self.blocks.hides(sign.key, line.person.person_id, place.key):
                    line.relay(group)

    def _receive(self, channel: Channel, packed: Iterable[bytes]) -> None:
        for one in packed:
            frame = unpack(one)
            if channel.seq < 0 or frame.seq > channel.seq:
                channel.early[frame.seq] = frame
        if channel.seq >= 0:
            self._deliver_ready(channel)

    def _deliver_ready(self, channel: Channel) -> None:
        """Everything that follows without a hole leaves in one write per line."""
        ready: list[Packed] = []
        while channel.seq + 1 in channel.early:
            channel.seq += 1
            ready.append(channel.early.pop(channel.seq))
        if ready:
            self._write(channel, ready)
        if channel.early and channel.repair is None:
            loop = asyncio.get_running_loop()
            channel.repair = loop.call_later(ELDER_SECONDS, self.start_repair, channel)

    def _write(self, channel: Channel, frames: Sequence[Packed]) -> None:
        """The same bytes to every line; readers from whom a block hides some get those bare."""
        group = Group(frames)
        blocked = any(self.blocks.concerns(frame.key) for frame in frames)
        for line in tuple(channel.lines):
            if line.is_catching_up(channel.room_id):
                line.keep(channel.room_id, self.as_read_by(line, channel, frames))
                line.settle(channel.room_id, channel.seq)
                continue
            theirs = Group(self.as_read_by(line, channel, frames)) if blocked else group
            if not line.relay(theirs):
                channel.lines.discard(line)

    def as_read_by(
        self, line: Line, channel: Channel, frames: Sequence[Packed]
    ) -> Sequence[Packed]:
        """These frames as this reader may have them."""
        place = line.rooms.get(channel.room_id)
        if place is None or place.sees_all:
            return frames
        person_id = line.person.person_id
        return [
            hide(frame, channel.slug)
            if self.blocks.hides(frame.key, person_id, place.key)
            else frame
            for frame in frames
        ]

    async def ask_blocks(self) -> None:
        """Somebody blocked or unblocked somebody: read all blocks anew."""
        async with self.hub.reading() as db:
            self.blocks = await all_blocks(db)

    def _drop_old(self, channel: Channel) -> None:
        for seq in [s for s in channel.early if s <= channel.seq]:
            del channel.early[seq]
        self._deliver_ready(channel)

    def repair_all(self) -> None:
        for channel in tuple(self.channels.values()):
            if channel.seq >= 0:
                self.start_repair(channel)

    def start_repair(self, channel: Channel) -> None:
        channel.repair = None
        task = asyncio.create_task(self._repair(channel), name="repair")
        self._repairs.add(task)
        task.add_done_callback(self._repairs.discard)

    async def _repair(self, channel: Channel) -> None:
        """Read what is missing from the store and go on. Live frames have no holes (contract)."""
        try:
            while True:
                async with self.hub.reading(quick=True) as db:
                    newest = (await rooms.list_seqs(db, [channel.room_id])).get(channel.room_id, 0)
                    said = await messages.list_after(db, channel.room_id, channel.seq, MOST_MISSED)
                    frames = await self.frames_for(db, channel.slug, said)
                if newest <= channel.seq:
                    break
                self._skip_to(
                    channel, frames, newest if len(said) < MOST_MISSED else frames[-1].seq
                )
        except Unavailable:
            log.warning("repair waits for the beat", room=channel.room_id)
        self._drop_old(channel)

    def _skip_to(self, channel: Channel, frames: list[Packed], seq: int) -> None:
        """What a repair read may leap over states that later ones replaced; clients join again."""
        fresh = [frame for frame in frames if frame.seq > channel.seq]
        channel.seq = max(channel.seq, seq)
        if fresh:
            self._write(channel, fresh)
        for line in tuple(channel.lines):
            line.settle(channel.room_id, channel.seq)

    async def frames_for(
        self, db: AsyncConnection, slug: str, said: Sequence[Message]
    ) -> list[Packed]:
        """Ready frames of messages read from the store, in their order."""
        bylines = await access.bylines_of(db, said)
        return [to_packed(m, slug, bylines.get(m.message_id)) for m in said]
