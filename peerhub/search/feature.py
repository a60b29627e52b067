"""What search plugs into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.duties import begin_chain
from peerhub.core.events import IndexSweepDue
from peerhub.core.hub import Hub
from peerhub.core.words import _
from peerhub.search import api, views
from peerhub.search.portable import portable
from peerhub.search.reactions import on_index_sweep_due
from peerhub.web.feature import Feature, NavItem, page


async def nav(_db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """For members; where strangers may read anything, the header has the form for them too."""
    if person is None:
        return []
    return [NavItem(_("Search"), "/search", "search", path == "/search")]


async def start(hub: Hub) -> None:
    async with hub.transaction() as tx:
        await begin_chain(tx, IndexSweepDue())


feature = Feature(
    name="search",
    portable=portable,
    routes=[page("/search", views.show_search, "search:search")],
    endpoints=api.endpoints,
    nav=nav,
    reactions={IndexSweepDue: [on_index_sweep_due]},
    on_start=start,
)
