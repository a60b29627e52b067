"""A search in a large community against the bare question to the index, in turns and in one run.

The posts are invented words, as frequent as words are (Zipf). The bare question is what no search
of ours can go below: the same words asked of the same index for a page and its count, by the
driver alone. Against it stands the same question as we ask it: which places this person may read,
the page and the count. Beside it, without a goal, the whole search: a second look at what was
found, its titles, names and excerpts, which the bare question brings none of.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.large import cpu_of_children, large_community
from bench.table import Goal, Row
from peerhub.core.hub import Hub
from peerhub.core.search import Sought, to_fts5, to_tsquery
from peerhub.people.models import Person
from peerhub.search.access import found_by_reader, matches_for_reader, places_for_reader
from peerhub.search.models import MOST_RESULTS, PAGE_RESULTS, Order, Query
from peerhub.search.query import parse
from peerhub.search.shown import results
from peerhub.search.store import find_numbers
from tests.support.machine import find_postgres
from tests.support.services import private_postgres

TURNS = 40
# What is asked, by how frequent the words are; "best" wants every match weighed.
QUESTIONS = (
    ("a word in every third post", "w9", Order.NEWEST),
    ("a word in every hundredth post", "w600", Order.NEWEST),
    ("the same, best match first", "w600", Order.BEST),
    ("two words side by side", '"w9 w20"', Order.NEWEST),
    ("a rare word", "w15000", Order.NEWEST),
)
Ask = Callable[[Query], tuple[int, int]]
Taken = tuple[float, float, float]  # of the bare question, of ours, of the whole search
Found = list[tuple[str, list[Taken]]]


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
            return time.process_time() + cpu_of_children(server.data)

        found = asyncio.run(_compare(url, Path(folder), posts, runs, cpu))
    yield from _rows(found, posts, "PostgreSQL")


def _rows(found: Found, posts: int, name: str) -> Iterator[Row]:
    for asked, taken in found:
        job = f"search of {posts:,} posts on {name}, {asked}"
        bare, ours, whole = ([one * 1e3 for one in some] for some in zip(*taken, strict=True))
        yield Row(job, "CPU of the bare question, ms", bare)
        yield Row(job, "CPU of ours, with its places, ms", ours)
        ratios = [mine / its for mine, its in zip(ours, bare, strict=True)]
        yield Row(job, "× bare question", ratios, Goal(2))
        yield Row(job, "CPU of all that its page says, ms", whole)


async def _compare(
    url: str, folder: Path, posts: int, runs: int, cpu: Callable[[], float]
) -> Found:
    async with large_community(url, folder, posts) as (hub, reader):
        driver, ask = await _bare(hub, reader, url, folder)
        found = []
        for asked, said, order in QUESTIONS:
            await _in_turns(hub, reader, ask, parse(said, order=order), cpu, 2)
            taken = [
                await _in_turns(hub, reader, ask, parse(said, order=order), cpu, TURNS)
                for _run in range(runs)
            ]
            found.append((asked, taken))
        driver.close()
        return found


async def _in_turns(
    hub: Hub, reader: Person, ask: Ask, query: Query, cpu: Callable[[], float], turns: int
) -> Taken:
    """Seconds of CPU of each; AssertionError where they differ."""
    start = cpu()
    for _turn in range(turns):
        shown, count = ask(query)
    bare = cpu()
    async with hub.reading(quick=True) as db:  # the driver's connection is open as well
        for _turn in range(turns):
            places = await places_for_reader(db, hub.searchable, reader)
            matches, number = await matches_for_reader(
                db, query, places, offset=0, limit=PAGE_RESULTS
            )
    ours = cpu()
    for _turn in range(turns):
        async with hub.reading(quick=True) as db:
            places = await places_for_reader(db, hub.searchable, reader)
            found = await found_by_reader(
                db, hub.searchable, query, places, offset=0, limit=PAGE_RESULTS
            )
        results(found, query)
    whole = cpu()
    if not (len(matches), number) == (shown, count) == (len(found.cards), count):
        raise AssertionError("the bare question found something else")
    return (bare - start) / turns, (ours - bare) / turns, (whole - ours) / turns


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

    # Planned for its words, as one who asks once would have it: a plan kept for any words at all
    # spares a rare word 0.1 ms and costs two words side by side 30.
    driver = psycopg.connect(url.replace("+psycopg", ""), autocommit=True, prepare_threshold=None)
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
