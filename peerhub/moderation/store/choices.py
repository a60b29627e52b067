"""The one row of how this hub moderates."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.tables import moderation_choices


async def find_outside(db: AsyncConnection) -> str:
    """Whom outside the hub to ask; "" where the hub has not said."""
    return await db.scalar(select(moderation_choices.c.outside)) or ""


async def set_outside(db: AsyncConnection, words: str) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(moderation_choices).values(choice_id=1, outside=words)
    await db.execute(
        row.on_conflict_do_update(index_elements=["choice_id"], set_={"outside": words})
    )
