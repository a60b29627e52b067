"""Rows of cases and of what was decided about them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, true, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.moderation.measures import MeasureKind
from peerhub.moderation.models import (
    Case,
    CaseKind,
    CaseState,
    Decision,
    DecisionOutcome,
    Level,
    Urgency,
)
from peerhub.moderation.tables import (
    affiliations,
    case_barred,
    cases,
    decisions,
    measures,
    reports,
)


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
        Urgency(row.urgency),
        Level(row.from_level),
        Level(row.level),
        row.due_at,
        row.claimed_by,
        row.claimed_at,
        row.decision_id,
        row.handed_by,
        row.why,
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
        "urgency": case.urgency,
        "from_level": case.from_level,
        "level": case.level,
        "due_at": case.due_at,
        "decision_id": case.decision_id,
        "why": case.why,
    }


async def insert_case(db: AsyncConnection, case: Case) -> None:
    await db.execute(insert(cases).values(**_fields(case)))


async def find_open_case(
    db: AsyncConnection, kind: CaseKind, item: ItemRef, decision_id: str = ""
) -> Case | None:
    """The open case, kept open until the caller's transaction ends (a decision waits for it)."""
    query = select(cases).where(
        cases.c.kind == kind,
        cases.c.item_kind == item.kind,
        cases.c.item_id == item.id,
        cases.c.decision_id == decision_id,
        cases.c.state == CaseState.OPEN,
    )
    row = (await db.execute(query.with_for_update())).first()
    return to_case(row) if row else None


async def list_cases_about(db: AsyncConnection, item: ItemRef) -> list[Case]:
    query = select(cases).where(cases.c.item_kind == item.kind, cases.c.item_id == item.id)
    return [to_case(row) for row in await db.execute(query)]


async def list_held_of(db: AsyncConnection, person_id: str) -> list[Case]:
    """What of one person's waits, the oldest first."""
    query = select(cases).where(
        cases.c.author_id == person_id,
        cases.c.kind == CaseKind.HOLD,
        cases.c.state == CaseState.OPEN,
    )
    return [to_case(row) for row in await db.execute(query.order_by(cases.c.opened_at))]


async def set_case_decided(db: AsyncConnection, case_id: str, at: datetime) -> bool:
    """Compare and set: two moderators cannot both win."""
    done = await db.execute(
        update(cases)
        .where(cases.c.case_id == case_id, cases.c.state == CaseState.OPEN)
        .values(state=CaseState.DECIDED, decided_at=at)
    )
    return done.rowcount == 1


async def set_case_open(db: AsyncConnection, case_id: str, due_at: datetime) -> bool:
    """Compare and set: what was decided waits again, and is nobody's."""
    done = await db.execute(
        update(cases)
        .where(cases.c.case_id == case_id, cases.c.state == CaseState.DECIDED)
        .values(
            state=CaseState.OPEN, decided_at=None, due_at=due_at, claimed_by="", claimed_at=None
        )
    )
    return done.rowcount == 1


async def ensure_case(db: AsyncConnection, case: Case) -> None:
    """Open this case unless its item has an open one of its kind: two reports at once make one."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    await db.execute(dialect.insert(cases).values(**_fields(case)).on_conflict_do_nothing())


async def find_appeal(db: AsyncConnection, decision_id: str) -> Case | None:
    """The one appeal against this decision, open or decided."""
    row = (await db.execute(select(cases).where(cases.c.decision_id == decision_id))).first()
    return to_case(row) if row else None


async def find_case(db: AsyncConnection, case_id: str) -> Case | None:
    row = (await db.execute(select(cases).where(cases.c.case_id == case_id))).first()
    return to_case(row) if row else None


@dataclass(frozen=True, slots=True)
class Judge:
    """Somebody who may decide cases: `scopes` of a moderator ("hub" is all), whether a reviewer."""

    person_id: str
    scopes: frozenset[str]
    reviews: bool


def _waiting_for(judge: Judge) -> ColumnElement[bool]:
    """Open cases on a level of theirs, and nothing that is not theirs to see (rules.can_decide)."""
    me = judge.person_id
    mine = select(affiliations.c.mark).where(affiliations.c.person_id == me)
    colleagues = select(affiliations.c.person_id).where(affiliations.c.mark.in_(mine))
    reported = select(reports.c.case_id).where(reports.c.reporter_id == me)
    barred = select(case_barred.c.case_id).where(
        or_(case_barred.c.who == f"person:{me}", case_barred.c.who.in_(mine))
    )
    return and_(
        cases.c.state == CaseState.OPEN,
        cases.c.author_id != me,
        cases.c.author_id.not_in(colleagues),
        cases.c.case_id.not_in(reported),
        cases.c.case_id.not_in(barred),
        or_(*_levels_of(judge)),
    )


def _levels_of(judge: Judge) -> list[ColumnElement[bool]]:
    scopes = judge.scopes
    fits = []
    if scopes:
        sectors = [s.removeprefix("sector:") for s in scopes if s.startswith("sector:")]
        near = or_(cases.c.place.in_(scopes), cases.c.sector.in_(sectors))
        here = true() if "hub" in scopes else near
        fits.append(and_(cases.c.from_level <= Level.PLACE, here))
    if "hub" in scopes:
        fits.append(_reaches(Level.HUB))
    if judge.reviews:
        fits.append(_reaches(Level.REVIEWER))
    return fits


def _reaches(level: Level) -> ColumnElement[bool]:
    return and_(cases.c.from_level <= level, cases.c.level >= level)


async def list_waiting(
    db: AsyncConnection, judge: Judge, *, after: Case | None = None, limit: int
) -> list[Case]:
    """What waits for them: the most urgent first, then the oldest. `after`: the last one before."""
    query = select(cases).where(_waiting_for(judge))
    if after is not None:
        place = tuple_(cases.c.urgency, cases.c.opened_at, cases.c.case_id)
        query = query.where(place > (after.urgency, after.opened_at, after.case_id))
    query = query.order_by(cases.c.urgency, cases.c.opened_at, cases.c.case_id).limit(limit)
    return [to_case(row) for row in await db.execute(query)]


async def count_waiting(db: AsyncConnection, judge: Judge) -> int:
    where = _waiting_for(judge)
    return await db.scalar(select(func.count()).select_from(cases).where(where)) or 0


async def release_claims(db: AsyncConnection, person_id: str) -> None:
    """What they have taken and cannot decide any more is everybody's again."""
    await db.execute(
        update(cases)
        .where(cases.c.claimed_by == person_id, cases.c.state == CaseState.OPEN)
        .values(claimed_by="", claimed_at=None)
    )


async def set_open_case(db: AsyncConnection, case_id: str, **fields: Any) -> bool:
    """Change a case that is open still."""
    done = await db.execute(
        update(cases)
        .where(cases.c.case_id == case_id, cases.c.state == CaseState.OPEN)
        .values(**fields)
    )
    return done.rowcount == 1


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
    """The last one about the item: what was removed may have been restored since."""
    query = select(decisions).where(
        decisions.c.case_id == case_id, decisions.c.outcome != DecisionOutcome.LIFT
    )
    query = query.order_by(decisions.c.at.desc(), decisions.c.decision_id.desc())
    row = (await db.execute(query.limit(1))).mappings().first()
    return Decision(**row) if row else None


async def find_decision_by_id(db: AsyncConnection, decision_id: str) -> Decision | None:
    query = select(decisions).where(decisions.c.decision_id == decision_id)
    row = (await db.execute(query)).mappings().first()
    return Decision(**row) if row else None


async def list_deciders(db: AsyncConnection, item: ItemRef) -> list[str]:
    """Who ever decided against this item or its author."""
    against = (DecisionOutcome.EDIT, DecisionOutcome.REMOVE, DecisionOutcome.LOCK)
    taken = select(measures.c.decision_id).where(measures.c.kind != MeasureKind.NOTE)
    query = (
        select(decisions.c.moderator_id)
        .join(cases, cases.c.case_id == decisions.c.case_id)
        .where(
            cases.c.item_kind == item.kind,
            cases.c.item_id == item.id,
            or_(decisions.c.outcome.in_(against), decisions.c.decision_id.in_(taken)),
        )
    )
    return list((await db.execute(query)).scalars())
