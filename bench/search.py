"""A search in a large community against the bare question to the index, in turns and in one run.

The posts are invented words, as frequent as words are (Zipf). The bare question is what no search
of ours can go below: the same words asked of the same index for a page and its count, by the
driver alone, without a person, a place, a second look, names or excerpts.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.table import Goal, Row
from peerhub.app import build_hub
from peerhub.core.config import load_config
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.search import Sought, to_fts5, to_tsquery
from peerhub.forum.access import Reading
from peerhub.forum.models import Board, Post, PostState, Thread
from peerhub.forum.searchable import index_posts
from peerhub.forum.service.boards import open_board
from peerhub.forum.store import threads
from peerhub.migrations.road import migrate
from peerhub.people.models import Person
from peerhub.people.service.appoint import appoint
from peerhub.search.access import found_by_reader, places_for_reader
from peerhub.search.models import MOST_RESULTS, PAGE_RESULTS, Order, Query
from peerhub.search.query import parse
from peerhub.search.shown import results
from peerhub.search.store import find_numbers
from tests.support.machine import find_postgres
from tests.support.services import private_postgres

BOARDS, PEOPLE, IN_THREAD = 12, 20, 50
VOCABULARY, WORDS = 20_000, 60
TURNS = 40
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=2_000)
# What is asked, by how frequent the words are; "best" wants every match weighed.
QUESTIONS = (
    ("a word in every third post", "w9", Order.NEWEST),
    ("a word in every hundredth post", "w600", Order.NEWEST),
    ("the same, best match first", "w600", Order.BEST),
    ("two words side by side", '"w9 w20"', Order.NEWEST),
    ("a rare word", "w15000", Order.NEWEST),
)
Ask = Callable[[Query], tuple[int, int]]
Found = list[tuple[str, list[float], list[float]]]


def search(posts: int, runs: int) -> Iterator[Row]:
    """On SQLite, and on PostgreSQL where its programs are installed."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_compare("", Path(folder), posts, runs, time.process_time))
    yield from _rows(found, posts, "SQLite")
    programs = find_postgres()
    if programs is None:
        return
    with private_postgres(programs) as server, tempfile.TemporaryDirectory() as folder:
        url = server.url(server.create()).replace("+psycopg", "")

        def cpu() -> float:
            return time.process_time() + _cpu_of_children(server.data)

        found = asyncio.run(_compare(url, Path(folder), posts, runs, cpu))
    yield from _rows(found, posts, "PostgreSQL")


def _rows(found: Found, posts: int, name: str) -> Iterator[Row]:
    for asked, bare, ours in found:
        job = f"search of {posts:,} posts on {name}, {asked}"
        yield Row(job, "CPU of the bare question, ms", [one * 1e3 for one in bare])
        yield Row(job, "CPU of a search, ms", [one * 1e3 for one in ours])
        ratios = [mine / its for mine, its in zip(ours, bare, strict=True)]
        yield Row(job, "× bare question", ratios, Goal(2))


def _cpu_of_children(data: Path) -> float:
    """Seconds that PostgreSQL's processes have used, those that serve us among them."""
    head = (data / "postmaster.pid").read_text().splitlines()[0]
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if fields[1] == head:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def _compare(
    url: str, folder: Path, posts: int, runs: int, cpu: Callable[[], float]
) -> Found:
    async with _community(url, folder, posts) as (hub, reader):
        driver, ask = await _bare(hub, reader, url, folder)
        found = []
        for asked, said, order in QUESTIONS:
            await _in_turns(hub, reader, ask, parse(said, order=order), cpu, 2)
            taken = [
                await _in_turns(hub, reader, ask, parse(said, order=order), cpu, TURNS)
                for _run in range(runs)
            ]
            found.append((asked, [one[0] for one in taken], [one[1] for one in taken]))
        driver.close()
        return found


async def _in_turns(
    hub: Hub, reader: Person, ask: Ask, query: Query, cpu: Callable[[], float], turns: int
) -> tuple[float, float]:
    """Seconds of CPU for one bare question and for one search; AssertionError where they differ."""
    start = cpu()
    for _turn in range(turns):
        shown, count = ask(query)
    middle = cpu()
    for _turn in range(turns):
        async with hub.reading(quick=True) as db:
            places = await places_for_reader(db, hub.searchable, reader)
            found = await found_by_reader(
                db, hub.searchable, query, places, offset=0, limit=PAGE_RESULTS
            )
        results(found, query)
    end = cpu()
    if (len(found.cards), found.count) != (shown, min(count, MOST_RESULTS)):
        raise AssertionError("the bare question found something else")
    return (middle - start) / turns, (end - middle) / turns


async def _bare(hub: Hub, reader: Person, url: str, folder: Path) -> tuple[Any, Ask]:
    """The driver alone, with the marks of the same places, and the way to ask by it."""
    async with hub.reading() as db:
        places = await places_for_reader(db, hub.searchable, reader)
        marks = sorted((await find_numbers(db, [one.place for one in places])).values())
    return _of_postgresql(url, marks) if url else _of_sqlite(folder, marks)


def _sought(query: Query) -> Sought:
    if query.sought is None:
        raise ValueError("a bare question has words")
    return query.sought


def _of_sqlite(folder: Path, marks: list[int]) -> tuple[Any, Ask]:
    driver = sqlite3.connect(f"file:{folder}/peerhub.sqlite3?mode=ro", uri=True)
    by = {Order.NEWEST: "rowid DESC", Order.BEST: "rank"}
    fits = "SELECT rowid FROM search_words WHERE words MATCH ?"

    def ask(query: Query) -> tuple[int, int]:
        asked = to_fts5(_sought(query), marks)
        page = f"{fits} ORDER BY {by[query.order]} LIMIT {PAGE_RESULTS}"
        count = f"SELECT count(*) FROM ({fits} LIMIT {MOST_RESULTS + 1})"
        shown = driver.execute(page, [asked]).fetchall()
        return len(shown), driver.execute(count, [asked]).fetchone()[0]

    return driver, ask


def _of_postgresql(url: str, marks: list[int]) -> tuple[Any, Ask]:
    import psycopg

    driver = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    driver.execute("SET enable_seqscan = off")
    fits = "FROM search_words WHERE words @@ %(asked)s::tsquery"
    by = {
        Order.NEWEST: "rowid + 0 DESC",
        Order.BEST: "ts_rank(words, %(asked)s::tsquery) DESC",
    }

    def ask(query: Query) -> tuple[int, int]:
        asked = {"asked": to_tsquery(_sought(query), marks)}
        page = f"SELECT rowid {fits} ORDER BY {by[query.order]} LIMIT {PAGE_RESULTS}"
        count = f"SELECT count(*) FROM (SELECT 1 {fits} LIMIT {MOST_RESULTS + 1}) AS found"
        shown = driver.execute(page, asked).fetchall()
        row = driver.execute(count, asked).fetchone()
        return len(shown), row[0] if row else 0

    return driver, ask


@asynccontextmanager
async def _community(url: str, folder: Path, posts: int) -> AsyncIterator[tuple[Hub, Person]]:
    """Twelve boards with so many posts in all, and one of their twenty writers."""
    config = load_config(data_dir=folder, port=8000, database_url=url, redis_url="")
    migrate(config)
    hub = build_hub(config)
    try:
        people = [
            await appoint(
                hub, name=f"Member {n}", email=f"m{n}@example.org", password=None, roles=()
            )
            for n in range(PEOPLE)
        ]
        async with hub.transaction() as tx:
            boards = [await open_board(tx, slug=f"b{n}", title=f"Board {n}") for n in range(BOARDS)]
        await _write(hub, boards, people, posts)
        yield hub, people[0]
    finally:
        await hub.close()


async def _write(hub: Hub, boards: list[Board], people: list[Person], posts: int) -> None:
    """By rising time, a thread after the other, as an import does; the same words in every run."""
    chance = random.Random(1)
    names = [f"w{n}" for n in range(VOCABULARY)]
    weights = list(itertools.accumulate(1 / (n + 3) for n in range(VOCABULARY)))
    for start in range(0, posts, IN_THREAD * 20):
        async with hub.transaction() as tx:
            for first in range(start, min(start + IN_THREAD * 20, posts), IN_THREAD):
                at = BEGAN + SPAN * (first / posts)
                board = boards[first // IN_THREAD % len(boards)]
                author = people[first % len(people)].person_id
                thread = Thread(
                    new_id(), board.board_id, "t", "A title", author, "", IN_THREAD, at, at, ""
                )
                await threads.insert_thread(tx.db, thread)
                written = [
                    _post(thread, n, " ".join(chance.choices(names, cum_weights=weights, k=WORDS)))
                    for n in range(1, IN_THREAD + 1)
                ]
                await threads.insert_posts(tx.db, written)
                await index_posts(tx, written, Reading(thread, board), new=True)


def _post(thread: Thread, number: int, body: str) -> Post:
    at = thread.made_at + timedelta(minutes=number)
    return Post(
        post_id=new_id(),
        thread_id=thread.thread_id,
        number=number,
        author_id=thread.author_id,
        author_name="",
        body=body,
        html=f"<p>{body}</p>",
        reply_to=None,
        at=at,
        state=PostState.VISIBLE,
    )
