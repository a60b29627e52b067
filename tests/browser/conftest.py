"""One served community for the whole run, and browsers in which its people are signed in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page

from peerhub.app import build_hub
from peerhub.forum.access import boards_for_reader, threads_for_reader
from peerhub.web.tokens import cookie_name
from tests.browser.world import World, fill
from tests.forum.archive import archive, letter
from tests.support.browser import ContextFactory, Faults, browser, context_factory, watch
from tests.support.server import Server

__all__ = ["browser", "context_factory"]


@dataclass
class Served:
    """A running server and the world that was written beside it."""

    server: Server
    world: World

    @property
    def address(self) -> str:
        return self.server.address

    async def sign_in(self, context: BrowserContext, who: str) -> None:
        """Gives this browser the person's session cookie; nothing for a stranger."""
        if who:
            name = cookie_name(self.world.hub.config)
            cookie = {"name": name, "value": self.world.cookies[who], "url": self.address}
            await context.add_cookies([cookie])  # type: ignore[list-item]


@dataclass
class Window:
    """One page of one person's browser, and what it did that no page may do."""

    page: Page
    faults: Faults
    address: str

    async def goto(self, path: str) -> None:
        await self.page.goto(self.address + path)


def import_archive(server: Server, folder: Path) -> None:
    """A small mailing list, as a network brings it along."""
    quoted = "> Who waters the beans?\n" * 12
    mails = [letter(body="Who waters the beans?", number=1)]
    heads = "References: <letter-1@example.org>\nSubject: Re: Beans"
    mails += [letter(heads, f"{quoted}\nI do, on day {n}.", number=n) for n in range(2, 9)]
    added = server.run("board", "add", "lists", "--title", "An imported list")
    assert added.returncode == 0, added.stderr
    brought = server.run("import", "mbox", str(archive(folder, *mails)), "--board", "lists")
    assert brought.returncode == 0, brought.stderr


async def open_world(server: Server, folder: Path) -> World:
    """Starts the server with the demo, and writes the rest beside it."""
    server.arguments = ["--demo"]
    server.start()
    import_archive(server, folder)
    hub = build_hub(server.config(), checkpoints=False)
    world = await fill(hub)
    async with hub.reading() as db:
        boards = {board.slug: board for board in await boards_for_reader(db, None)}
        public = await threads_for_reader(db, None, [boards["open-board"]], limit=1)
        every = await boards_for_reader(db, world.people["amina"])
        lists = [board for board in every if board.slug == "lists"]
        brought = await threads_for_reader(db, world.people["amina"], lists, limit=1)
    world.ids |= {"public_thread": public[0].thread_id, "public_slug": public[0].slug}
    world.ids |= {"imported_thread": brought[0].thread_id, "imported_slug": brought[0].slug}
    return world


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """The community of `world.py` behind a real server."""
    folder = tmp_path_factory.mktemp("served")
    data_dir = folder / "data"
    data_dir.mkdir(mode=0o700)
    server = Server(data_dir)
    try:
        world = await open_world(server, folder)
        yield Served(server, world)
        await world.hub.close()
    finally:
        server.kill()


OpenWindow = Callable[..., Awaitable[Window]]


@pytest_asyncio.fixture(loop_scope="session")
async def window(served: Served, context_factory: ContextFactory) -> OpenWindow:
    """`await window("amina", java_script=False)`: a person's own browser with one page."""

    async def open_window(who: str = "", **options: Any) -> Window:
        context = await context_factory(**options)
        await served.sign_in(context, who)
        page = await context.new_page()
        return Window(page, watch(page, served.address), served.address)

    return open_window
