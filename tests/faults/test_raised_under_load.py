"""S5, R2: reports and flags under load, handlers absent at random, mail down for a while, the server
killed at random: none lost or doubled, none seen by who is barred, none past its time without having
climbed, and each reporter reads its state.
"""

import asyncio
import random
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select

from peerhub.app import build_hub
from peerhub.core.hub import Hub
from peerhub.core.keys import hash_token, new_id
from peerhub.moderation.models import CaseState
from peerhub.moderation.safeguarding import wall
from peerhub.moderation.safeguarding.models import DutyManner, Rung, Shift
from peerhub.moderation.safeguarding.sealed import Pen, key_place, open_chain
from peerhub.moderation.safeguarding.store import concerns, rota
from peerhub.moderation.safeguarding.store.keys import load_circle
from peerhub.moderation.safeguarding.tables import concerns as concern_rows
from peerhub.moderation.tables import cases, reports
from tests.faults.conftest import ROOM, Storm, make_storm, say_beside
from tests.faults.load import Load
from tests.faults.sizes import SPARE, size
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.far_services import Inbox, mail_server
from tests.support.leads import make_circle, pen_for
from tests.support.server import Server

ITEMS = size(60, 1_000)
KILLS = size(3, 40)
AT_ONCE = 8
OWN = {"Sec-Fetch-Site": "same-origin"}
READS = size(8, 200)  # states that are read back: each takes as long as a code is stretched


@dataclass
class Raised:
    """What reporters were told is stored: flags by secret, reports by key."""

    flags: dict[str, tuple[str, str]] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)
    barred: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.flags) + len(self.reports)


@dataclass
class Hubful:
    """A server that sends real mail, two leads and a deputy in it, and messages to speak about."""

    storm: Storm
    inbox: Inbox
    pens: list[Pen]
    messages: list[str]


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    with mail_server() as served:
        yield served


@pytest.fixture
async def hubful(tmp_path: Path, inbox: tuple[Inbox, int]) -> AsyncIterator[Hubful]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    url = f"smtp://127.0.0.1:{inbox[1]}?tls=none"
    server = Server(folder, PEERHUB_SMTP_URL=url, PEERHUB_ALERT_URL="https://127.0.0.1:9/none")
    storm = await make_storm(server)
    hub = build_hub(server.config())
    leads = [
        await make_person(hub, name, roles=("safeguarding",)) for name in ("Dana", "Gita", "Hana")
    ]
    pens = [pen_for(hub, lead.person_id) for lead in leads]
    await make_circle(hub, pens)
    for name, role in (("Cleo", "moderator"), ("Rosa", "reviewer")):
        await make_person(hub, name, roles=(role,))
    await hub.close()
    await say_beside(storm, 0, 20)
    try:
        server.start()
        messages = [m["id"] for m in storm.api().get(f"/rooms/{ROOM}/messages")[1]["items"]]
        yield Hubful(storm, inbox[0], pens, messages)
    finally:
        server.kill()


async def raise_flag(hubful: Hubful, raised: Raised, chance: random.Random) -> None:
    """Sent again under the same secret until the receipt is there."""
    secret, number = new_id() + new_id(), len(raised)
    fields = {"secret": secret, "urgency": str(chance.randrange(3)), "words": f"Words {secret}"}
    if chance.random() < 0.2:
        fields["exclude"] = hubful.pens[1].key.person_id
        raised.barred.add(secret)
    if chance.random() < 0.5:
        fields |= {"kind": "message", "id": chance.choice(hubful.messages)}
    while True:
        with suppress(httpx2.HTTPError):
            async with httpx2.AsyncClient(headers=OWN, timeout=20) as client:
                answer = await client.post(f"{hubful.storm.server.address}/flag", data=fields)
            found = re.findall(r'<dd class="phone-number">([^<]+)</dd>', answer.text)
            if answer.status_code == 200 and len(found) == 2:
                raised.flags[secret] = (found[0], found[1])
                return
            assert answer.status_code in (429, 503), (number, answer.text[:500])
        await asyncio.sleep(0.05)  # the server is another program, and is being started


async def report(hubful: Hubful, raised: Raised, chance: random.Random) -> None:
    """By a program, under the same key until it is answered."""
    key = new_id()
    said = {
        "kind": "message",
        "id": chance.choice(hubful.messages),
        "reason": "racism",
        "note": key,
    }
    token = chance.choice(hubful.storm.tokens)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    while True:
        with suppress(httpx2.HTTPError):
            async with httpx2.AsyncClient(headers=headers, timeout=20) as client:
                address = f"{hubful.storm.server.address}/api/v1/reports"
                answer = await client.post(address, json=said)
            if answer.status_code in (200, 201):
                raised.reports[key] = answer.json()["reference"]
                return
            assert answer.status_code in (429, 503), answer.text[:500]
        await asyncio.sleep(0.05)  # as above


async def trouble(hubful: Hubful, raised: Raised, chance: random.Random) -> None:
    """Kills the server, takes mail away and sends leads away, until enough was raised."""
    server = hubful.storm.server
    for kill in range(1, KILLS + 1):
        while len(raised) < kill * ITEMS // (KILLS + 1):
            await asyncio.sleep(0.01)  # as the load goes on, which is not ours to await
        hubful.inbox.away = kill % 2 == 1
        await asyncio.to_thread(server.kill)
        hub = build_hub(server.config())
        async with hub.transaction() as tx:
            for pen in hubful.pens:
                manner = chance.choice([DutyManner.ALWAYS, DutyManner.AWAY])
                await rota.set_shift(tx.db, Shift(pen.key.person_id, manner))
        await hub.close()
        await asyncio.to_thread(server.start)
    hubful.inbox.away = False


async def test_nothing_that_was_raised_is_lost_late_or_seen_by_the_wrong_eyes(
    hubful: Hubful,
) -> None:
    raised, chance = Raised(), random.Random(7)
    waiting = iter([chance.choice((raise_flag, report)) for _item in range(ITEMS)])

    async def one_after_the_other() -> None:
        for kind in waiting:
            await kind(hubful, raised, chance)

    async with asyncio.TaskGroup() as tasks:
        for _one in range(AT_ONCE):
            tasks.create_task(one_after_the_other())
        tasks.create_task(trouble(hubful, raised, chance))
    assert len(raised) == ITEMS
    await asyncio.to_thread(hubful.storm.server.stop, 60)  # it has a storm's duties in hand
    clock = SettableClock()
    clock.move(days=365)  # later than anything that the server's own clock has written
    hub = build_hub(hubful.storm.server.config(), clock=clock)
    try:
        await flags_are_there(hub, hubful, raised)
        await reports_are_there(hub, raised)
        await everything_has_climbed(hub)
    finally:
        await hub.close()
    await states_can_be_read(hubful, raised, chance)


async def flags_are_there(hub: Hub, hubful: Hubful, raised: Raised) -> None:
    """Each once, with its words, for the leads and not for whoever was excluded."""
    dana, gita = hubful.pens[0], hubful.pens[1]
    async with hub.reading() as db:
        circle = await load_circle(db)
        stored = list((await db.execute(select(concern_rows.c.concern_id))).scalars())
        assert len(stored) == len(raised.flags), "none lost, none doubled"
        for secret, (reference, _code) in raised.flags.items():
            found = await concerns.find_by_reference(db, hash_token(reference.replace("-", "")))
            assert found is not None, "what a reporter was told is stored is there"
            sealed = await concerns.find_concern_key(db, found.concern_id, dana.key.key_id)
            place = key_place(found.concern_id, dana.key.key_id)
            box = wall.open_with(dana.ring.box, sealed or b"", about=place)
            rows = await concerns.list_entries(db, found.concern_id)
            chain = open_chain(box, found.concern_id, rows, circle)
            assert chain.whole and chain.entries[0].said["words"] == f"Words {secret}"
            theirs = await concerns.find_concern_key(db, found.concern_id, gita.key.key_id)
            assert (theirs is None) == (secret in raised.barred), "nobody barred holds its key"


async def reports_are_there(hub: Hub, raised: Raised) -> None:
    async with hub.reading() as db:
        stored = list((await db.execute(select(reports.c.reference))).scalars())
    assert sorted(stored) == sorted(raised.reports.values())


async def everything_has_climbed(hub: Hub) -> None:
    """A year later, which no duty was told of before."""
    for _round in range(6):  # each rung's time begins when the one before is over
        await hub.outbox.deliver_all()
        hub.clock.move(days=4)  # type: ignore[attr-defined]
    async with hub.reading() as db:
        rungs = list((await db.execute(select(concern_rows.c.rung))).scalars())
        levels = (
            await db.execute(select(cases.c.level).where(cases.c.state == CaseState.OPEN))
        ).scalars()
        assert all(rung == Rung.NOBODY for rung in rungs)
        assert all(level > 0 for level in levels), "no case stays with its place alone"
        for (concern_id,) in (await db.execute(select(concern_rows.c.concern_id))).all():
            assert await rota.list_tellings(db, concern_id), "somebody was called"


async def states_can_be_read(hubful: Hubful, raised: Raised, chance: random.Random) -> None:
    await asyncio.to_thread(hubful.storm.server.start)
    kept = list(raised.flags.values())
    async with httpx2.AsyncClient(headers=OWN, timeout=60) as client:
        for reference, code in chance.sample(kept, min(READS, len(kept))):
            fields = {"reference": reference, "code": code}
            address = f"{hubful.storm.server.address}/flag/answers"
            answer = await client.post(address, data=fields)
            assert "Nobody has opened it yet" in answer.text


async def test_a_flag_is_first_in_line_while_everything_else_waits(hubful: Hubful) -> None:
    """In the queue within two seconds, the first call out within a minute, under load and behind
    a hundred letters to a mail server that is slow.
    """
    storm, inbox = hubful.storm, hubful.inbox
    inbox.slow_to = "slow@example.org"
    load = Load(storm.server.address, storm.room, storm.tokens)
    hub = build_hub(storm.server.config(), checkpoints=False)
    async with asyncio.TaskGroup() as tasks:
        for n in range(4):
            tasks.create_task(load.write(f"w{n}", pace=0.2))
        for n in range(size(20, 196)):
            tasks.create_task(load.read(f"r{n}", cuts=False))
        for n in range(100):
            await make_person(hub, f"Slow {n}", email=f"slow+{n}@example.org")
        async with httpx2.AsyncClient(headers=OWN, timeout=60) as client:
            for n in range(40):
                fields = {"email": f"slow+{n}@example.org"}
                await client.post(f"{storm.server.address}/sign-in/link", data=fields)
            began = time.monotonic()
            fields = {"secret": new_id() + new_id(), "urgency": "0"}
            answer = await client.post(f"{storm.server.address}/flag", data=fields)
        assert answer.status_code == 200
        assert time.monotonic() - began < 2 * SPARE
        async with hub.reading() as db:
            (row,) = (await db.execute(select(concern_rows.c.urgency))).scalars()
            assert row == 0, "a lead's page shows what stands here"
        async with asyncio.timeout(60):
            while "dana@example.org" not in inbox.addresses:
                await asyncio.sleep(0.05)  # the mail server is another program
        load.writing = False
        load.expected = 0
    await hub.close()
    assert timedelta(seconds=time.monotonic() - began) < timedelta(seconds=60)
