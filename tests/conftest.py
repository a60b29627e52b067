"""Fixtures for every test: a clock, a hub with noise in it, its app, visitors, outbox and letters.

`PEERHUB_TEST_STORES=sqlite,postgresql` runs each test that has a hub on both; PostgreSQL brings
Redis with it. The background outbox does not run: `outbox.deliver_all()` does its work when told.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from peerhub.app import build_hub, create_app
from peerhub.community import service as community_service
from peerhub.core.config import Config, load_config
from peerhub.core.facts import ensure_epoch
from peerhub.core.hub import Hub
from peerhub.core.outbox import Outbox
from peerhub.migrations.road import migrate
from tests.cast import amina, bo, cleo, dana, eli, fay, gita
from tests.support.clock import SettableClock
from tests.support.factories import make_noise
from tests.support.fixtures_services import postgres_server, postgres_url, redis_server, redis_url
from tests.support.lanes import pytest_xdist_make_scheduler
from tests.support.letters import Letters
from tests.support.visitor import Visitors

__all__ = [
    "amina",
    "bo",
    "cleo",
    "dana",
    "eli",
    "fay",
    "gita",
    "postgres_server",
    "postgres_url",
    "pytest_xdist_make_scheduler",
    "redis_server",
    "redis_url",
]

STORES = os.environ.get("PEERHUB_TEST_STORES", "sqlite").split(",")


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate(load_config(data_dir=folder, database_url=""))
    return folder / "peerhub.sqlite3"


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    """Where this test's hub keeps things: "sqlite" or "postgresql"."""
    return str(request.param)


@pytest.fixture
def config(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> Config:
    """Settings of a migrated, empty hub of its own."""
    data_dir = tmp_path / "data"
    data_dir.mkdir(mode=0o700)
    if store == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), data_dir / "peerhub.sqlite3")
        return load_config(data_dir=data_dir, database_url="", redis_url="")
    server = request.getfixturevalue("postgres_server")
    template = server.template(
        "migrated", lambda url: migrate(load_config(data_dir=data_dir, database_url=url))
    )
    name = server.create(template)
    request.addfinalizer(lambda: server.drop(name))
    redis = request.getfixturevalue("redis_url")
    return load_config(data_dir=data_dir, database_url=server.url(name), redis_url=redis)


@pytest.fixture
async def empty_hub(config: Config, clock: SettableClock) -> AsyncIterator[Hub]:
    """A hub in which nothing ever happened: nobody has set it up."""
    hub = build_hub(config, clock=clock)
    async with hub.transaction() as tx:
        await ensure_epoch(tx.db)
    yield hub
    await hub.close()


@pytest.fixture
async def hub(empty_hub: Hub) -> Hub:
    """A hub that was set up, with some noise in it."""
    empty_hub.conditions.clear()  # open: what it needs first is in tests/safeguarding
    async with empty_hub.transaction() as tx:
        await community_service.set_up(tx, "Fairer Test Hub")
    await make_noise(empty_hub)
    return empty_hub


@asynccontextmanager
async def serving(hub: Hub) -> AsyncIterator[Starlette]:
    """The app around a hub, its features started; the background tasks are left to the test."""
    app = create_app(hub)
    features: Any = app.state.features
    for feature in features:
        if feature.on_start:
            await feature.on_start(hub)
    try:
        yield app
    finally:
        for feature in features:
            if feature.on_stop:
                await feature.on_stop(hub)


@pytest.fixture
async def app(hub: Hub) -> AsyncIterator[Starlette]:
    async with serving(hub) as app:
        yield app


@pytest.fixture
async def empty_app(empty_hub: Hub) -> AsyncIterator[Starlette]:
    async with serving(empty_hub) as app:
        yield app


@pytest.fixture
def outbox(hub: Hub) -> Outbox:
    """`await outbox.deliver_all()`: every duty that is due, and what it causes."""
    return hub.outbox


@pytest.fixture
def mail(empty_hub: Hub) -> Letters:
    """The letters that were sent: `await mail.to("amina@example.org")`."""
    return Letters(empty_hub)


@pytest.fixture
async def visitor(app: Starlette) -> AsyncIterator[Visitors]:
    """`visitor()` opens a browser as a stranger; `await visitor.of(amina)` is signed in."""
    visitors = Visitors(app)
    yield visitors
    await visitors.close()
