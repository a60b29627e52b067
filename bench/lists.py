"""A search of the directory and the page of meetups, where there are many of both.

Beside each, in turns and in one run: a bare Starlette route that carries out the same statements for
the list itself, as many other reads as the page makes, and joins fifty names.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from bench.large import cpu_of_children
from bench.pages import Asked, cost, line
from bench.served import Served, running
from bench.speech import Plain
from bench.table import Goal, Row
from peerhub.app import build_hub
from peerhub.core.config import load_config
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.directory.area import read_areas
from peerhub.directory.models import ListState, Organisation, Profile
from peerhub.directory.rules import seen_at_first
from peerhub.directory.store.organisations import insert_organisation
from peerhub.directory.vocabulary import LANGUAGES, STRANDS
from peerhub.meetups.models import Audience, Meetup, MeetupKind
from peerhub.meetups.tables import meetups
from peerhub.migrations.road import migrate
from peerhub.people.service.appoint import appoint
from tests.support.factories import make_session
from tests.support.machine import find_postgres
from tests.support.services import private_postgres

DIRECTORY_READS, MEETUPS_READS = 23, 18  # statements of a page; tests/web/test_list_costs.py counts
WORDS = ("tea", "rent", "garden", "carers", "advice", "youth", "elders", "welcome", "music", "law")
SEARCH = "/directory?q=tea&borough=brent"
AT_ONCE = 1_000


def lists(organisations: int, meetings: int, runs: int) -> Iterator[Row]:
    """On SQLite, and on PostgreSQL where its programs are installed."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _compare("", Path(folder), organisations, meetings, runs, lambda: 0.0, "SQLite")
    programs = find_postgres()
    if programs is None:
        return
    with private_postgres(programs) as server, tempfile.TemporaryDirectory() as folder:
        url = server.url(server.create()).replace("+psycopg", "")
        beside = lambda: cpu_of_children(server.data)  # noqa: E731
        name = "PostgreSQL"
        yield from _compare(url, Path(folder), organisations, meetings, runs, beside, name)


def _compare(
    url: str,
    folder: Path,
    organisations: int,
    meetings: int,
    runs: int,
    beside: Callable[[], float],
    name: str,
) -> Iterator[Row]:  # fmt: skip
    cookie = asyncio.run(_prepare(url, folder, organisations, meetings))
    settings = {"PEERHUB_DATABASE_URL": url} if url else {}
    hub = Served(
        "peerhub", Plain(), folder, lambda port: ["peerhub", "serve", "--port", str(port)],
        settings=settings,
    )  # fmt: skip
    store = url.replace("postgresql:", "postgresql+psycopg:") or (
        f"sqlite+aiosqlite:///{folder}/peerhub.sqlite3"
    )
    reads = [str(DIRECTORY_READS), str(MEETUPS_READS)]
    bare = Served(
        "bare", Plain(), folder, lambda port: ["bench.baselines.lists", str(port), store, *reads]
    )
    session = f"peerhub={cookie}"
    asked = [
        (Asked(SEARCH, session), Asked("/directory")),
        (Asked("/meetups", session), Asked("/meetups")),
    ]
    with running(hub), running(bare), line(hub) as ours, line(bare) as theirs:
        turns = [
            [
                (cost(ours, mine, hub, beside), cost(theirs, its, bare, beside))
                for mine, its in asked
            ]
            for _run in range(runs + 1)
        ][1:]  # the first one warms both
    names = (f"a search of {organisations:,} organisations", f"the page of {meetings:,} meetups")
    for n, (job, reads_of) in enumerate(zip(names, reads, strict=True)):
        yield from _rows(f"{job} on {name}", reads_of, [turn[n] for turn in turns])


def _rows(job: str, reads: str, pairs: list[tuple[float, float]]) -> Iterator[Row]:
    yield Row(job, "CPU for a member, ms", [one * 1e3 for one, _its in pairs])
    words = f"CPU of {reads} bare reads and a join, ms"
    yield Row(job, words, [its * 1e3 for _one, its in pairs])
    yield Row(job, "× the bare route", [one / its for one, its in pairs], Goal(2))


async def _prepare(url: str, folder: Path, organisations: int, meetings: int) -> str:
    """A member's cookie, in a hub with so many of both."""
    config = load_config(data_dir=folder, port=8000, database_url=url, redis_url="")
    migrate(config)
    hub = build_hub(config)
    try:
        person = await appoint(hub, name="Member", email="m@example.org", password=None, roles=())
        chance = random.Random(1)
        await _list(hub, organisations, chance)
        await _announce(hub, meetings, person.person_id)
        return await make_session(hub, person)
    finally:
        await hub.close()


async def _list(hub: Hub, organisations: int, chance: random.Random) -> None:
    boroughs = [one.slug for one in read_areas(hub.config)]
    for start in range(0, organisations, AT_ONCE):
        async with hub.transaction() as tx:
            for n in range(start, min(start + AT_ONCE, organisations)):
                await insert_organisation(tx.db, _organisation(tx, n, boroughs, chance))


def _organisation(
    tx: Transaction, n: int, boroughs: list[str], chance: random.Random
) -> Organisation:
    some = chance.sample(WORDS, 4)
    facts = {
        "borough": tuple(chance.sample(boroughs, 3)),
        "strand": tuple(chance.sample(sorted(STRANDS), 2)),
        "language": tuple(chance.sample(sorted(LANGUAGES), 2)),
    }
    name = f"{some[0].title()} and {some[1]} {n}"
    words = f"We are there for {' and '.join(some)}, each week."
    profile = Profile(name, words, facts=facts, seen=seen_at_first())
    return Organisation(new_id(), f"o-{n}", profile, ListState.LISTED, tx.now)


async def _announce(hub: Hub, meetings: int, person_id: str) -> None:
    """Half of them over."""
    now = datetime.now(UTC)
    rows = []
    for n in range(meetings):
        starts = now + timedelta(minutes=30 * (n - meetings // 2))
        meetup = Meetup(
            new_id(), f"Meetup {n}", "Come as you are.", MeetupKind.MEETUP, Audience.MEMBERS,
            starts, starts + timedelta(hours=1), "Europe/London", person_id, now, now,
            in_person=True, place="Brixton, a community hall",
        )  # fmt: skip
        rows.append(asdict(meetup))
    for start in range(0, len(rows), AT_ONCE):
        async with hub.transaction() as tx:
            await tx.db.execute(insert(meetups), rows[start : start + AT_ONCE])
