"""The Hub: everything one running hub has, passed in and never global."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.bus import MemoryBus, RedisBus, open_bus
from peerhub.core.clock import Clock, SystemClock
from peerhub.core.config import Config
from peerhub.core.database import Database, open_database
from peerhub.core.errors import Unavailable
from peerhub.core.items import (
    Attached,
    Closing,
    Moderated,
    NamedInRooms,
    NamelessNotices,
    Personal,
    Searchable,
    Spaces,
)
from peerhub.core.keys import Keys, load_keys
from peerhub.core.limits import Limits
from peerhub.core.mailer import Mailer, open_mailer
from peerhub.core.opening import Condition
from peerhub.core.outbox import Outbox, Registry, write_duties
from peerhub.core.places import Places
from peerhub.core.portable import Portable
from peerhub.core.transaction import Transaction

OUTSIDE_SECONDS = 0.25  # a suspension by command line bites within a second
log = structlog.get_logger("hub")


@dataclass
class Hub:
    """Config, database, bus, mailer and the registries that features fill."""

    config: Config
    clock: Clock
    keys: Keys
    database: Database
    bus: MemoryBus | RedisBus
    mailer: Mailer
    limits: Limits
    registry: Registry = field(default_factory=Registry)
    contents: dict[str, Moderated] = field(default_factory=dict)
    closing: Closing | None = None
    nameless: NamelessNotices | None = None
    personal: dict[str, Personal] = field(default_factory=dict)
    names: dict[str, NamedInRooms] = field(
        default_factory=dict
    )  # by the kind that names begin with
    spaces: dict[str, Spaces] = field(default_factory=dict)  # "room", "board"
    places: dict[str, Places] = field(default_factory=dict)  # "room", "board", "meetup"
    attached: dict[str, Attached] = field(default_factory=dict)
    searchable: dict[str, Searchable] = field(default_factory=dict)
    portable: dict[str, Portable] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)  # before anybody is let in
    engines: dict[str, Any] = field(default_factory=dict)  # live parts, by their feature's name
    commits: int = 0  # how often anything was committed, here or (as far as is known) elsewhere
    on_outside_change: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outbox = Outbox(self)

    def reading(self, *, quick: bool = False) -> AbstractAsyncContextManager[AsyncConnection]:
        return self.database.reading(quick=quick)

    @asynccontextmanager
    async def transaction(self, *, quick: bool = False) -> AsyncIterator[Transaction]:
        """One intention. Its duties commit with it; its announcements leave after the commit.

        `quick`: a few statements by index, many times a second; see core/sqlite.py.
        """
        async with self.database.writing(quick=quick) as db:
            tx = Transaction(
                db,
                self.clock.now(),
                self.keys,
                self.config,
                self.contents,
                self.conditions,
                self.closing,
            )
            yield tx
            wrote = await write_duties(db, self.registry, tx.recorded)
        self.commits += 1
        if wrote:
            self.outbox.wake()
        for topic, frame in tx.announced:
            await self.bus.publish(topic, frame)

    async def watch_outside(self) -> None:
        """Notice what other processes committed (SQLite), so that it bites at once. Until cancelled.

        The first question is asked before the first pause: what is committed in it counts too.
        """
        while True:
            try:
                if await self.database.changed_outside():
                    self.commits += 1
                    self.outbox.wake()
                    for react in self.on_outside_change:
                        await react()
            except Unavailable as error:
                log.warning("database away", fault=str(error))
            await asyncio.sleep(OUTSIDE_SECONDS)

    async def close(self) -> None:
        await self.bus.close()
        await self.limits.close()
        await self.database.close()


def open_hub(config: Config, *, clock: Clock | None = None, checkpoints: bool = True) -> Hub:
    """A hub of these settings, without its features; `app.py` mounts them.

    `checkpoints` is False for a command line verb: a server may be running beside it.
    """
    told = clock or SystemClock()
    database = open_database(
        config, checkpoints=checkpoints
    )  # also checks that the data directory can be written
    config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Hub(
        config=config,
        clock=told,
        keys=load_keys(config),
        database=database,
        bus=open_bus(config.redis_url),
        mailer=open_mailer(config, told),
        limits=Limits(config.redis_url, on=config.limits == "on"),
    )
