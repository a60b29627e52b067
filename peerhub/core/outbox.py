"""Duties: written with the intention that caused them, delivered at least once. Never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import Clock
from peerhub.core.duties import Duty, claim_due, set_done, set_failed
from peerhub.core.errors import Unavailable
from peerhub.core.events import Event
from peerhub.core.mailer import Mail, Mailer
from peerhub.core.tables import duties
from peerhub.core.transaction import Transaction

Reaction = Callable[[Transaction, Any], Awaitable[None]]
Letter = Callable[[Transaction, Any], Awaitable[Mail | None]]
Errand = Callable[[Any, Any], Awaitable[None]]  # told the hub itself, outside of any transaction

KEEP_DONE = timedelta(days=7)  # long enough to answer "was I mailed?"
BATCH = 16
IDLE_SECONDS = 5.0  # how often the outbox looks without being woken
log = structlog.get_logger("outbox")


def name_of(handler: Callable[..., Any]) -> str:
    """`peerhub.forum.reactions.on_post_published`, shortened to what a person would say."""
    return f"{handler.__module__.removeprefix('peerhub.')}.{handler.__qualname__}"


class Registry:
    """Who reacts to which event: reactions change the database, letters become mail, errands speak
    with the world and write down themselves what came of it.
    """

    def __init__(self) -> None:
        self.reactions: dict[str, Reaction] = {}
        self.letters: dict[str, Letter] = {}
        self.errands: dict[str, Errand] = {}
        self.urgent: set[str] = set()  # handlers that wait behind no other and are never given up
        self._by_event: dict[str, list[str]] = {}

    def on(self, event: type[Event], handler: Reaction, *, urgent: bool = False) -> None:
        self.reactions[name_of(handler)] = handler
        if urgent:
            self.urgent.add(name_of(handler))
        self._by_event.setdefault(event.__name__, []).append(name_of(handler))

    def mail_on(self, event: type[Event], handler: Letter) -> None:
        self.letters[name_of(handler)] = handler
        self._by_event.setdefault(event.__name__, []).append(name_of(handler))

    def send_on(self, event: type[Event], handler: Errand) -> None:
        self.errands[name_of(handler)] = handler
        self.urgent.add(name_of(handler))
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
            "urgent": handler in registry.urgent,
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
        self._woken = {False: asyncio.Event(), True: asyncio.Event()}

    def wake(self) -> None:
        for woken in self._woken.values():
            woken.set()

    async def run(self, *, urgent: bool = False) -> None:
        """Until cancelled: deliver what is due, then wait for a wake or a while.

        What is `urgent` has a runner of its own: a slow mail server keeps nothing of it waiting.
        """
        woken = self._woken[urgent]
        while True:
            woken.clear()
            try:
                while await self.deliver_due(urgent=urgent):
                    continue
                if not urgent:
                    await self._forget_done()
            except Unavailable as error:
                log.warning("outbox waits", fault=str(error))
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await woken.wait()

    async def deliver_due(self, *, urgent: bool = False) -> int:
        """Claim a batch and deliver it side by side; how many were claimed."""
        claimed = await self._claim(urgent)
        await asyncio.gather(*(self._deliver(duty) for duty in claimed))
        return len(claimed)

    async def deliver_all(self) -> None:
        """Everything due now, and what that causes, one after another in the order it was asked for.

        For tests and for commands that end.
        """
        while claimed := await self._claim(urgent=True) or await self._claim(urgent=False):
            for duty in claimed:
                await self._deliver(duty)

    async def _claim(self, urgent: bool) -> list[Duty]:
        async with self.hub.transaction() as tx:
            return await claim_due(tx.db, tx.now, limit=BATCH, urgent=urgent)

    async def _deliver(self, duty: Duty) -> None:
        try:
            if duty.handler in self.hub.registry.reactions:
                await self._react(duty)
            elif duty.handler in self.hub.registry.letters:
                await self._post(duty)
            elif duty.handler in self.hub.registry.errands:
                await self._run_errand(duty)
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

    async def _run_errand(self, duty: Duty) -> None:
        """It makes transactions of its own; done is marked when it came back."""
        await self.hub.registry.errands[duty.handler](self.hub, duty.to_event())
        async with self.hub.transaction() as tx:
            await set_done(tx.db, duty.duty_id, tx.now)

    async def _put_back(self, duty: Duty, error: Exception) -> None:
        try:
            async with self.hub.transaction() as tx:
                kept = duty.handler in self.hub.registry.urgent
                await set_failed(tx.db, duty, type(error).__name__, tx.now, parks=not kept)
        except Unavailable:
            log.warning("duty kept by its lease", duty=duty.duty_id)

    async def _forget_done(self) -> None:
        now = self.hub.clock.now()
        async with self.hub.reading() as db:
            old = await db.scalar(select(func.count()).where(duties.c.done_at < now - KEEP_DONE))
        if old:
            async with self.hub.transaction() as tx:
                await tx.db.execute(delete(duties).where(duties.c.done_at < now - KEEP_DONE))
