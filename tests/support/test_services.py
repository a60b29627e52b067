"""The private services start, are private, are empty for each test, and can be killed."""

import os
from pathlib import Path

import pytest
import redis.asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.support import machine
from tests.support.services import Postgres, Redis

pytestmark = pytest.mark.services


async def test_redis_passes_a_word_on(redis_url: str) -> None:
    client = redis.asyncio.Redis.from_url(redis_url)
    async with client.pubsub() as listener:
        await listener.subscribe("room:1")
        await client.publish("room:1", "hello")
        heard = [await listener.get_message(timeout=2) for _ in range(2)]
    await client.set("left", "behind")
    await client.aclose()
    assert [item["data"] for item in heard if item] == [1, b"hello"]


async def test_redis_is_empty_for_the_next_test(redis_url: str) -> None:
    async with redis.asyncio.Redis.from_url(redis_url) as client:
        assert await client.dbsize() == 0


async def test_redis_can_be_killed_and_comes_back(redis_server: Redis) -> None:
    async with redis.asyncio.Redis.from_url(redis_server.url, retry=None) as client:
        redis_server.kill()
        with pytest.raises(redis.ConnectionError):
            await client.ping()
        redis_server.start()
        assert await client.ping()


async def test_postgres_answers_over_its_own_socket(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE cups (cup_id int)"))
        ports = await connection.scalar(text("SHOW listen_addresses"))
    await engine.dispose()
    assert ports == ""


async def test_postgres_is_empty_for_the_next_test(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)
    async with engine.connect() as connection:
        found = await connection.scalar(text("SELECT to_regclass('cups')"))
    await engine.dispose()
    assert found is None


async def test_a_template_is_filled_once_and_copied_often(
    postgres_server: Postgres,
) -> None:
    fillings: list[str] = []
    for _ in range(2):
        template = postgres_server.template("with_nothing", fillings.append)
        name = postgres_server.create(template)
        postgres_server.drop(name)
    assert fillings == [postgres_server.url("with_nothing")]


def test_postgres_never_runs_as_root(postgres_server: Postgres) -> None:
    assert postgres_server.process is not None
    with Path(f"/proc/{postgres_server.process.pid}/status").open() as status:
        owner = next(line for line in status if line.startswith("Uid:")).split()[1]
    assert int(owner) != 0 or os.geteuid() != 0


def test_a_missing_program_fails_where_nothing_may_be_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no Redis"):
        machine.leave_out("Redis")
    monkeypatch.setenv("CI", "false")
    with pytest.raises(pytest.skip.Exception, match="no Redis"):
        machine.leave_out("Redis")
