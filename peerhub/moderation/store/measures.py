"""Rows of what was done to people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.moderation.measures import Measure, MeasureKind
from peerhub.moderation.tables import decisions, measures

LIMITS = Prepared(  # asked for every message
    select(measures).where(
        measures.c.person_id.in_(bindparam("people", expanding=True)),
        measures.c.kind == MeasureKind.LIMIT,
        measures.c.ended_at.is_(None),
    )
)


def _measure(row: Any) -> Measure:
    fields = {name: getattr(row, name) for name in Measure.__slots__}
    return Measure(**{**fields, "kind": MeasureKind(row.kind)})


async def insert_measure(db: AsyncConnection, measure: Measure) -> None:
    await db.execute(insert(measures).values(**asdict(measure)))


async def find_measure(db: AsyncConnection, measure_id: str) -> Measure | None:
    query = select(measures).where(measures.c.measure_id == measure_id)
    row = (await db.execute(query)).first()
    return _measure(row) if row else None


async def list_limits(db: AsyncConnection, person_ids: Iterable[str]) -> list[Measure]:
    """Limits that nobody has ended; whether their time has passed is the caller's to ask."""
    return [_measure(row) for row in await LIMITS.all(db, people=list(set(person_ids)))]


async def list_standing_on_name(db: AsyncConnection, pseudonym_id: str) -> list[Measure]:
    """What keeps a name of one board from something, if nobody has ended it."""
    query = select(measures).where(
        measures.c.pseudonym_id == pseudonym_id,
        measures.c.kind.in_([MeasureKind.LIMIT, MeasureKind.FREEZE]),
        measures.c.ended_at.is_(None),
    )
    return [_measure(row) for row in await db.execute(query)]


async def list_measures_of(db: AsyncConnection, decision_ids: Iterable[str]) -> list[Measure]:
    query = select(measures).where(measures.c.decision_id.in_(set(decision_ids)))
    rows = await db.execute(query.order_by(measures.c.from_at, measures.c.measure_id))
    return [_measure(row) for row in rows]


async def list_measures_in(db: AsyncConnection, case_id: str) -> list[Measure]:
    """By all decisions of one case, the oldest first."""
    of = select(decisions.c.decision_id).where(decisions.c.case_id == case_id)
    query = select(measures).where(measures.c.decision_id.in_(of))
    rows = await db.execute(query.order_by(measures.c.from_at, measures.c.measure_id))
    return [_measure(row) for row in rows]


async def list_measures_about(db: AsyncConnection, person_id: str) -> list[Measure]:
    """All that ever were, the newest first."""
    query = select(measures).where(measures.c.person_id == person_id)
    rows = await db.execute(query.order_by(measures.c.from_at.desc(), measures.c.measure_id))
    return [_measure(row) for row in rows]


async def set_ended(db: AsyncConnection, measure_id: str, at: datetime, by: str) -> bool:
    """Compare and set: two moderators cannot both win, nor a moderator and the clock."""
    done = await db.execute(
        update(measures)
        .where(measures.c.measure_id == measure_id, measures.c.ended_at.is_(None))
        .values(ended_at=at, ended_by=by)
    )
    return done.rowcount == 1


async def set_written(
    db: AsyncConnection, measure_id: str, at: datetime, *, before: datetime
) -> bool:
    """Compare and set: of two posts at once one is too fast."""
    done = await db.execute(
        update(measures)
        .where(
            measures.c.measure_id == measure_id,
            or_(measures.c.last_at.is_(None), measures.c.last_at <= before),
        )
        .values(last_at=at)
    )
    return done.rowcount == 1
