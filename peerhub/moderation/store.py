"""Rows in, rows out of cases, reports, decisions and standings. What is sealed stays sealed here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.core.prepared import Prepared
from peerhub.moderation.models import Case, CaseKind, CaseState, Decision, DecisionOutcome, LogEntry
from peerhub.moderation.tables import cases, decisions, log_entries, log_heads, reports, standings


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


async def delete_standing(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(standings).where(standings.c.person_id == person_id))


async def lock_head(db: AsyncConnection) -> tuple[int, str, str]:
    """How many entries the trail has, the newest one's hash, and the signature over both.

    Nobody else adds to the trail until this transaction ends: two ends would be a fork.
    """
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    empty = dialect.insert(log_heads).values(head_id=1, entries=0, hash="", signature="")
    await db.execute(empty.on_conflict_do_nothing())
    row = (await db.execute(select(log_heads).with_for_update())).one()
    return row.entries, row.hash, row.signature


async def find_head(db: AsyncConnection) -> tuple[int, str, str] | None:
    row = (await db.execute(select(log_heads))).first()
    return (row.entries, row.hash, row.signature) if row else None


async def insert_log_entry(db: AsyncConnection, fields: dict[str, Any]) -> None:
    await db.execute(insert(log_entries).values(**fields))


async def set_head(db: AsyncConnection, entries: int, hash_: str, signature: str) -> None:
    await db.execute(update(log_heads).values(entries=entries, hash=hash_, signature=signature))


async def list_log_entries(db: AsyncConnection, *, after: int, limit: int) -> list[LogEntry]:
    query = select(log_entries).where(log_entries.c.entry_id > after)
    rows = (await db.execute(query.order_by(log_entries.c.entry_id).limit(limit))).mappings()
    return [LogEntry(**row) for row in rows]
