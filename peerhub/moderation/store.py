"""Rows in, rows out of moderation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.moderation.models import Case, CaseKind, CaseState
from peerhub.moderation.tables import cases, standings


def to_case(row: Any) -> Case:
    return Case(
        row.case_id,
        CaseKind(row.kind),
        ItemRef(row.item_kind, row.item_id),
        row.author_id,
        row.place,
        row.sector,
        CaseState(row.state),
        row.opened_at,
        row.decided_at,
    )


async def insert_case(db: AsyncConnection, case: Case) -> None:
    await db.execute(
        insert(cases).values(
            case_id=case.case_id,
            kind=case.kind,
            item_kind=case.item.kind,
            item_id=case.item.id,
            author_id=case.author_id,
            place=case.place,
            sector=case.sector,
            state=case.state,
            opened_at=case.opened_at,
        )
    )


async def find_open_case(db: AsyncConnection, kind: CaseKind, item: ItemRef) -> Case | None:
    query = select(cases).where(
        cases.c.kind == kind,
        cases.c.item_kind == item.kind,
        cases.c.item_id == item.id,
        cases.c.state == CaseState.OPEN,
    )
    row = (await db.execute(query)).first()
    return to_case(row) if row else None


async def set_case_decided(db: AsyncConnection, case_id: str, at: datetime) -> bool:
    """Compare and set: two moderators cannot both win."""
    done = await db.execute(
        update(cases)
        .where(cases.c.case_id == case_id, cases.c.state == CaseState.OPEN)
        .values(state=CaseState.DECIDED, decided_at=at)
    )
    return done.rowcount == 1


async def list_standings(db: AsyncConnection, person_ids: Iterable[str]) -> dict[str, int]:
    query = select(standings).where(standings.c.person_id.in_(set(person_ids)))
    return {row.person_id: row.published for row in await db.execute(query)}


async def set_standings(
    db: AsyncConnection, before: Mapping[str, int], after: Mapping[str, int]
) -> None:
    """Write what changed between two readings of the same transaction."""
    for person_id, published in after.items():
        if person_id not in before:
            await db.execute(insert(standings).values(person_id=person_id, published=published))
        elif before[person_id] != published:
            await db.execute(
                update(standings)
                .where(standings.c.person_id == person_id)
                .values(published=published)
            )
