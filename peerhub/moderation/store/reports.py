"""Rows of reports. What is sealed stays sealed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.tables import reports


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A report as it rests: note and copy encrypted, each bound to this row."""

    report_id: str
    case_id: str
    reporter_id: str
    reason: str
    note: bytes
    copy: bytes
    reference: str
    at: datetime


async def insert_report(db: AsyncConnection, report: SealedReport) -> None:
    await db.execute(insert(reports).values(**asdict(report)))


async def list_reports(db: AsyncConnection, case_id: str) -> list[SealedReport]:
    """Oldest first: the first one's copy is the item as it stood when it was reported."""
    query = select(reports).where(reports.c.case_id == case_id)
    rows = (await db.execute(query.order_by(reports.c.at, reports.c.report_id))).mappings()
    return [SealedReport(**row) for row in rows]


async def find_report(db: AsyncConnection, reference: str) -> SealedReport | None:
    query = select(reports).where(reports.c.reference == reference)
    row = (await db.execute(query)).mappings().first()
    return SealedReport(**row) if row else None


async def list_reports_by(db: AsyncConnection, person_id: str) -> list[SealedReport]:
    query = select(reports).where(reports.c.reporter_id == person_id).order_by(reports.c.at)
    return [SealedReport(**row) for row in (await db.execute(query)).mappings()]


async def list_reporters(db: AsyncConnection, case_id: str) -> set[str]:
    query = select(reports.c.reporter_id).where(reports.c.case_id == case_id)
    return set((await db.execute(query)).scalars())


async def list_reasons(db: AsyncConnection, case_ids: Iterable[str]) -> dict[str, list[str]]:
    """Reasons by case, each once, as they came in."""
    query = select(reports.c.case_id, reports.c.reason).where(reports.c.case_id.in_(set(case_ids)))
    found: dict[str, list[str]] = {}
    for row in await db.execute(query.order_by(reports.c.at, reports.c.report_id)):
        if row.reason not in found.setdefault(row.case_id, []):
            found[row.case_id].append(row.reason)
    return found
