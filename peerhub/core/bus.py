"""The live lane: ready bytes by topic, at once, at most once. Nothing on it may be needed to be right."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Protocol, Self

import redis.asyncio as redis
import structlog
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from peerhub.core.tasks import end_task

QUEUE = 4_096  # frames a worker may be behind before it asks the store instead
RETRY_SECONDS = 0.5
CONFIRM_SECONDS = 2.0
PUBLISH_SECONDS = 1.0  # acks wait for the publishing: a frozen Redis delays them so long, once,
AWAY_SECONDS = 2.0  # and is then not asked for this long
ACCESS_CHANGED = "access"  # somebody may no longer do something: ask again at once
log = structlog.get_logger("bus")


class Bus(Protocol):
    """Publish to a topic; subscribe to several."""

    async def publish(self, topic: str, frame: bytes) -> None: ...

    def subscribe(self) -> Subscription: ...

    async def close(self) -> None: ...


class Subscription:
    """A bounded queue of (topic, frame). After an overflow or a cut comes `("", b"")`: ask the store."""

    def __init__(self, bus: MemoryBus | RedisBus) -> None:
        self._bus = bus
        self._queue: deque[tuple[str, bytes]] = deque()
        self._filled = asyncio.Event()
        self._closed = False

    async def add(self, topic: str) -> None:
        await self._bus.attach(topic, self)

    async def remove(self, topic: str) -> None:
        await self._bus.detach(topic, self)

    def put(self, topic: str, frame: bytes) -> None:
        if len(self._queue) >= QUEUE:
            self._queue.clear()
            topic, frame = "", b""
        self._queue.append((topic, frame))
        self._filled.set()

    async def __aiter__(self) -> AsyncIterator[tuple[str, bytes]]:
        while not self._closed:
            await self._filled.wait()
            self._filled.clear()
            while self._queue:
                yield self._queue.popleft()

    def take_all(self) -> list[tuple[str, bytes]]:
        """What waits now, at once: a fan-out writes several frames of a room together."""
        taken = list(self._queue)
        self._queue.clear()
        return taken

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed = True
        self._filled.set()
        await self._bus.drop(self)


class MemoryBus:
    """One process: a call is a delivery."""

    def __init__(self) -> None:
        self._topics: dict[str, set[Subscription]] = {}

    async def publish(self, topic: str, frame: bytes) -> None:
        for subscription in tuple(self._topics.get(topic, ())):
            subscription.put(topic, frame)

    def subscribe(self) -> Subscription:
        return Subscription(self)

    async def attach(self, topic: str, subscription: Subscription) -> None:
        self._topics.setdefault(topic, set()).add(subscription)

    async def detach(self, topic: str, subscription: Subscription) -> None:
        members = self._topics.get(topic, set())
        members.discard(subscription)
        if not members:
            self._topics.pop(topic, None)

    async def drop(self, subscription: Subscription) -> None:
        for topic in [t for t, members in self._topics.items() if subscription in members]:
            await self.detach(topic, subscription)

    async def is_up(self) -> bool:
        return True

    async def close(self) -> None:
        self._topics.clear()


class RedisBus:
    """Several workers: Redis pub/sub. A lost connection comes back by itself and says so to everyone."""

    def __init__(self, url: str) -> None:
        self._redis = redis.from_url(
            url,
            socket_timeout=PUBLISH_SECONDS,
            socket_connect_timeout=PUBLISH_SECONDS,
            retry=Retry(NoBackoff(), 0),  # the library's own would multiply the wait
        )
        self._away_until = 0.0  # in steady time
        # The listener waits for frames for as long as none come, hence no read timeout of its own.
        self._listening = redis.from_url(url, socket_timeout=None, socket_connect_timeout=2)
        self._pubsub = self._listening.pubsub()
        self._local = MemoryBus()
        self._wanted: dict[str, int] = {}
        self._confirmed: dict[str, asyncio.Event] = {}
        self._late: set[str] = set()  # asked for, and nobody waits for the confirmation any more
        self._subscriptions: set[Subscription] = set()
        self._listener: asyncio.Task[None] | None = None

    async def publish(self, topic: str, frame: bytes) -> None:
        if time.monotonic() < self._away_until:
            await self._local.publish(topic, frame)
            return
        try:
            await self._redis.publish(topic, frame)
        except (redis.RedisError, OSError) as error:
            self._away_until = time.monotonic() + AWAY_SECONDS
            # Redis is a convenience (promise R8): our own people hear it, others by the next beat.
            log.warning("bus away", fault=type(error).__name__)
            await self._local.publish(topic, frame)

    def subscribe(self) -> Subscription:
        subscription = Subscription(self)
        self._subscriptions.add(subscription)
        return subscription

    async def attach(self, topic: str, subscription: Subscription) -> None:
        """Returns once Redis has confirmed: a frame published from then on is heard.

        While Redis is away it returns all the same; once it has confirmed everybody is told to
        ask the store, so that what was said in between is not missed.
        """
        await self._local.attach(topic, subscription)
        self._wanted[topic] = self._wanted.get(topic, 0) + 1
        confirmed = self._confirmed.setdefault(topic, asyncio.Event())
        with contextlib.suppress(redis.RedisError, OSError):  # the listener asks again
            if self._wanted[topic] == 1:
                await self._pubsub.subscribe(topic)
        if self._listener is None:
            self._listener = asyncio.create_task(self._listen(), name="redis-bus")
        if not await self._is_confirmed(confirmed) and self._confirmed.get(topic) is confirmed:
            self._late.add(topic)

    async def _is_confirmed(self, confirmed: asyncio.Event) -> bool:
        """A frozen Redis is waited for once: whoever opens a room hangs on it."""
        if time.monotonic() < self._away_until:
            return confirmed.is_set()
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await confirmed.wait()
        except TimeoutError:
            self._away_until = time.monotonic() + AWAY_SECONDS
        return confirmed.is_set()

    async def detach(self, topic: str, subscription: Subscription) -> None:
        await self._local.detach(topic, subscription)
        left = self._wanted.get(topic, 0) - 1
        if left > 0:
            self._wanted[topic] = left
        elif self._wanted.pop(topic, None):
            self._confirmed.pop(topic, None)
            self._no_longer_late(topic)
            with contextlib.suppress(redis.RedisError, OSError):
                await self._pubsub.unsubscribe(topic)

    async def drop(self, subscription: Subscription) -> None:
        self._subscriptions.discard(subscription)
        for topic in [t for t, m in self._local._topics.items() if subscription in m]:
            await self.detach(topic, subscription)

    async def _listen(self) -> None:
        while True:
            try:
                async for message in self._pubsub.listen():
                    await self._take(message["type"], message["channel"].decode(), message["data"])
                await asyncio.sleep(RETRY_SECONDS)
            except (redis.RedisError, OSError) as error:
                log.warning("bus cut", fault=type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
                await self._come_back()

    async def _take(self, kind: str, topic: str, data: bytes) -> None:
        if kind == "message":
            await self._local.publish(topic, data)
        elif kind == "subscribe" and topic in self._confirmed:
            self._confirmed[topic].set()
            self._no_longer_late(topic)

    def _no_longer_late(self, topic: str) -> None:
        if topic in self._late:
            self._late.remove(topic)
            if not self._late:  # nothing is missed from here on
                for subscription in self._subscriptions:
                    subscription.put("", b"")

    async def _come_back(self) -> None:
        try:
            await self._pubsub.aclose()  # type: ignore[no-untyped-call]
            self._pubsub = self._listening.pubsub()
            self._late = set(self._wanted)
            if self._wanted:
                await self._pubsub.subscribe(*self._wanted)
        except (redis.RedisError, OSError):
            return  # the next round of _listen tries again

    async def is_up(self) -> bool:
        """Whether Redis answers now; without it only this worker's people are told at once."""
        try:
            return bool(await self._redis.ping())
        except (redis.RedisError, OSError):
            return False

    async def close(self) -> None:
        if self._listener:
            await end_task(self._listener)
        await self._pubsub.aclose()  # type: ignore[no-untyped-call]
        await self._listening.aclose()
        await self._redis.aclose()


def open_bus(redis_url: str) -> MemoryBus | RedisBus:
    return RedisBus(redis_url) if redis_url else MemoryBus()
