"""A large community for searches and pages: twelve boards full of invented words, and their writers."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from peerhub.app import build_hub
from peerhub.core.config import load_config
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.forum.access import Reading
from peerhub.forum.importers.letters import Letter
from peerhub.forum.importers.mbox import read_mbox
from peerhub.forum.models import Board, Post, PostState, Thread
from peerhub.forum.searchable import index_posts
from peerhub.forum.service.boards import open_board
from peerhub.forum.store import threads
from peerhub.migrations.road import migrate
from peerhub.people.models import Person
from peerhub.people.service.appoint import appoint

BOARDS, PEOPLE, IN_THREAD = 12, 20, 50
VOCABULARY, WORDS = 20_000, 60
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=2_000)
ARCHIVE = Path(__file__).parents[2] / "shared" / "data" / "mail" / "list-archive.mbox"
PUBLIC = "b0"  # strangers may read this board


def cpu_of_children(data: Path) -> float:
    """Seconds that PostgreSQL's processes have used, those that serve us among them."""
    head = (data / "postmaster.pid").read_text().splitlines()[0]
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if fields[1] == head:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def large_community(
    url: str, folder: Path, posts: int, letters: Sequence[str] = ()
) -> AsyncIterator[tuple[Hub, Person]]:
    """Twelve boards with so many posts in all, and one of their twenty writers.

    Of invented words; or of these letters over and over, and then without an index of them.
    """
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
            boards = [
                await open_board(tx, slug=f"b{n}", title=f"Board {n}", public=f"b{n}" == PUBLIC)
                for n in range(BOARDS)
            ]
        if letters:
            made = [(body, to_html(body)) for body in letters]
            await _write(hub, boards, people, posts, itertools.cycle(made), index=False)
        else:
            await _write(hub, boards, people, posts, _invented(), index=True)
        yield hub, people[0]
    finally:
        await hub.close()


def archived_letters() -> list[str]:
    """The bodies of a real archive, where the folder of data lies beside the project."""
    if not ARCHIVE.exists():
        return []
    found = [one for one in read_mbox(ARCHIVE) if isinstance(one, Letter) and one.body_markdown]
    return [letter.body_markdown for letter in found]


def _invented() -> Iterator[tuple[str, str]]:
    """Words as frequent as words are (Zipf), the same in every run."""
    chance = random.Random(1)
    names = [f"w{n}" for n in range(VOCABULARY)]
    weights = list(itertools.accumulate(1 / (n + 3) for n in range(VOCABULARY)))
    while True:
        body = " ".join(chance.choices(names, cum_weights=weights, k=WORDS))
        yield body, f"<p>{body}</p>"


async def _write(
    hub: Hub,
    boards: list[Board],
    people: list[Person],
    posts: int,
    words: Iterator[tuple[str, str]],
    *,
    index: bool,
) -> None:
    """By rising time, a thread after the other, as an import does."""
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
                written = [_post(thread, n, *next(words)) for n in range(1, IN_THREAD + 1)]
                await threads.insert_posts(tx.db, written)
                if index:
                    await index_posts(tx, written, Reading(thread, board), new=True)


def _post(thread: Thread, number: int, body: str, html: str) -> Post:
    at = thread.made_at + timedelta(minutes=number)
    return Post(
        post_id=new_id(),
        thread_id=thread.thread_id,
        number=number,
        author_id=thread.author_id,
        author_name="",
        body=body,
        html=html,
        reply_to=None,
        at=at,
        state=PostState.VISIBLE,
    )
