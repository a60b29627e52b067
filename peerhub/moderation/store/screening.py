"""Rows of what waits where, and of what somebody said before, by marks that tell no word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.moderation.tables import repeats, screening_rules
from peerhub.moderation.watch import REPEATS_WITHIN, ScreeningRules

RULES = Prepared(  # asked for every message
    select(screening_rules).where(screening_rules.c.place.in_(bindparam("places", expanding=True)))
)


async def list_rules(db: AsyncConnection, places: Iterable[str]) -> dict[str, ScreeningRules]:
    """By place; those that set nothing are absent."""
    found = await RULES.all(db, places=sorted(set(places)))
    names = ScreeningRules.__slots__
    return {row.place: ScreeningRules(**{n: getattr(row, n) for n in names}) for row in found}


async def set_rules(db: AsyncConnection, rules: ScreeningRules) -> None:
    fields = {**asdict(rules), "lists": dict(rules.lists)}
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(screening_rules).values(**fields)
    await db.execute(row.on_conflict_do_update(index_elements=["place"], set_=fields))


async def count_repeat(db: AsyncConnection, person_id: str, mark: str, now: datetime) -> int:
    """How often they have said this within REPEATS_WITHIN, with this time; everybody's older marks go."""
    mine = repeats.c.person_id == person_id
    await db.execute(delete(repeats).where(repeats.c.at < now - REPEATS_WITHIN))
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(repeats).values(person_id=person_id, mark=mark, times=1, at=now)
    again = row.on_conflict_do_update(
        index_elements=["person_id", "mark"], set_={"times": repeats.c.times + 1, "at": now}
    )
    await db.execute(again)
    times = await db.scalar(select(repeats.c.times).where(mine, repeats.c.mark == mark))
    return times or 0


async def delete_repeats(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(repeats).where(repeats.c.person_id == person_id))
