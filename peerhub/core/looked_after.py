"""A port for items that nobody wrote as a person, but that people look after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from sqlalchemy.ext.asyncio import AsyncConnection


@runtime_checkable
class LookedAfter(Protocol):
    """A Moderated port whose items have no author: those who look after one hear what was decided."""

    async def people_to_tell(self, db: AsyncConnection, item_id: str) -> Sequence[str]:
        """Ids of those people; none where nobody does."""
        ...
