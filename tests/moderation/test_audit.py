"""The audit trail: what enters it, and that no change of it goes unseen."""

import json
from collections.abc import Awaitable, Callable

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, insert, select, update

from peerhub.core.events import (
    Event,
    PersonApproved,
    PersonSuspended,
    RoleGiven,
    RoleTaken,
    TokenMade,
)
from peerhub.core.hub import Hub
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.moderation import audit
from peerhub.moderation.models import TrailFault
from peerhub.moderation.store import trail
from peerhub.moderation.tables import log_entries, log_heads
from peerhub.people.models import Person
from tests.moderation.conftest import Stories


async def write(hub: Hub, count: int = 5) -> list[int]:
    """A trail of some entries; their numbers."""
    async with hub.transaction() as tx:
        for n in range(count):
            await audit.append(tx, actor_id="", action="role.given", subject=f"person:{n}")
    async with hub.reading() as db:
        return [e.entry_id for e in await trail.list_log_entries(db, after=0, limit=100)]


async def verified(hub: Hub, keys: Keys | None = None) -> tuple[int, TrailFault | None]:
    async with hub.reading() as db:
        return await audit.verify(db, keys or hub.keys)


async def test_an_untouched_trail_is_whole(empty_hub: Hub) -> None:
    assert await verified(empty_hub) == (0, None)
    await write(empty_hub, 3)
    await write(empty_hub, 2)
    assert await verified(empty_hub) == (5, None)


async def test_a_long_trail_is_read_in_parts(
    empty_hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "AT_ONCE", 2)
    await write(empty_hub, 5)
    assert await verified(empty_hub) == (5, None)


@pytest.mark.parametrize("column", ["actor_id", "action", "subject", "detail", "hash", "at"])
async def test_a_changed_entry_is_named(empty_hub: Hub, column: str) -> None:
    third = (await write(empty_hub))[2]
    value = empty_hub.clock.now().replace(year=2025) if column == "at" else "x" * 10
    async with empty_hub.transaction() as tx:
        await tx.db.execute(
            update(log_entries).where(log_entries.c.entry_id == third).values({column: value})
        )
    assert await verified(empty_hub) == (2, TrailFault(third))


async def test_a_deleted_entry_is_missed_by_the_next(empty_hub: Hub) -> None:
    ids = await write(empty_hub)
    async with empty_hub.transaction() as tx:
        await tx.db.execute(delete(log_entries).where(log_entries.c.entry_id == ids[2]))
    assert await verified(empty_hub) == (2, TrailFault(ids[3]))


async def test_the_first_entry_deleted_is_missed(empty_hub: Hub) -> None:
    ids = await write(empty_hub)
    async with empty_hub.transaction() as tx:
        await tx.db.execute(delete(log_entries).where(log_entries.c.entry_id == ids[0]))
    assert await verified(empty_hub) == (0, TrailFault(ids[1]))


async def test_an_inserted_entry_is_named(empty_hub: Hub) -> None:
    ids = await write(empty_hub)
    fields = {"at": empty_hub.clock.now(), "actor_id": "", "action": "x", "subject": "y"}
    async with empty_hub.transaction() as tx:
        await tx.db.execute(delete(log_entries).where(log_entries.c.entry_id == ids[-1]))
        await tx.db.execute(
            insert(log_entries).values(entry_id=ids[-1], **fields, detail="", hash="a" * 64)
        )
    assert await verified(empty_hub) == (4, TrailFault(ids[-1]))


async def test_two_swapped_entries_are_named(empty_hub: Hub) -> None:
    ids = await write(empty_hub)
    async with empty_hub.transaction() as tx:
        for old, new in ((ids[1], 900), (ids[2], ids[1]), (900, ids[2])):
            query = update(log_entries).where(log_entries.c.entry_id == old)
            await tx.db.execute(query.values(entry_id=new))
    assert await verified(empty_hub) == (1, TrailFault(ids[1]))


@pytest.mark.parametrize("left", [0, 3])
async def test_a_cut_tail_is_noted(empty_hub: Hub, left: int) -> None:
    """Also where the one who cut it wrote the head anew, without the key."""
    ids = await write(empty_hub)
    async with empty_hub.transaction() as tx:
        kept = ids[:left]
        await tx.db.execute(delete(log_entries).where(log_entries.c.entry_id.not_in(kept)))
    fault = TrailFault(kept[-1] if kept else 0, cut=True)
    assert await verified(empty_hub) == (left, fault)
    async with empty_hub.transaction() as tx:
        newest = await tx.db.scalar(
            select(log_entries.c.hash).order_by(log_entries.c.entry_id.desc()).limit(1)
        )
        forged = {"entries": left, "hash": newest or "", "signature": newest or ""}
        await tx.db.execute(update(log_heads).values(**forged))
    assert await verified(empty_hub) == (left, fault)


async def test_another_key_trusts_nothing(empty_hub: Hub) -> None:
    ids = await write(empty_hub)
    assert await verified(empty_hub, Keys(b"other", b"other")) == (0, TrailFault(ids[0]))


async def test_fields_cannot_flow_over_into_one_another(empty_hub: Hub) -> None:
    keys, now = empty_hub.keys, empty_hub.clock.now()
    one = audit.entry_hash(keys, "", now, actor_id="a", action="b\x1fc", subject="", detail="")
    two = audit.entry_hash(keys, "", now, actor_id="a", action="b", subject="c", detail="")
    assert one != two


async def test_an_entry_of_a_failed_transaction_never_was(empty_hub: Hub) -> None:
    await write(empty_hub, 1)
    with pytest.raises(RuntimeError):
        async with empty_hub.transaction() as tx:
            await audit.append(tx, actor_id="", action="x", subject="y")
            raise RuntimeError
    await write(empty_hub, 1)
    assert await verified(empty_hub) == (2, None)


@pytest.mark.parametrize(
    ("event", "action"),
    [
        (RoleGiven("p-1", "moderator", "hub", "a-1"), "role.given"),
        (RoleTaken("p-1", "moderator", "hub", "a-1"), "role.taken"),
        (TokenMade("p-1", "t-1", "read", "a-1"), "token.made"),
        (PersonSuspended("p-1", "a-1"), "person.suspended"),
        (PersonApproved("p-1", "a-1"), "person.approved"),
    ],
)
async def test_what_happened_to_people_is_in_it_once(
    hub: Hub, amina: Person, event: Event, action: str
) -> None:
    real = type(event)(**{**event.to_fields(), "person_id": amina.person_id})
    async with hub.transaction() as tx:
        tx.record(real)
    await hub.outbox.deliver_all()
    await hub.outbox.deliver_all()
    async with hub.reading() as db:
        found = await trail.list_log_entries(db, after=0, limit=100)
    assert [(e.action, e.actor_id, e.subject) for e in found] == [
        (action, "a-1", f"person:{amina.person_id}")
    ]


async def test_a_decision_is_in_it_without_anybodys_words(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, "Secret words")
    await people.reports(amina, message, note="Secret note")
    await people.decides(cleo, "remove", "Secret reason")
    async with hub.reading() as db:
        (entry,) = await trail.list_log_entries(db, after=0, limit=100)
    assert (entry.action, entry.actor_id) == ("case.remove", cleo.person_id)
    assert entry.subject == f"message:{message}"
    assert "Secret" not in json.dumps(entry.detail)


@pytest.fixture
async def at_the_command_line(
    empty_hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Awaitable[tuple[int, str]]]:
    """`peerhub audit verify` beside the hub of this test: exit status, and what it says."""
    config = empty_hub.config
    monkeypatch.setenv("PEERHUB_DATA_DIR", str(config.data_dir))
    monkeypatch.setenv("PEERHUB_DATABASE_URL", config.database_url)

    def run() -> tuple[int, str]:
        from peerhub.cli.audit import audit as command

        done = CliRunner().invoke(command, ["verify"])
        return done.exit_code, done.output

    async def ask() -> tuple[int, str]:
        import asyncio

        return await asyncio.to_thread(run)

    return ask


async def test_the_command_says_that_it_is_whole_or_where_it_breaks(
    empty_hub: Hub, at_the_command_line: Callable[[], Awaitable[tuple[int, str]]]
) -> None:
    ids = await write(empty_hub)
    assert await at_the_command_line() == (0, "The audit trail is whole. Entries: 5.\n")

    async def change(tx: Transaction) -> None:
        query = update(log_entries).where(log_entries.c.entry_id == ids[3])
        await tx.db.execute(query.values(detail="other"))

    async with empty_hub.transaction() as tx:
        await change(tx)
    status, said = await at_the_command_line()
    assert status == 1
    assert f"broken at entry {ids[3]}:" in said
    async with empty_hub.transaction() as tx:
        await tx.db.execute(delete(log_entries).where(log_entries.c.entry_id >= ids[3]))
    status, said = await at_the_command_line()
    assert status == 1
    assert f"after entry {ids[2]} entries are missing" in said
