"""A server of its own for each test of a fault, with a room and people who may write in it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from peerhub.app import build_hub
from peerhub.core.facts import ensure_epoch
from peerhub.migrations.road import migrate
from peerhub.rooms.frames import MessageDraft, to_new_message
from peerhub.rooms.service.post import post_messages
from tests.support.api_client import ApiClient
from tests.support.factories import make_person, make_room, make_token
from tests.support.server import Server
from tests.support.services import Postgres, Redis

ROOM = "storm"
IN_GROUP = 650  # messages in one transaction


@dataclass
class Storm:
    """A server with one room, and ten members with their tokens."""

    server: Server
    tokens: list[str]
    people: list[str]
    room: str = ROOM

    def api(self, n: int = 0) -> ApiClient:
        return ApiClient(self.server.address, self.tokens[n])


async def make_storm(server: Server) -> Storm:
    migrate(server.config())
    hub = build_hub(server.config())
    async with hub.transaction() as tx:
        await ensure_epoch(tx.db)
    await make_room(hub, ROOM, "Storm")
    tokens, people = [], []
    for n in range(10):
        person = await make_person(hub, f"Person {n}")
        people.append(person.person_id)
        tokens.append(await make_token(hub, person, "read", "write"))
    await hub.close()
    return Storm(server, tokens, people)


@pytest.fixture
async def storm(tmp_path: Path) -> AsyncIterator[Storm]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    server = Server(folder)
    storm = await make_storm(server)
    try:
        server.start()
        yield storm
    finally:
        server.kill()


@pytest.fixture
def two_workers(tmp_path: Path, postgres_server: Postgres, redis_server: Redis) -> Iterator[Server]:
    """Not started: two processes on one address, which of them answers is the kernel's choice."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    redis_server.empty()
    name = postgres_server.create()
    server = Server(
        folder,
        PEERHUB_DATABASE_URL=postgres_server.url(name),
        PEERHUB_REDIS_URL=redis_server.url,
    )
    server.arguments = ["--workers", "2"]
    yield server
    server.kill()
    postgres_server.drop(name)


async def say_beside(storm: Storm, first: int, count: int) -> None:
    """Messages `first`… through the service beside the server, in few transactions."""
    author, hub = storm.people[0], build_hub(storm.server.config(), checkpoints=False)
    try:
        for start in range(first, first + count, IN_GROUP):
            drafts = [
                to_new_message(author, storm.room, MessageDraft(id=f"m{n}", body=f"Line {n}"))
                for n in range(start, min(start + IN_GROUP, first + count))
            ]
            async with hub.transaction() as tx:
                await post_messages(tx, drafts)
    finally:
        await hub.close()
