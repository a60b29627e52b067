"""How cases went, for the figures: no name, no place, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.models import CaseKind, DecisionOutcome
from peerhub.moderation.tables import cases, decisions


@dataclass(frozen=True, slots=True)
class Course:
    """How a case went: `outcome` of its first decision, `seconds` until then; None while it waits."""

    kind: CaseKind
    outcome: DecisionOutcome | None
    seconds: float | None


async def list_courses(db: AsyncConnection, first: datetime, last: datetime) -> list[Course]:
    """Of all cases opened from `first` on and before `last`."""
    query = (
        select(cases.c.case_id, cases.c.kind, cases.c.opened_at, cases.c.decided_at)
        .add_columns(decisions.c.outcome)
        .outerjoin(
            decisions,
            and_(
                decisions.c.case_id == cases.c.case_id,
                decisions.c.outcome != DecisionOutcome.LIFT,
            ),
        )
        .where(cases.c.opened_at >= first, cases.c.opened_at < last)
        .order_by(cases.c.case_id, decisions.c.at.desc(), decisions.c.decision_id.desc())
    )
    return list({row.case_id: _course(row) for row in await db.execute(query)}.values())


def _course(row: Any) -> Course:
    outcome = DecisionOutcome(row.outcome) if row.outcome and row.decided_at else None
    took = (row.decided_at - row.opened_at).total_seconds() if row.decided_at else None
    return Course(CaseKind(row.kind), outcome, took)
