"""A real server for the tests of the socket, and people who may come in."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from peerhub.app import build_hub
from peerhub.core.facts import ensure_epoch
from peerhub.core.hub import Hub
from peerhub.migrations.road import migrate
from peerhub.people.models import Person
from tests.support.event_reader import EventReader
from tests.support.factories import make_person, make_room, make_session, make_token
from tests.support.listener import Listener, listen
from tests.support.server import Server


@asynccontextmanager
async def beside(server: Server) -> AsyncIterator[Hub]:
    """The same hub, opened beside the running server as a command line would."""
    hub = build_hub(server.config(), checkpoints=False)
    try:
        yield hub
    finally:
        await hub.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests of a module; each test uses rooms of its own."""
    server = Server(tmp_path_factory.mktemp("served"))
    migrate(server.config())
    server.start()
    yield server
    server.stop()


class Hall:
    """What a test of the socket needs: rooms and people with tokens, and listeners that are closed."""

    def __init__(self, server: Server, hub: Hub) -> None:
        self.server = server
        self.hub = hub
        self.open: list[Listener | EventReader] = []

    async def person(self, name: str, *scopes: str) -> tuple[Person, str]:
        person = await make_person(self.hub, name, email=f"{name}@example.org".lower())
        return person, await make_token(self.hub, person, *(scopes or ("read", "write")))

    async def room(self, slug: str) -> str:
        await make_room(self.hub, slug, slug.title())
        return slug

    async def sit_down(self, name: str) -> tuple[Person, Listener]:
        """Somebody at a browser: by cookie, which opens their secret rooms too."""
        person = await make_person(self.hub, name, email=f"{name}@example.org".lower())
        return person, await self.by_cookie(person)

    async def by_cookie(self, person: Person) -> Listener:
        cookie = await make_session(self.hub, person)
        address = self.server.address
        return await self.listen("", headers={"Cookie": f"peerhub={cookie}"}, origin=address)

    async def listen(self, token: str, **more: object) -> Listener:
        listener = await listen(self.server.address, token, **more)
        self.open.append(listener)
        await listener.until("hello")
        return listener


@pytest.fixture
async def hall(served: Server) -> AsyncIterator[Hall]:
    async with beside(served) as hub:
        async with hub.transaction() as tx:
            await ensure_epoch(tx.db)
        hall = Hall(served, hub)
        yield hall
        for listener in hall.open:
            await listener.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder
