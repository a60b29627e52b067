"""Fixtures for tests that need a real Redis or PostgreSQL; conftest imports them by name.

Each server is started once, at the first test that asks; each test gets it empty.
"""

from collections.abc import Iterator

import pytest

from tests.support.machine import find_postgres, find_redis, leave_out
from tests.support.services import Postgres, Redis, private_postgres, private_redis

__all__ = ["postgres_server", "postgres_url", "redis_server", "redis_url"]


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """The private Redis itself: `.url`, and `.stop()`, `.kill()`, `.start()` for tests of faults.

    Whoever stops it starts it again.
    """
    program = find_redis()
    if program is None:
        leave_out("Redis")
    with private_redis(program) as server:
        yield server


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """The address of an empty Redis."""
    redis_server.empty()
    return redis_server.url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """The private PostgreSQL itself: `.create()`, `.template()`, `.drop()`, `.url(name)`."""
    programs = find_postgres()
    if programs is None:
        leave_out("PostgreSQL")
    with private_postgres(programs) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """The address of a new, empty database, dropped after the test."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)
