"""Passwords at rest: argon2id, hashed in at most two threads. Knows nobody and logs nothing."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from peerhub.core.errors import TooFast

# RFC 9106 section 4, second recommended option. 64 MiB each, so only two at once.
HASHER = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
AT_ONCE = 2
MOST_WAITING = 40  # about four seconds of work; whoever comes then is asked to come again
_THREADS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")
_waiting = 0
T = TypeVar("T")


@dataclass
class Tally:
    """How many passwords this process put to the hash; a number to watch, and nothing else."""

    tried: int = 0


tally = Tally()


def _nobody() -> str:
    """A hash that no password fits and that costs as much to try (promise S24)."""
    salt, digest = (b64encode(bytes(n)).decode().rstrip("=") for n in (16, 32))
    return f"$argon2id$v=19$m=65536,t=3,p=4${salt}${digest}"


NOBODY = _nobody()


async def hash_password(password: str) -> str:
    """TooFast where too many wait."""
    return await _in_thread(HASHER.hash, password)


async def is_password(password: str, password_hash: str | None) -> bool:
    """Whether it is the one; without a hash (no such account) the answer costs as much."""
    right = await _in_thread(_verify, password, password_hash or NOBODY)
    if right is not None:
        tally.tried += 1
    return bool(right)


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with weaker settings than ours are now."""
    return HASHER.check_needs_rehash(password_hash)


def _verify(password: str, password_hash: str) -> bool | None:
    """None where what is kept is no hash at all: then none was computed."""
    try:
        return HASHER.verify(password_hash, password)
    except VerifyMismatchError:
        return False
    except (VerificationError, InvalidHashError):
        return None


async def _in_thread(work: Callable[..., T], *arguments: str) -> T:
    global _waiting  # noqa: PLW0603 (threads are the process's, and so is their queue)
    if _waiting >= MOST_WAITING:
        raise TooFast(5)
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREADS, work, *arguments)
    finally:
        _waiting -= 1
