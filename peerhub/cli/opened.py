"""A hub for a command line verb: migrated, opened, and closed whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from peerhub.app import build_hub
from peerhub.core.config import load_config
from peerhub.core.database import check_writable
from peerhub.core.facts import ensure_epoch
from peerhub.core.hub import Hub
from peerhub.core.logs import set_up_logs
from peerhub.migrations.road import migrate

T = TypeVar("T")


def with_hub(act: Callable[[Hub], Awaitable[T]]) -> T:
    """Run `act` on the hub of the settings, also beside a running server."""
    set_up_logs()
    config = load_config()
    if config.on_sqlite:
        check_writable(config.data_dir, config.data_dir / "peerhub.sqlite3")
    migrate(config)

    async def run() -> T:
        hub = build_hub(config, checkpoints=False)
        try:
            async with hub.transaction() as tx:
                await ensure_epoch(tx.db)
            return await act(hub)
        finally:
            await hub.close()

    return asyncio.run(run())
