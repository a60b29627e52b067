"""Rows of how much somebody has published: whose first posts are still held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.moderation.tables import standings

NEW_STANDINGS = Prepared(insert(standings), ("person_id", "published"))


CHANGED_STANDINGS = Prepared(
    update(standings)
    .where(standings.c.person_id == bindparam("person"))
    .values(published=bindparam("count"))
)


STANDINGS = Prepared(  # asked for every message
    select(standings).where(standings.c.person_id.in_(bindparam("people", expanding=True)))
)


async def list_standings(db: AsyncConnection, person_ids: Iterable[str]) -> dict[str, int]:
    found = await STANDINGS.all(db, people=list(set(person_ids)))
    return {row.person_id: row.published for row in found}


async def set_standings(
    db: AsyncConnection, before: Mapping[str, int], after: Mapping[str, int]
) -> None:
    """Write what changed between two readings of the same transaction."""
    changed = {p: n for p, n in after.items() if before.get(p) != n}
    new = [{"person_id": p, "published": n} for p, n in changed.items() if p not in before]
    known = [{"person": p, "count": n} for p, n in changed.items() if p in before]
    await NEW_STANDINGS.many(db, new)
    await CHANGED_STANDINGS.many(db, known)


async def delete_standing(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(standings).where(standings.c.person_id == person_id))
