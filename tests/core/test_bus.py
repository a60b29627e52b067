"""One suite for every bus: what is published after subscribing is heard, in order, and losses are told."""

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest

from peerhub.core.bus import CONFIRM_SECONDS, QUEUE, MemoryBus, RedisBus, Subscription, open_bus
from tests.support.services import Redis

PATIENCE = 10.0


@pytest.fixture(params=["memory", "redis"])
async def bus(request: pytest.FixtureRequest) -> AsyncIterator[MemoryBus | RedisBus]:
    url = request.getfixturevalue("redis_url") if request.param == "redis" else ""
    bus = open_bus(url)
    yield bus
    await bus.close()


async def hear(subscription: Subscription, count: int) -> list[tuple[str, bytes]]:
    async with asyncio.timeout(PATIENCE):
        heard: list[tuple[str, bytes]] = []
        async for frame in subscription:
            heard.append(frame)
            if len(heard) == count:
                break
        return heard


async def test_frames_are_heard_in_order_from_the_moment_of_subscribing(
    bus: MemoryBus | RedisBus,
) -> None:
    async with bus.subscribe() as subscription:
        await subscription.add("room:1")
        for n in range(5):
            await bus.publish("room:1", b"%d" % n)
        assert await hear(subscription, 5) == [("room:1", b"%d" % n) for n in range(5)]


async def test_a_topic_added_later_is_heard_too(bus: MemoryBus | RedisBus) -> None:
    async with bus.subscribe() as subscription:
        await subscription.add("room:1")
        await subscription.add("room:2")
        await bus.publish("room:2", b"two")
        assert await hear(subscription, 1) == [("room:2", b"two")]


async def test_a_topic_that_was_left_is_heard_no_more(bus: MemoryBus | RedisBus) -> None:
    async with bus.subscribe() as subscription:
        await subscription.add("room:1")
        await subscription.add("room:2")
        await subscription.remove("room:1")
        await bus.publish("room:1", b"unheard")
        await bus.publish("room:2", b"heard")
        assert await hear(subscription, 1) == [("room:2", b"heard")]


async def test_two_subscriptions_hear_the_same_and_one_may_leave(bus: MemoryBus | RedisBus) -> None:
    async with bus.subscribe() as one, bus.subscribe() as two:
        await one.add("room:1")
        await two.add("room:1")
        await bus.publish("room:1", b"both")
        assert await hear(one, 1) == await hear(two, 1) == [("room:1", b"both")]
        await one.remove("room:1")
        await bus.publish("room:1", b"still")
        assert await hear(two, 1) == [("room:1", b"still")]


async def test_a_reader_too_far_behind_is_told_to_ask_the_store(bus: MemoryBus | RedisBus) -> None:
    async with bus.subscribe() as subscription:
        await subscription.add("room:1")
        for n in range(QUEUE + 1):
            subscription.put("room:1", b"%d" % n)
        assert (await hear(subscription, 1))[0] == ("", b"")


async def test_workers_hear_each_other(redis_url: str) -> None:
    here, there = open_bus(redis_url), open_bus(redis_url)
    async with here.subscribe() as subscription:
        await subscription.add("room:1")
        await there.publish("room:1", b"from the other worker")
        assert await hear(subscription, 1) == [("room:1", b"from the other worker")]
    await here.close()
    await there.close()


async def test_a_redis_that_died_is_come_back_to_and_the_loss_is_told(redis_server: Redis) -> None:
    redis_server.empty()
    bus = open_bus(redis_server.url)
    async with bus.subscribe() as subscription:
        await subscription.add("room:1")
        redis_server.stop(signal.SIGKILL)
        assert not await bus.is_up()
        await bus.publish("room:1", b"own people hear it all the same")
        assert (await hear(subscription, 1))[0][1] == b"own people hear it all the same"
        redis_server.start()
        assert (await hear(subscription, 1)) == [("", b"")]
        await bus.publish("room:1", b"again")
        assert await hear(subscription, 1) == [("room:1", b"again")]
    await bus.close()


async def test_a_frozen_redis_is_waited_for_once_and_the_loss_is_told(redis_server: Redis) -> None:
    redis_server.empty()
    here, there = open_bus(redis_server.url), open_bus(redis_server.url)
    async with here.subscribe() as subscription:
        await subscription.add("room:0")
        assert redis_server.process is not None
        redis_server.process.send_signal(signal.SIGSTOP)
        try:
            async with asyncio.timeout(2 * CONFIRM_SECONDS):
                for n in range(1, 9):
                    await subscription.add(f"room:{n}")
        finally:
            redis_server.process.send_signal(signal.SIGCONT)
        assert await hear(subscription, 1) == [("", b"")], "the store knows what was said meanwhile"
        await there.publish("room:8", b"again")
        assert await hear(subscription, 1) == [("room:8", b"again")]
    await here.close()
    await there.close()


async def test_a_subscriber_that_is_cancelled_stays_cancelled(bus: MemoryBus | RedisBus) -> None:
    """Also where the confirmation comes in the same moment: else a stopping worker hangs (seen)."""
    first = bus.subscribe()
    await first.add("room:1")
    for moments in range(8):
        task = asyncio.create_task(bus.attach("room:1", bus.subscribe()))
        for _ in range(moments):
            await asyncio.sleep(0)
        if task.cancel():
            with pytest.raises(asyncio.CancelledError):
                await task
