"""What a starting server prints: the address, and how to come in for the first time."""

from __future__ import annotations

from peerhub.core.facts import ensure_epoch
from peerhub.core.hub import Hub
from peerhub.demo.opening import demo_lines, is_demo, make_demo
from peerhub.people.service.set_up import offer_set_up


async def open_community(hub: Hub) -> list[str]:
    """Lines for the terminal. A demo stays a demo; a hub that nobody set up offers to be."""
    async with hub.transaction() as tx:
        await ensure_epoch(tx.db)
    open_at = f"peerhub is open at {hub.config.address}"
    if hub.config.demo and not await is_demo(hub):
        await make_demo(hub)
    if await is_demo(hub):
        return [open_at, *await demo_lines(hub)]
    async with hub.transaction() as tx:
        secret = await offer_set_up(tx)
    if secret is None:
        return [open_at]
    return [
        open_at,
        "",
        "Nobody has set up this hub yet. Open this address to become its first administrator;",
        "it works once, for one hour, and a restart gives another:",
        f"  {hub.config.address}/set-up/{secret}",
        "",
    ]
