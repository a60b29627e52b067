"""Rows of cases and of what was decided about them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.moderation.models import Case, CaseKind, CaseState, Decision, DecisionOutcome
from peerhub.moderation.tables import cases, decisions, reports


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


def _fields(case: Case) -> dict[str, Any]:
    return {
        "case_id": case.case_id,
        "kind": case.kind,
        "item_kind": case.item.kind,
        "item_id": case.item.id,
        "author_id": case.author_id,
        "place": case.place,
        "sector": case.sector,
        "state": case.state,
        "opened_at": case.opened_at,
    }


async def insert_case(db: AsyncConnection, case: Case) -> None:
    await db.execute(insert(cases).values(**_fields(case)))


async def find_open_case(db: AsyncConnection, kind: CaseKind, item: ItemRef) -> Case | None:
    """The open case, kept open until the caller's transaction ends (a decision waits for it)."""
    query = select(cases).where(
        cases.c.kind == kind,
        cases.c.item_kind == item.kind,
        cases.c.item_id == item.id,
        cases.c.state == CaseState.OPEN,
    )
    row = (await db.execute(query.with_for_update())).first()
    return to_case(row) if row else None


async def list_cases_about(db: AsyncConnection, item: ItemRef) -> list[Case]:
    query = select(cases).where(cases.c.item_kind == item.kind, cases.c.item_id == item.id)
    return [to_case(row) for row in await db.execute(query)]


async def set_case_decided(db: AsyncConnection, case_id: str, at: datetime) -> bool:
    """Compare and set: two moderators cannot both win."""
    done = await db.execute(
        update(cases)
        .where(cases.c.case_id == case_id, cases.c.state == CaseState.OPEN)
        .values(state=CaseState.DECIDED, decided_at=at)
    )
    return done.rowcount == 1


async def ensure_case(db: AsyncConnection, case: Case) -> None:
    """Open this case unless its item has an open one of its kind: two reports at once make one."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    await db.execute(dialect.insert(cases).values(**_fields(case)).on_conflict_do_nothing())


async def find_case(db: AsyncConnection, case_id: str) -> Case | None:
    row = (await db.execute(select(cases).where(cases.c.case_id == case_id))).first()
    return to_case(row) if row else None


def _waiting_for(person_id: str, scopes: Collection[str]) -> ColumnElement[bool]:
    """Open cases of these scopes ("hub" is all), except those about or reported by this person."""
    reported = select(reports.c.case_id).where(reports.c.reporter_id == person_id)
    mine = and_(
        cases.c.state == CaseState.OPEN,
        cases.c.author_id != person_id,
        cases.c.case_id.not_in(reported),
    )
    if "hub" in scopes:
        return mine
    sectors = [s.removeprefix("sector:") for s in scopes if s.startswith("sector:")]
    return and_(mine, or_(cases.c.place.in_(list(scopes)), cases.c.sector.in_(sectors)))


async def list_waiting(
    db: AsyncConnection,
    person_id: str,
    scopes: Collection[str],
    *,
    after: Case | None = None,
    limit: int,
) -> list[Case]:
    """What waits for this moderator, oldest first; `after` is the last one of the page before."""
    query = select(cases).where(_waiting_for(person_id, scopes))
    if after is not None:
        tied = and_(cases.c.opened_at == after.opened_at, cases.c.case_id > after.case_id)
        query = query.where(or_(cases.c.opened_at > after.opened_at, tied))
    query = query.order_by(cases.c.opened_at, cases.c.case_id).limit(limit)
    return [to_case(row) for row in await db.execute(query)]


async def count_waiting(db: AsyncConnection, person_id: str, scopes: Collection[str]) -> int:
    where = _waiting_for(person_id, scopes)
    return await db.scalar(select(func.count()).select_from(cases).where(where)) or 0


async def list_waits(db: AsyncConnection, now: datetime, *, since: datetime) -> list[timedelta]:
    """How long held items waited that were decided or still wait, the newest 200 since then."""
    query = (
        select(cases.c.opened_at, cases.c.decided_at)
        .where(cases.c.kind == CaseKind.HOLD, cases.c.opened_at >= since)
        .order_by(cases.c.opened_at.desc())
        .limit(200)
    )
    return [(row.decided_at or now) - row.opened_at for row in await db.execute(query)]


async def insert_decision(db: AsyncConnection, decision: Decision) -> None:
    await db.execute(insert(decisions).values(**asdict(decision)))


async def find_decision(db: AsyncConnection, case_id: str) -> Decision | None:
    query = select(decisions).where(decisions.c.case_id == case_id)
    row = (await db.execute(query)).mappings().first()
    return Decision(**row) if row else None


async def list_decisions_about(db: AsyncConnection, person_id: str) -> list[Decision]:
    """Decisions to release or remove this person's items; of what was left they were not told."""
    query = (
        select(decisions)
        .join(cases, cases.c.case_id == decisions.c.case_id)
        .where(cases.c.author_id == person_id, decisions.c.outcome != DecisionOutcome.LEAVE)
        .order_by(decisions.c.at)
    )
    return [Decision(**row) for row in (await db.execute(query)).mappings()]
