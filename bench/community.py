"""A hub of twenty members with tokens, made beside no server, so before it starts."""

from __future__ import annotations

import asyncio
from pathlib import Path

from peerhub.app import build_hub
from peerhub.core.config import Config, load_config
from peerhub.migrations.road import migrate
from peerhub.people.service.appoint import appoint
from peerhub.people.service.tokens import make_token
from peerhub.rooms.models import RoomKind
from peerhub.rooms.service.rooms import open_room

PEOPLE = 20


def make_community(folder: Path, rooms: list[str]) -> list[str]:
    """Twenty members and the open rooms of these slugs; a token for each member."""
    config = load_config(data_dir=folder, port=8000)
    migrate(config)
    return asyncio.run(_make(config, rooms))


async def _make(config: Config, rooms: list[str]) -> list[str]:
    hub = build_hub(config)
    tokens = []
    try:
        for n in range(PEOPLE):
            person = await appoint(
                hub, name=f"Member {n}", email=f"member{n}@example.org", password=None, roles=()
            )
            async with hub.transaction() as tx:
                scopes = frozenset({"read", "write"})
                tokens.append(await make_token(tx, person, scopes=scopes, by=None))
        async with hub.transaction() as tx:
            for slug in rooms:
                await open_room(tx, slug=slug, title=slug, kind=RoomKind.OPEN, sector="")
    finally:
        await hub.close()
    return tokens
