"""Rows of reports. What is sealed stays sealed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.models import NO_TALLY, Tally
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
    declaration: bytes | None = None


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


async def list_tallies(
    db: AsyncConnection, case_ids: Iterable[str], *, since: datetime
) -> dict[str, Tally]:
    """By case; reasons as they came in. However many reports there are, a row a case and reason."""
    lately = func.sum(case((reports.c.at > since, 1), else_=0))
    query = (
        select(reports.c.case_id, reports.c.reason, func.count().label("n"))
        .add_columns(lately.label("lately"))
        .where(reports.c.case_id.in_(set(case_ids)))
        .group_by(reports.c.case_id, reports.c.reason)
        .order_by(func.min(reports.c.at), reports.c.reason)
    )
    found: dict[str, Tally] = {}
    for row in await db.execute(query):
        before = found.get(row.case_id, NO_TALLY)
        found[row.case_id] = Tally(
            before.reports + row.n, before.lately + row.lately, (*before.reasons, row.reason)
        )
    return found


async def find_report_by_id(db: AsyncConnection, report_id: str) -> SealedReport | None:
    query = select(reports).where(reports.c.report_id == report_id)
    row = (await db.execute(query)).mappings().first()
    return SealedReport(**row) if row else None


async def set_note(db: AsyncConnection, report_id: str, note: bytes) -> None:
    await db.execute(update(reports).where(reports.c.report_id == report_id).values(note=note))


async def forget_declarations(db: AsyncConnection, person_id: str) -> None:
    """How somebody who leaves could be reached."""
    own = reports.c.reporter_id == person_id
    await db.execute(update(reports).where(own).values(declaration=None))
