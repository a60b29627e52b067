"""What the leads have settled for the whole hub: one row, or none where nothing was changed."""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.safeguarding.kinds import FlagKind
from peerhub.moderation.safeguarding.models import Settings
from peerhub.moderation.safeguarding.tables import safeguarding_settings


async def get_settings(db: AsyncConnection) -> Settings:
    row = (await db.execute(select(safeguarding_settings))).first()
    if row is None:
        return Settings()
    hidden = tuple(kind for kind in FlagKind if kind in row.hidden_kinds)
    return Settings(hidden, row.keep_years)


async def set_settings(db: AsyncConnection, settings: Settings) -> None:
    await db.execute(delete(safeguarding_settings))
    row = {"hidden_kinds": list(settings.hidden_kinds), "keep_years": settings.keep_years}
    await db.execute(insert(safeguarding_settings).values(settings_id=1, **row))
