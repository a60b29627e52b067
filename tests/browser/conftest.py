"""One served community for the whole run, and browsers in which its people are signed in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from peerhub.app import build_hub
from peerhub.moderation.safeguarding.cookies import lead_cookie_name
from peerhub.web.tokens import cookie_name
from tests.browser.world import World, fill
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
        if who in self.world.open_keys:
            name = lead_cookie_name(self.world.hub.config)
            open_key = {"name": name, "value": self.world.open_keys[who]}
            place = {"domain": "127.0.0.1", "path": "/safeguarding"}
            await context.add_cookies([{**open_key, **place}])  # type: ignore[list-item]


@dataclass
class Window:
    """One page of one person's browser, and what it did that no page may do."""

    page: Page
    faults: Faults
    address: str

    async def goto(self, path: str) -> None:
        await self.page.goto(self.address + path)


async def open_world(server: Server) -> World:
    """Starts the server with the demo, and writes the rest beside it."""
    server.arguments = ["--demo"]
    server.start()
    return await fill(build_hub(server.config(), checkpoints=False))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """The community of `world.py` behind a real server."""
    server = Server(tmp_path_factory.mktemp("served"))
    try:
        world = await open_world(server)
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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def reader(served: Served, browser: Browser) -> OpenWindow:
    """Like `window`, for those who only look: one browser a person for the whole run, files cached."""
    contexts: dict[tuple[str, bool], BrowserContext] = {}

    async def open_window(who: str = "", java_script: bool = True) -> Window:
        if (who, java_script) not in contexts:
            context = await browser.new_context(
                java_script_enabled=java_script, reduced_motion="reduce", locale="en-GB"
            )
            await served.sign_in(context, who)
            contexts[who, java_script] = context
        page = await contexts[who, java_script].new_page()
        return Window(page, watch(page, served.address), served.address)

    return open_window
