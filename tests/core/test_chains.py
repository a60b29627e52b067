"""Duties that ask for the next of their kind: one chain of each, however many servers start at once."""

import pytest

from peerhub.core.duties import begin_chain, list_waiting_fields
from peerhub.core.event import Event
from peerhub.core.events import AuditHeadDue, IndexSweepDue, SafeguardingSwept
from peerhub.core.hub import Hub
from tests.support.clock import SettableClock

CHAINS = (AuditHeadDue, IndexSweepDue, SafeguardingSwept)


async def waiting(hub: Hub, kind: type[Event]) -> int:
    async with hub.reading() as db:
        return len(await list_waiting_fields(db, kind))


@pytest.mark.parametrize("kind", CHAINS)
async def test_a_chain_is_begun_once_and_goes_on(
    hub: Hub, clock: SettableClock, kind: type[Event]
) -> None:
    for _start in range(2):
        async with hub.transaction() as tx:
            await begin_chain(tx, kind())
    assert await waiting(hub, kind) == 1
    for _day in range(3):
        await hub.outbox.deliver_all()
        assert await waiting(hub, kind) == 1
        clock.move(days=1)


@pytest.mark.parametrize("kind", CHAINS)
async def test_two_servers_that_start_in_one_moment_end_with_one_chain(
    hub: Hub, kind: type[Event]
) -> None:
    """Neither sees the other's; what they began becomes one as soon as it is done."""
    async with hub.transaction() as tx:
        await begin_chain(tx, kind())
        await begin_chain(tx, kind())
    assert await waiting(hub, kind) == 2
    await hub.outbox.deliver_all()
    assert await waiting(hub, kind) == 1
