"""Duties: written with the commit, done once, retried with patience, parked in the end, never lost."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from peerhub.core.duties import TRIES, claim_due, count_parked, take_up_parked
from peerhub.core.events import PersonApproved, RoleTaken
from peerhub.core.hub import Hub
from peerhub.core.mailer import Mail
from peerhub.core.outbox import Registry
from peerhub.core.tables import duties
from peerhub.core.transaction import Transaction
from tests.support.clock import SettableClock
from tests.support.letters import Letters

EVENT = PersonApproved("p" * 16, "")


@dataclass
class Handlers:
    """A reaction and a letter whose failures the test decides."""

    fails: int = 0
    done: int = 0
    letters: int = 0

    async def on_it(self, tx: Transaction, event: Any) -> None:
        self.done += 1
        if self.done <= self.fails:
            raise RuntimeError("not this time")

    async def on_other(self, tx: Transaction, event: Any) -> None:
        raise RuntimeError("never")

    async def letter(self, tx: Transaction, event: Any) -> Mail | None:
        self.letters += 1
        return Mail("amina@example.org", "Welcome", "You are in.")


@pytest.fixture
async def handlers(hub: Hub) -> AsyncIterator[Handlers]:
    hub.registry = Registry()
    async with hub.transaction() as tx:
        await tx.db.execute(delete(duties))  # what the rooms of the noise will want one day
    yield Handlers()


async def record(hub: Hub, event: Any = EVENT) -> None:
    async with hub.transaction() as tx:
        tx.record(event)


async def rows(hub: Hub) -> list[Any]:
    async with hub.reading() as db:
        return list(await db.execute(select(duties).order_by(duties.c.duty_id)))


async def test_an_event_that_nobody_handles_writes_nothing(hub: Hub, handlers: Handlers) -> None:
    await record(hub)
    assert await rows(hub) == []


async def test_a_transaction_that_fails_leaves_no_duty(hub: Hub, handlers: Handlers) -> None:
    hub.registry.on(PersonApproved, handlers.on_it)
    with pytest.raises(RuntimeError):
        async with hub.transaction() as tx:
            tx.record(EVENT)
            tx.announce("room:x", b"never")
            raise RuntimeError
    assert await rows(hub) == []


async def test_what_is_announced_leaves_after_the_commit_and_only_then(hub: Hub) -> None:
    async with hub.bus.subscribe() as heard:
        await heard.add("room:x")
        with pytest.raises(RuntimeError):
            async with hub.transaction() as tx:
                tx.announce("room:x", b"untrue")
                raise RuntimeError
        async with hub.transaction() as tx:
            tx.announce("room:x", b"true")
        async with asyncio.timeout(5):
            async for frame in heard:
                assert frame == ("room:x", b"true")
                break


async def test_a_duty_is_done_once(hub: Hub, handlers: Handlers) -> None:
    hub.registry.on(PersonApproved, handlers.on_it)
    await record(hub)
    await hub.outbox.deliver_all()
    await hub.outbox.deliver_all()
    assert handlers.done == 1
    assert (await rows(hub))[0].done_at is not None


async def test_a_failing_duty_is_tried_again_later(
    hub: Hub, handlers: Handlers, clock: SettableClock
) -> None:
    handlers.fails = 2
    hub.registry.on(PersonApproved, handlers.on_it)
    await record(hub)
    await hub.outbox.deliver_all()
    assert handlers.done == 1, "not again at once"
    for _ in range(2):
        clock.move(hours=2)
        await hub.outbox.deliver_all()
    assert handlers.done == 3
    assert (await rows(hub))[0].done_at is not None


async def test_after_the_last_try_it_is_parked_and_shown(
    hub: Hub, handlers: Handlers, clock: SettableClock
) -> None:
    handlers.fails = 100
    hub.registry.on(PersonApproved, handlers.on_it)
    await record(hub)
    for _ in range(TRIES + 3):
        await hub.outbox.deliver_all()
        clock.move(hours=3)
    assert handlers.done == TRIES
    async with hub.reading() as db:
        assert await count_parked(db) == 1
    assert (await rows(hub))[0].fault == "RuntimeError", "the class of the fault, never its words"


async def test_what_was_given_up_is_tried_anew_when_the_server_starts(
    hub: Hub, handlers: Handlers, clock: SettableClock
) -> None:
    handlers.fails = TRIES
    hub.registry.on(PersonApproved, handlers.on_it)
    await record(hub)
    for _ in range(TRIES):
        await hub.outbox.deliver_all()
        clock.move(hours=3)
    async with hub.transaction() as tx:
        await take_up_parked(tx.db, tx.now)
    await hub.outbox.deliver_all()
    assert handlers.done == TRIES + 1
    async with hub.reading() as db:
        assert await count_parked(db) == 0


async def test_one_failing_handler_delays_no_other(hub: Hub, handlers: Handlers) -> None:
    hub.registry.on(PersonApproved, handlers.on_other)
    hub.registry.on(PersonApproved, handlers.on_it)
    await record(hub)
    await hub.outbox.deliver_all()
    assert handlers.done == 1


async def test_a_letter_is_sent_with_the_duty_as_its_id(
    hub: Hub, handlers: Handlers, mail: Letters
) -> None:
    hub.registry.mail_on(PersonApproved, handlers.letter)
    await record(hub)
    await hub.outbox.deliver_all()
    (path,) = (hub.config.data_dir / "outbox").glob("*.eml")
    text = path.read_text()
    duty = (await rows(hub))[0]
    assert f"Message-ID: <duty-{duty.duty_id}@" in text
    assert "Subject: Welcome" in text
    assert path.stat().st_mode & 0o077 == 0


async def test_what_a_dead_worker_had_is_taken_up_after_its_lease(
    hub: Hub, handlers: Handlers, clock: SettableClock
) -> None:
    hub.registry.on(PersonApproved, handlers.on_it)
    await record(hub)
    async with hub.transaction() as tx:
        assert len(await claim_due(tx.db, tx.now, limit=10)) == 1  # and then it died
    await hub.outbox.deliver_all()
    assert handlers.done == 0
    clock.move(minutes=2)
    await hub.outbox.deliver_all()
    assert handlers.done == 1


async def test_a_duty_for_later_waits_for_its_time(
    hub: Hub, handlers: Handlers, clock: SettableClock
) -> None:
    hub.registry.on(RoleTaken, handlers.on_it)
    async with hub.transaction() as tx:
        event = RoleTaken("p" * 16, "moderator", "hub", "")
        tx.record(event, due_at=tx.now + timedelta(days=1))
    await hub.outbox.deliver_all()
    assert handlers.done == 0
    clock.move(days=1, minutes=1)
    await hub.outbox.deliver_all()
    assert handlers.done == 1
