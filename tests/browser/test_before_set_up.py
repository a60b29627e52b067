"""The pages of a hub that nobody has set up yet, looked at like all others."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from peerhub.app import build_hub
from tests.browser.conftest import Served, Window
from tests.browser.examples import BEFORE_SET_UP, Example
from tests.browser.test_every_page import look
from tests.browser.world import World
from tests.support.browser import IN_A_BROWSER, ContextFactory, watch
from tests.support.server import Server

pytestmark = IN_A_BROWSER


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def fresh(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """A server that was started for the first time, and its one-time address."""
    server = Server(tmp_path_factory.mktemp("fresh"))
    try:
        server.start()
        found = re.search(r"/set-up/(\S+)", server.log())
        assert found, server.log()
        hub = build_hub(server.config(), checkpoints=False)
        yield Served(server, World(hub, ids={"set_up": found[1]}))
        await hub.close()
    finally:
        server.kill()


@pytest.mark.parametrize("example", BEFORE_SET_UP, ids=lambda example: example.name)
async def test_page(example: Example, fresh: Served, context_factory: ContextFactory) -> None:
    page = await (await context_factory()).new_page()
    window = Window(page, watch(page, fresh.address), fresh.address)
    wrong = await look(window, example, fresh)
    assert not wrong, "\n".join(wrong)
