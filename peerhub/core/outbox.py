"""Duties: written with the intention that caused them, delivered at least once. Never lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import Clock
from peerhub.core.errors import Unavailable
from peerhub.core.events import Event, event_types
from peerhub.core.mailer import Mail, Mailer
from peerhub.core.tables import duties
from peerhub.core.transaction import Transaction

Reaction = Callable[[Transaction, Any], Awaitable[None]]
Letter = Callable[[Transaction, Any], Awaitable[Mail | None]]

TRIES = 8  # with the back-off below: about two hours, longer than a mail server's restart
LEASE = timedelta(seconds=60)  # longer than any handler may take; SMTP gives up after 30 s
KEEP_DONE = timedelta(days=7)  # long enough to answer "was I mailed?"
BATCH = 16
IDLE_SECONDS = 5.0  # how often the outbox looks without being woken
log = structlog.get_logger("outbox")


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


def name_of(handler: Callable[..., Any]) -> str:
    """`peerhub.forum.reactions.on_post_published`, shortened to what a person would say."""
    return f"{handler.__module__.removeprefix('peerhub.')}.{handler.__qualname__}"


class Registry:
    """Who reacts to which event: reactions change the database, letters become mail."""

    def __init__(self) -> None:
        self.reactions: dict[str, Reaction] = {}
        self.letters: dict[str, Letter] = {}
        self._by_event: dict[str, list[str]] = {}

    def on(self, event: type[Event], handler: Reaction) -> None:
        self.reactions[name_of(handler)] = handler
        self._by_event.setdefault(event.__name__, []).append(name_of(handler))

    def mail_on(self, event: type[Event], handler: Letter) -> None:
        self.letters[name_of(handler)] = handler
        self._by_event.setdefault(event.__name__, []).append(name_of(handler))

    def handlers_of(self, event: Event) -> list[str]:
        return self._by_event.get(type(event).__name__, [])


async def write_duties(
    db: AsyncConnection, registry: Registry, recorded: Iterable[tuple[Event, datetime]]
) -> bool:
    """A row for each (event, handler); an event nobody handles writes nothing. True where any was."""
    rows = [
        {
            "event": type(event).__name__,
            "handler": handler,
            "fields": event.to_fields(),
            "due_at": due_at,
        }
        for event, due_at in recorded
        for handler in registry.handlers_of(event)
    ]
    if rows:
        await db.execute(insert(duties), rows)
    return bool(rows)


class Host(Protocol):
    """What the outbox needs of the hub that it works for."""

    clock: Clock
    mailer: Mailer
    registry: Registry

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]: ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]: ...


class Outbox:
    """Delivers what is due, one duty's failure never delaying another's turn."""

    def __init__(self, hub: Host) -> None:
        self.hub = hub
        self._woken = asyncio.Event()

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """Until cancelled: deliver what is due, then wait for a wake or a while."""
        while True:
            self._woken.clear()
            try:
                while await self.deliver_due():
                    continue
                await self._forget_done()
            except Unavailable as error:
                log.warning("outbox waits", fault=str(error))
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._woken.wait()

    async def deliver_due(self) -> int:
        """Claim a batch and deliver it side by side; how many were claimed."""
        claimed = await self._claim()
        await asyncio.gather(*(self._deliver(duty) for duty in claimed))
        return len(claimed)

    async def deliver_all(self) -> None:
        """Everything due now, and what that causes. For tests and for commands that end."""
        while await self.deliver_due():
            continue

    async def _claim(self) -> list[Duty]:
        async with self.hub.transaction() as tx:
            return await claim_due(tx.db, tx.now, limit=BATCH)

    async def _deliver(self, duty: Duty) -> None:
        try:
            if duty.handler in self.hub.registry.reactions:
                await self._react(duty)
            elif duty.handler in self.hub.registry.letters:
                await self._post(duty)
            else:
                raise LookupError("no such handler in this version")
        except Exception as error:  # the boundary: one failing handler never delays another
            log.warning(
                "duty failed", duty=duty.duty_id, handler=duty.handler, fault=type(error).__name__
            )
            await self._put_back(duty, error)

    async def _react(self, duty: Duty) -> None:
        async with self.hub.transaction() as tx:
            if await set_done(tx.db, duty.duty_id, tx.now):
                await self.hub.registry.reactions[duty.handler](tx, duty.to_event())

    async def _post(self, duty: Duty) -> None:
        """The mail is made in one transaction and sent outside of any: the network may take long."""
        async with self.hub.transaction() as tx:
            mail = await self.hub.registry.letters[duty.handler](tx, duty.to_event())
        if mail:
            await self.hub.mailer.send(mail, mail_id=f"duty-{duty.duty_id}")
        async with self.hub.transaction() as tx:
            await set_done(tx.db, duty.duty_id, tx.now)

    async def _put_back(self, duty: Duty, error: Exception) -> None:
        try:
            async with self.hub.transaction() as tx:
                await set_failed(tx.db, duty, type(error).__name__, tx.now)
        except Unavailable:
            log.warning("duty kept by its lease", duty=duty.duty_id)

    async def _forget_done(self) -> None:
        now = self.hub.clock.now()
        async with self.hub.reading() as db:
            old = await db.scalar(select(func.count()).where(duties.c.done_at < now - KEEP_DONE))
        if old:
            async with self.hub.transaction() as tx:
                await tx.db.execute(delete(duties).where(duties.c.done_at < now - KEEP_DONE))


def _waiting(now: datetime) -> Any:
    free = or_(duties.c.leased_until.is_(None), duties.c.leased_until < now)
    return and_(
        duties.c.done_at.is_(None), duties.c.parked_at.is_(None), duties.c.due_at <= now, free
    )


async def claim_due(db: AsyncConnection, now: datetime, *, limit: int) -> list[Duty]:
    """Lease what is due; on PostgreSQL other workers skip these rows."""
    chosen = (
        select(duties.c.duty_id)
        .where(_waiting(now))
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


async def set_failed(db: AsyncConnection, duty: Duty, fault: str, now: datetime) -> None:
    """Try again later, with jitter; park it after the last try."""
    wait = timedelta(seconds=2 ** min(duty.attempts, 12) * random.uniform(0.5, 1.5))  # noqa: S311
    parked = now if duty.attempts >= TRIES else None
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
