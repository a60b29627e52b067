"""The live engine of one worker: writer, fan-out and lines, started and stopped together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

import structlog

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import Unavailable
from peerhub.core.hub import Hub
from peerhub.core.tasks import end_task
from peerhub.rooms.fanout import Fanout
from peerhub.rooms.line import RESTARTING
from peerhub.rooms.presence import Presence
from peerhub.rooms.subscriptions import Subscriptions
from peerhub.rooms.writer import Writer

HEARTBEAT_SECONDS = 25
PERSON_LINES = 10  # sockets and streams together
ADDRESS_LINES = 1_000  # a hospital is one address
log = structlog.get_logger("engine")


class Engine:
    """What the socket and the other doors of rooms share."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.fanout = Fanout(hub)
        self.writer = Writer(hub, lambda: self.fanout.seconds)
        self.presence = Presence(hub, self.fanout)
        self.subscriptions = Subscriptions(hub, self.fanout, self.presence)
        self.per_person: dict[str, int] = {}
        self.per_address: dict[str, int] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def is_full_for(self, person_id: str, address: str) -> bool:
        """Whether this person or this address has as many lines open as one may."""
        return self.hub.limits.on and (
            self.per_person.get(person_id, 0) >= PERSON_LINES
            or self.per_address.get(address, 0) >= ADDRESS_LINES
        )

    @contextlib.contextmanager
    def counted(self, person_id: str, address: str) -> Iterator[None]:
        """A line counts against its person's and its address's share while it is open."""
        pairs = ((self.per_person, person_id), (self.per_address, address))
        for counts, key in pairs:
            counts[key] = counts.get(key, 0) + 1
        try:
            yield
        finally:
            for counts, key in pairs:
                counts[key] -= 1
                if not counts[key]:
                    del counts[key]

    def start(self) -> None:
        self.writer.start()
        self.fanout.start()
        self.presence.start()
        self._tasks = [
            asyncio.create_task(self._beat(), name="beat"),
            asyncio.create_task(self._watch_access(), name="access"),
        ]
        self.hub.on_outside_change.append(self.after_outside_change)

    async def stop(self) -> None:
        """Take nothing new, store and answer what waits, then send everyone away with 1012."""
        await self.writer.stop()
        for line in tuple(self.subscriptions.lines):
            line.close(RESTARTING)
        for task in self._tasks:
            await end_task(task)
        await self.presence.stop()
        await self.fanout.stop()

    async def after_outside_change(self) -> None:
        """A command beside us wrote: somebody may be suspended, something may be posted."""
        self.fanout.repair_all()
        await self.fanout.ask_blocks()
        await self.subscriptions.sweep()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            try:
                await self.fanout.ask_blocks()
                await self.subscriptions.sweep()
                await self.subscriptions.beat()
                await self.presence.beat()
            except Unavailable as error:
                log.warning("a beat was left out", fault=str(error))

    async def _watch_access(self) -> None:
        async with self.hub.bus.subscribe() as changes:
            await changes.add(ACCESS_CHANGED)
            await self.fanout.ask_blocks()
            async for _topic, _frame in changes:
                changes.take_all()
                try:
                    await self.fanout.ask_blocks()
                    await self.subscriptions.sweep()
                except Unavailable as error:
                    log.warning("the beat asks again", fault=str(error))


def engine_of(hub: Hub) -> Engine:
    """The hub's engine, made at the first question."""
    if "rooms" not in hub.engines:
        hub.engines["rooms"] = Engine(hub)
    engine: Engine = hub.engines["rooms"]
    return engine
