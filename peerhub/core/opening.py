"""Whether a hub is ready for people: what features ask for, each a sentence while it is missing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

Condition = Callable[[AsyncConnection, datetime], Awaitable[Sequence[str]]]


async def missing_before_opening(
    conditions: Iterable[Condition], db: AsyncConnection, now: datetime
) -> list[str]:
    """What has to be there before anybody is let in; empty where the hub is open."""
    return [sentence for condition in conditions for sentence in await condition(db, now)]
