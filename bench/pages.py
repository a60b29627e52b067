"""A thread of fifty posts in a large community: for a member, and for a stranger on a public board.

The posts are the letters of a real archive, over and over, or invented words where it is not there.
Beside it, in turns and in one run: a bare Starlette route that reads as many statements by the same
library and joins the fifty stored fragments, and a ready string of the same length.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.large import PUBLIC, archived_letters, cpu_of_children, large_community
from bench.served import Served, running
from bench.speech import Plain
from bench.table import Goal, Row
from peerhub.core.hub import Hub
from peerhub.forum.access import boards_for_reader, threads_for_reader
from peerhub.people.models import Person
from tests.support.factories import make_session
from tests.support.machine import find_postgres
from tests.support.services import private_postgres

READS = 29  # statements of a member's page; tests/forum/test_page_costs.py counts them
SECONDS = 0.4  # of each turn


@dataclass(frozen=True)
class Asked:
    """One address, and the head of the request."""

    path: str
    cookie: str = ""


def pages(posts: int, runs: int) -> Iterator[Row]:
    """On SQLite, and on PostgreSQL where its programs are installed."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _compare("", Path(folder), posts, runs, lambda: 0.0, "SQLite")
    programs = find_postgres()
    if programs is None:
        return
    with private_postgres(programs) as server, tempfile.TemporaryDirectory() as folder:
        url = server.url(server.create()).replace("+psycopg", "")

        def beside() -> float:
            return cpu_of_children(server.data)

        yield from _compare(url, Path(folder), posts, runs, beside, "PostgreSQL")


def _compare(
    url: str, folder: Path, posts: int, runs: int, beside: Callable[[], float], name: str
) -> Iterator[Row]:
    cookie, thread, public = asyncio.run(_prepare(url, folder, posts))
    settings = {"PEERHUB_DATABASE_URL": url} if url else {}
    hub = Served(
        "peerhub", Plain(), folder, lambda port: ["peerhub", "serve", "--port", str(port)],
        settings=settings,
    )  # fmt: skip
    store = url.replace("postgresql:", "postgresql+psycopg:") or (
        f"sqlite+aiosqlite:///{folder}/peerhub.sqlite3"
    )
    member = Asked(f"/forum/t/{thread}/t", f"peerhub={cookie}")
    stranger = Asked(f"/forum/t/{public}/t")
    with running(hub):
        with line(hub) as one:
            length = len(_ask(one, stranger))
        bare = Served(
            "bare", Plain(), folder,
            lambda port: ["bench.baselines.page", str(port), store, str(READS), str(length)],
        )  # fmt: skip
        with running(bare), line(hub) as ours, line(bare) as theirs:
            turns = [
                (
                    cost(ours, member, hub, beside),
                    cost(theirs, Asked(f"/page/{thread}"), bare, beside),
                    cost(ours, stranger, hub, beside),
                    cost(theirs, Asked("/ready"), bare, beside),
                )
                for _run in range(runs + 1)
            ][1:]  # the first one warms both
    yield from _rows(turns, f"a page of 50 of {posts:,} posts on {name}")


def _rows(turns: list[tuple[float, float, float, float]], job: str) -> Iterator[Row]:
    ours, bare, stranger, ready = zip(*turns, strict=True)
    yield Row(job, "CPU for a member, ms", [one * 1e3 for one in ours])
    yield Row(job, f"CPU of {READS} bare reads and a join, ms", [one * 1e3 for one in bare])
    ratios = [mine / its for mine, its in zip(ours, bare, strict=True)]
    yield Row(job, "× the bare route", ratios, Goal(2))
    yield Row(job, "CPU for a stranger, ms", [one * 1e3 for one in stranger])
    yield Row(job, "CPU of a ready string, ms", [one * 1e3 for one in ready])
    parts = [its / mine for mine, its in zip(stranger, ready, strict=True)]
    words = "answers for the same CPU, part of the ready string's"
    yield Row(job, words, parts, Goal(0.5, at_least=True))


def line(server: Served) -> closing[HTTPConnection]:
    """One connection that stays open."""
    return closing(HTTPConnection("127.0.0.1", server.port))


def _ask(line: HTTPConnection, asked: Asked) -> bytes:
    line.request("GET", asked.path, headers={"Cookie": asked.cookie} if asked.cookie else {})
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{asked.path} answered {answer.status}")
    return body


def cost(line: HTTPConnection, asked: Asked, server: Served, beside: Callable[[], float]) -> float:
    """Seconds of CPU an answer, the database's own included."""
    begun, used, answers = time.monotonic(), server.cpu() + beside(), 0
    while time.monotonic() - begun < SECONDS:
        _ask(line, asked)
        answers += 1
    return (server.cpu() + beside() - used) / answers


async def _prepare(url: str, folder: Path, posts: int) -> tuple[str, str, str]:
    """A member's cookie, a thread for members and one that strangers may read."""
    async with large_community(url, folder, posts, archived_letters()) as (hub, reader):
        cookie = await make_session(hub, reader)
        slugs = await _newest(hub, reader)
    return cookie, slugs["b1"], slugs[PUBLIC]


async def _newest(hub: Hub, reader: Person) -> dict[str, str]:
    async with hub.reading() as db:
        boards = await boards_for_reader(db, reader)
        return {
            board.slug: (await threads_for_reader(db, reader, [board], limit=1))[0].thread_id
            for board in boards
            if board.slug in ("b1", PUBLIC)
        }
