"""Rows of duties: what must happen after a commit. The outbox delivers them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.events import Event, event_types
from peerhub.core.tables import duties
from peerhub.core.transaction import Transaction

TRIES = 8  # with the back-off below: about two hours, longer than a mail server's restart
LONGEST_ERRAND_WAIT = 60  # seconds between two tries of what must reach somebody
LEASE = timedelta(seconds=60)  # longer than any handler may take; SMTP gives up after 30 s


@dataclass(frozen=True)
class Duty:
    """One thing to do for one handler."""

    duty_id: int
    event: str
    handler: str
    fields: dict[str, Any]
    attempts: int

    def to_event(self) -> Event:
        kind = event_types()[self.event]
        return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in self.fields.items()})


def _waiting(now: datetime, urgent: bool) -> Any:
    free = or_(duties.c.leased_until.is_(None), duties.c.leased_until < now)
    return and_(
        duties.c.urgent.is_(urgent),
        duties.c.done_at.is_(None),
        duties.c.parked_at.is_(None),
        duties.c.due_at <= now,
        free,
    )


async def claim_due(
    db: AsyncConnection, now: datetime, *, limit: int, urgent: bool = False
) -> list[Duty]:
    """Lease what is due; on PostgreSQL other workers skip these rows."""
    chosen = (
        select(duties.c.duty_id)
        .where(_waiting(now, urgent))
        .order_by(duties.c.due_at, duties.c.duty_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = (await db.execute(chosen)).scalars().all()
    if not ids:
        return []
    lease = (
        update(duties)
        .where(duties.c.duty_id.in_(ids))
        .values(leased_until=now + LEASE, attempts=duties.c.attempts + 1)
        .returning(*[duties.c[n] for n in ("duty_id", "event", "handler", "fields", "attempts")])
    )
    return sorted((Duty(*row) for row in await db.execute(lease)), key=lambda d: d.duty_id)


async def set_done(db: AsyncConnection, duty_id: int, now: datetime) -> bool:
    """Mark it, once; False where it was done before."""
    done = await db.execute(
        update(duties)
        .where(duties.c.duty_id == duty_id, duties.c.done_at.is_(None))
        .values(done_at=now, leased_until=None, fault=None)
    )
    return done.rowcount == 1


async def set_failed(
    db: AsyncConnection, duty: Duty, fault: str, now: datetime, *, parks: bool = True
) -> None:
    """Try again later, with jitter; park it after the last try, where it may be given up at all."""
    seconds = 2 ** min(duty.attempts, 12) * random.uniform(0.5, 1.5)  # noqa: S311
    wait = timedelta(seconds=seconds if parks else min(seconds, LONGEST_ERRAND_WAIT))
    parked = now if parks and duty.attempts >= TRIES else None
    await db.execute(
        update(duties)
        .where(duties.c.duty_id == duty.duty_id)
        .values(fault=fault, due_at=now + wait, leased_until=None, parked_at=parked)
    )


async def forget_address(db: AsyncConnection, email: str) -> None:
    """Duties that name a mail address go with the person who leaves; they could reach nobody."""
    await db.execute(delete(duties).where(duties.c.fields["email"].as_string() == email))


async def take_up_parked(db: AsyncConnection, now: datetime) -> None:
    """What was given up is tried anew: an operator put the cause right and started the server."""
    await db.execute(
        update(duties)
        .where(duties.c.parked_at.is_not(None))
        .values(parked_at=None, attempts=0, due_at=now)
    )


async def list_waiting_fields(
    db: AsyncConnection, event: type[Event], *, due_after: datetime | None = None
) -> list[dict[str, Any]]:
    """What the undone duties of an event are about, those that were put aside among them.

    `due_after`: only those that are due later than that.
    """
    query = select(duties.c.fields).where(
        duties.c.event == event.__name__, duties.c.done_at.is_(None)
    )
    if due_after is not None:
        query = query.where(duties.c.due_at > due_after)
    return list((await db.execute(query)).scalars())


async def begin_chain(tx: Transaction, first: Event, *, due_at: datetime | None = None) -> None:
    """For the start of a server: the first of duties that each ask for the next, where none waits."""
    if not await list_waiting_fields(tx.db, type(first)):
        tx.record(first, due_at=due_at)


async def go_on(tx: Transaction, following: Event, *, due_at: datetime) -> None:
    """The chain's next duty, unless it waits already: two workers that start in the same moment each
    begin a chain, and two become one here.
    """
    if tx.db.dialect.name == "postgresql":  # elsewhere nobody else writes meanwhile
        chain = func.hashtext(type(following).__name__)
        await tx.db.execute(select(func.pg_advisory_xact_lock(chain)))
    if not await list_waiting_fields(tx.db, type(following), due_after=tx.now):
        tx.record(following, due_at=due_at)


async def count_parked(db: AsyncConnection) -> int:
    return await db.scalar(select(func.count()).where(duties.c.parked_at.is_not(None))) or 0


async def oldest_waiting(db: AsyncConnection, now: datetime) -> float:
    """Seconds that the oldest duty that is due has waited; 0 where none waits."""
    due_at = await db.scalar(
        select(duties.c.due_at)
        .where(duties.c.done_at.is_(None), duties.c.parked_at.is_(None), duties.c.due_at <= now)
        .order_by(duties.c.due_at)
        .limit(1)
    )
    return max(0.0, (now - due_at).total_seconds()) if due_at else 0.0
