"""What a starting server prints: the address, and how to come in for the first time."""

from __future__ import annotations

from peerhub.core.facts import ensure_epoch
from peerhub.core.hub import Hub


async def open_community(hub: Hub) -> list[str]:
    """Lines for the terminal."""
    async with hub.transaction() as tx:
        await ensure_epoch(tx.db)
    return [f"peerhub is open at {hub.config.address}"]
