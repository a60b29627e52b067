"""What is slow on purpose, done in threads of its own: two at once, and few may wait.

Apart from the threads of signing in, so that a wave of sign-ins never keeps a lead from a concern.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from peerhub.core.errors import TooFast
from peerhub.moderation.safeguarding import wall

AT_ONCE = 2  # each takes 64 MiB while it works
MOST_WAITING = 40
_THREADS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passphrase")
_waiting = 0
T = TypeVar("T")


async def close_ring(ring: wall.KeyRing, passphrase: str, *, about: str) -> bytes:
    return await _in_thread(wall.close_ring, ring, passphrase, about=about)


async def open_ring(closed: bytes, passphrase: str, *, about: str) -> wall.KeyRing:
    """Closed for another passphrase."""
    return await _in_thread(wall.open_ring, closed, passphrase, about=about)


async def reply_box(code: str, concern_id: str) -> bytes:
    return await _in_thread(wall.reply_box, code, concern_id)


async def _in_thread(work: Callable[..., T], *arguments: Any, **named: Any) -> T:
    global _waiting  # noqa: PLW0603 (threads are the process's, and so is their queue)
    if _waiting >= MOST_WAITING:
        raise TooFast(5)
    _waiting += 1
    try:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(_THREADS, partial(work, *arguments, **named))
    finally:
        _waiting -= 1
