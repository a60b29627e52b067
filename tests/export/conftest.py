"""A hub full of things, an empty one elsewhere, and the commands of both."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from peerhub.app import build_hub
from peerhub.core.config import Config, load_config
from peerhub.core.facts import ensure_epoch
from peerhub.core.hub import Hub
from tests.export.world import World, make_world
from tests.support.clock import SettableClock
from tests.support.server import Server


@pytest.fixture
def config(config: Config) -> Config:
    return config.model_copy(update={"limits": "off"})


@pytest.fixture
async def world(hub: Hub) -> World:
    return await make_world(hub)


@pytest.fixture
async def elsewhere(tmp_path: Path, migrated: Path, clock: SettableClock) -> AsyncIterator[Hub]:
    """A hub on SQLite in which nothing ever happened."""
    data_dir = tmp_path / "elsewhere"
    data_dir.mkdir(mode=0o700)
    shutil.copy(migrated, data_dir / "peerhub.sqlite3")
    config = load_config(data_dir=data_dir, database_url="", redis_url="")
    hub = build_hub(config.model_copy(update={"limits": "off"}), clock=clock)
    async with hub.transaction() as tx:
        await ensure_epoch(tx.db)
    yield hub
    await hub.close()


@pytest.fixture
def commands(config: Config) -> Server:
    """Not started: `commands.run("export", …)` runs one verb on the full hub."""
    named = {"PEERHUB_DATABASE_URL": config.database_url, "PEERHUB_REDIS_URL": config.redis_url}
    return Server(config.data_dir, **{name: url for name, url in named.items() if url})
