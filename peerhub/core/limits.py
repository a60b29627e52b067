"""How often something may be tried. Limits by address count failures only: a hospital is one address.

Windows move with the clock, try by try: counters by the quarter of an hour would let nearly twice
as many through around its edge.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from peerhub.core.errors import TooFast

ANSWER_SECONDS = 1.0  # a frozen Redis delays a try so long, once,
AWAY_SECONDS = 2.0  # and is then not asked for this long: guessing takes four questions a try
log = structlog.get_logger("limits")


class Limits:
    """Moving windows by rule and key; on Redis for all workers, and in this one while Redis is away."""

    def __init__(self, redis_url: str = "", *, on: bool = True) -> None:
        self.on = on
        self._away_until = 0.0  # in steady time
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._pool = _pool(redis_url) if redis_url else None
        self._shared = (
            MovingWindowRateLimiter(
                RedisStorage(
                    redis_url.replace("unix://", "redis+unix://", 1),  # as this library writes it
                    implementation="redispy",
                    connection_pool=self._pool,  # type: ignore[arg-type]  # ours, to be closed
                    wrap_exceptions=True,
                )
            )
            if redis_url
            else self._own
        )

    async def close(self) -> None:
        if self._pool:
            await self._pool.aclose()

    async def hit(self, rule: str, key: str, rate: str) -> None:
        """Count one; TooFast where `rate` (as in "20/minute") is used up."""
        if not self.on:
            return
        item, name = parse(rate), _name(rule, key)
        if not await self._ask("hit", item, name):
            raise TooFast(await self._wait(item, name))

    async def check(self, rule: str, key: str, rate: str) -> None:
        """TooFast where `rate` is used up; counts nothing."""
        if not self.on:
            return
        item, name = parse(rate), _name(rule, key)
        if not await self._ask("test", item, name):
            raise TooFast(await self._wait(item, name))

    async def forget(self, rule: str, key: str, rate: str) -> None:
        """Begin anew, as after a success."""
        item, name = parse(rate), _name(rule, key)
        await self._own.clear(item, name)
        await self._answer("clear", item, name)

    async def _ask(self, verb: str, item: RateLimitItem, name: str) -> bool:
        return bool(await self._answer(verb, item, name))

    async def _wait(self, item: RateLimitItem, name: str) -> float:
        """Seconds until the next one is taken."""
        window = await self._answer("get_window_stats", item, name)
        wait: float = window.reset_time - time.time()
        return min(max(1.0, wait), float(item.get_expiry()))

    async def _answer(self, verb: str, item: RateLimitItem, name: str) -> Any:
        """What the counts of all workers say, or this worker's own while Redis is away."""
        if time.monotonic() >= self._away_until:
            try:
                return await getattr(self._shared, verb)(item, name)
            except StorageError as error:
                self._away_until = time.monotonic() + AWAY_SECONDS
                log.warning("limits are this worker's own", fault=type(error).__name__)
        return await getattr(self._own, verb)(item, name)


def _pool(redis_url: str) -> ConnectionPool:
    """A frozen Redis is waited for once and shortly: posts and sign-in hang on the answer."""
    return ConnectionPool.from_url(
        redis_url,
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


def _name(rule: str, key: str) -> str:
    """Keys may be addresses of people: only a hash leaves for Redis."""
    return f"{rule}:{hashlib.sha256(key.encode()).hexdigest()[:24]}"
