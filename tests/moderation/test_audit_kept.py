"""The end of the audit trail goes to people outside the server, and tells what was done to it since."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select

from peerhub.cli.audit import audit as command
from peerhub.core.hub import Hub
from peerhub.core.keys import Keys
from peerhub.moderation import audit
from peerhub.moderation.models import Kept
from peerhub.moderation.service.trail import begin_telling
from peerhub.moderation.store import trail
from peerhub.moderation.tables import log_entries, log_heads
from peerhub.people.access import address_for_mail
from peerhub.people.models import Person
from tests.moderation.test_audit import write
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.letters import Letters


async def kept_of(hub: Hub) -> str:
    async with hub.reading() as db:
        return await audit.kept_head(db)


async def state_of(hub: Hub, kept: str, keys: Keys | None = None) -> Kept:
    async with hub.reading() as db:
        return await audit.holds_kept(db, keys or hub.keys, kept)


async def cut_back(hub: Hub, entries: int) -> None:
    """As who holds the database and the keys would do it: a whole trail, only shorter."""
    async with hub.transaction() as tx:
        ids = (await tx.db.execute(select(log_entries.c.entry_id))).scalars().all()
        left = sorted(ids)[:entries]
        await tx.db.execute(delete(log_entries).where(log_entries.c.entry_id.not_in(left)))
        found = await trail.list_log_entries(tx.db, after=0, limit=1_000)
        newest = found[-1].hash
        signature = hub.keys.sign("audit-head", str(entries), newest)
        await trail.set_head(tx.db, entries, newest, signature)
        assert (await audit.verify(tx.db, hub.keys))[1] is None


async def test_what_was_kept_is_there_as_long_as_nothing_is_taken_out(empty_hub: Hub) -> None:
    await write(empty_hub, 3)
    kept = await kept_of(empty_hub)
    assert await state_of(empty_hub, f"  {kept}\n") is Kept.THERE
    await write(empty_hub, 2)
    assert await state_of(empty_hub, kept) is Kept.THERE


async def test_a_whole_trail_that_is_shorter_is_found_out(empty_hub: Hub) -> None:
    await write(empty_hub, 5)
    kept = await kept_of(empty_hub)
    await cut_back(empty_hub, 3)
    assert await state_of(empty_hub, kept) is Kept.CUT


async def test_a_whole_trail_that_was_written_anew_is_found_out(empty_hub: Hub) -> None:
    await write(empty_hub, 5)
    kept = await kept_of(empty_hub)
    await cut_back(empty_hub, 3)
    async with empty_hub.transaction() as tx:
        for n in range(4):
            await audit.append(tx, actor_id="", action="role.taken", subject=f"person:{n}")
    assert await state_of(empty_hub, kept) is Kept.REWRITTEN


@pytest.mark.parametrize("spoil", [lambda k: k[:-1], lambda k: "9" + k, lambda k: "", str.upper])
async def test_a_line_that_is_not_ours_proves_nothing(
    empty_hub: Hub, spoil: Callable[[str], str]
) -> None:
    await write(empty_hub, 3)
    kept = await kept_of(empty_hub)
    assert await state_of(empty_hub, spoil(kept)) is Kept.UNKNOWN
    assert await state_of(empty_hub, kept, Keys(b"x" * 32, b"y" * 32)) is Kept.UNKNOWN


async def test_reviewers_and_leads_get_it_once_a_day(
    hub: Hub, clock: SettableClock, mail: Letters, amina: Person, cleo: Person, dana: Person
) -> None:
    reviewer = await make_person(hub, "Rue", roles=("reviewer",))
    await write(hub)
    for _start in range(2):
        async with hub.transaction() as tx:
            await begin_telling(tx)
    assert not await mail.all()
    for day in (1, 2):
        clock.move(days=1)
        assert len(await mail.all()) == 2 * day
    kept, sent = await kept_of(hub), await mail.all()
    assert all(kept in "".join(one.text.split()) for one in sent)
    assert all("the audit trail, to keep" in one.subject for one in sent)
    async with hub.reading() as db:
        wanted = {await address_for_mail(db, one.person_id) for one in (dana, reviewer)}
    assert {one.to for one in sent} == wanted


async def test_two_chains_become_one(hub: Hub, clock: SettableClock, mail: Letters) -> None:
    """Two workers that start at the same moment each find none."""
    await make_person(hub, "Rue", roles=("reviewer",))
    await write(hub)
    async with hub.transaction() as tx:
        await begin_telling(tx)
        await begin_telling(tx)
    counts = []
    for _day in range(3):
        clock.move(days=1)
        counts.append(len(await mail.all()))
    assert counts == [2, 3, 4]


async def test_the_command_compares_a_letter_with_the_trail(
    empty_hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    monkeypatch.setenv("PEERHUB_DATA_DIR", str(empty_hub.config.data_dir))
    monkeypatch.setenv("PEERHUB_DATABASE_URL", empty_hub.config.database_url)

    async def run(line: str) -> tuple[int, str]:
        done = await asyncio.to_thread(CliRunner().invoke, command, ["verify", "--kept", line])
        return done.exit_code, done.output

    await write(empty_hub, 4)
    kept = await kept_of(empty_hub)
    status, said = await run(kept)
    assert status == 0 and "holds all that was in it" in said
    status, said = await run("4:abc:def")
    assert status == 1 and "Copy it whole" in said
    await cut_back(empty_hub, 2)
    status, said = await run(kept)
    assert status == 1 and "entries are missing" in said
    async with empty_hub.reading() as db:
        assert (await db.execute(select(log_heads.c.entries))).scalar() == 2
