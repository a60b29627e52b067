"""Rows of what was decided about somebody: beside a case, and for themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.measures import MeasureKind
from peerhub.moderation.models import Case, Decision, DecisionOutcome
from peerhub.moderation.store.cases import to_case
from peerhub.moderation.tables import cases, decisions, measures


async def list_decided_about(
    db: AsyncConnection, author_id: str, limit: int
) -> list[tuple[Case, Decision]]:
    """What was decided about one person's items, the newest first."""
    query = (
        select(cases, *(column.label(f"d_{column.name}") for column in decisions.c))
        .join(decisions, decisions.c.case_id == cases.c.case_id)
        .where(cases.c.author_id == author_id)
        .order_by(decisions.c.at.desc())
        .limit(limit)
    )
    return [(to_case(row), _decision(row)) for row in await db.execute(query)]


async def list_done_to_name(
    db: AsyncConnection, pseudonym_id: str, limit: int
) -> list[tuple[Case, Decision]]:
    """What was decided and did something to a name of one board, the newest first."""
    done = select(measures.c.decision_id).where(measures.c.pseudonym_id == pseudonym_id)
    query = (
        select(cases, *(column.label(f"d_{column.name}") for column in decisions.c))
        .join(decisions, decisions.c.case_id == cases.c.case_id)
        .where(decisions.c.decision_id.in_(done))
        .order_by(decisions.c.at.desc())
        .limit(limit)
    )
    return [(to_case(row), _decision(row)) for row in await db.execute(query)]


def _decision(row: Any) -> Decision:
    return Decision(**{name: getattr(row, f"d_{name}") for name in Decision.__slots__})


async def list_nameless(
    db: AsyncConnection, since: datetime, limit: int
) -> list[tuple[Case, Decision]]:
    """What was decided about what anybody wrote without a name, the newest first."""
    query = (
        select(cases, *(column.label(f"d_{column.name}") for column in decisions.c))
        .join(decisions, decisions.c.case_id == cases.c.case_id)
        .where(cases.c.author_id == "", decisions.c.at >= since)
        .order_by(decisions.c.at.desc(), decisions.c.decision_id)
        .limit(limit)
    )
    return [(to_case(row), _decision(row)) for row in await db.execute(query)]


async def list_decisions_about(db: AsyncConnection, person_id: str) -> list[Decision]:
    """Decisions about this person's items and about them; of what was left they were not told."""
    taken = select(measures.c.decision_id).where(measures.c.kind != MeasureKind.NOTE)
    told = or_(decisions.c.outcome != DecisionOutcome.LEAVE, decisions.c.decision_id.in_(taken))
    query = (
        select(decisions)
        .join(cases, cases.c.case_id == decisions.c.case_id)
        .where(cases.c.author_id == person_id, told)
        .order_by(decisions.c.at)
    )
    return [Decision(**row) for row in (await db.execute(query)).mappings()]
