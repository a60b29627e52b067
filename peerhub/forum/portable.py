"""What the forum carries along: boards, threads, posts. Nobody behind what was written without a name.

A pseudonym is a name and a random id of its board, which joins it to nobody. What waits for a
moderator stays; of what was taken back or removed only the number in its thread goes along.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Select, String, and_, false, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import with_sector_ids, with_sector_slugs
from peerhub.core.portable import FOLDED, Arriving, Leaving, Portable, Record, Records, among
from peerhub.core.text import sanitise
from peerhub.forum.models import MemberState, PostState
from peerhub.forum.pseudonyms import nobodys_seal
from peerhub.forum.readable import ForumReadable, leaves
from peerhub.forum.searchable import index_again
from peerhub.forum.store import leaving as rows_leaving
from peerhub.forum.store import moves
from peerhub.forum.tables import (
    board_members,
    board_pseudonyms,
    boards,
    post_moves,
    posts,
    thread_summaries,
    thread_tags,
    threads,
)
from peerhub.uploads.rules import check_borne

KEPT = (MemberState.MEMBER, MemberState.REMOVED)
IMPORTED = "imported"  # no act has this id
SECTOR = "a number of this database; the sector's address goes along"


def _boards(leaving: Leaving) -> Select[tuple[str]]:
    return select(boards.c.board_id).where(leaves(leaving))


def _open_threads(leaving: Leaving) -> ColumnElement[bool]:
    return and_(among(threads.c.board_id, _boards(leaving), threads), threads.c.held == false())


def _threads(leaving: Leaving) -> Select[tuple[str]]:
    return select(threads.c.thread_id).where(_open_threads(leaving))


def _posts(leaving: Leaving) -> ColumnElement[bool]:
    return and_(
        among(posts.c.thread_id, _threads(leaving), posts),
        posts.c.number.is_not(None),
        posts.c.state != PostState.HELD,
    )


def _readable(leaving: Leaving) -> Select[tuple[str]]:
    return select(posts.c.post_id).where(_posts(leaving), posts.c.state == PostState.VISIBLE)


def _begun(leaving: Leaving) -> Select[tuple[str]]:
    """Threads whose first words stand: what is asked about them goes with those words."""
    first = and_(posts.c.number == 1, posts.c.state == PostState.VISIBLE)
    return select(posts.c.thread_id).where(_posts(leaving), first)


async def _without_words(
    _db: AsyncConnection, _leaving: Leaving, rows: list[Record]
) -> list[Record]:
    """Who invited whom, and what an asker wrote, is for who decides."""
    for row in rows:
        row.update(words="", by_id=None)
    return rows


async def _stones(db: AsyncConnection, leaving: Leaving, rows: list[Record]) -> list[Record]:
    for row in await _one_name(db, leaving, rows):
        if row["state"] != PostState.VISIBLE:
            row.update(body="", html="", warning="", files=[])
    return rows


async def _one_name(_db: AsyncConnection, _leaving: Leaving, rows: list[Record]) -> list[Record]:
    """Of a claimed letter its writer, as pages show it, without the name that it came with."""
    for row in rows:
        if row["author_id"] is not None:
            row["author_name"] = ""
    return rows


async def _nobody_behind(arriving: Arriving, records: list[Record]) -> list[Record]:
    """They look like those of people who left: nobody writes under them any more."""
    keys = arriving.tx.keys
    return [
        {
            **record,
            "mark": secrets.token_hex(32),
            "person": nobodys_seal(keys, record["pseudonym_id"]),
        }
        for record in records
    ]


def _check_post(record: Record) -> None:
    if record["state"] == PostState.HELD or record["number"] is None:
        raise ValueError("state says that it waits for a moderator: such a post is in no export")
    check_borne(record["files"])


async def _clean(_arriving: Arriving, records: list[Record]) -> list[Record]:
    return [{**record, "html": sanitise(record["html"])} for record in records]


async def _settle(arriving: Arriving, records: list[Record]) -> None:
    """Threads know how many posts they have, and what stands can be found."""
    newest = {
        record["thread_id"]: (record["number"], record["post_id"], record["at"])
        for record in sorted(records, key=lambda record: int(record["number"]))
    }
    await rows_leaving.raise_numbers(arriving.tx.db, newest)
    if not arriving.trial:
        await index_again(arriving.tx, *(record["post_id"] for record in records))


async def _undone_no_more(_arriving: Arriving, records: list[Record]) -> list[Record]:
    return [{**record, "act_id": IMPORTED} for record in records]


async def _count_moved(arriving: Arriving, records: list[Record]) -> None:
    await moves.count_moved(arriving.tx.db, {record["thread_id"] for record in records})


async def _with_tags(db: AsyncConnection, _leaving: Leaving, rows: list[Record]) -> list[Record]:
    slugs = await rows_leaving.list_tag_slugs(db)
    for row in rows:
        row["tag"] = slugs[row["tag_id"]]
    return rows


async def _into_tags(arriving: Arriving, records: list[Record]) -> list[Record]:
    slugs = await rows_leaving.list_tag_slugs(arriving.tx.db)
    ids = {slug: number for number, slug in slugs.items()}
    return [{**record, "tag_id": ids.get(record["tag"])} for record in records]


async def _authors(db: AsyncConnection, ids: Iterable[str]) -> dict[str, str | None]:
    return await rows_leaving.list_authors_of(db, ids)


PLACES = [
    Records(
        "boards",
        boards,
        only=leaves,
        stays={"sector_id": SECTOR},
        extra=(Column("sector", String(60)),),
        leave=with_sector_slugs,
        arrive=with_sector_ids,
    ),
    Records(
        "board_members",
        board_members,
        only=lambda leaving: and_(
            among(board_members.c.board_id, _boards(leaving), board_members),
            board_members.c.state.in_(KEPT),
        ),
        leave=_without_words,
    ),
    Records(
        "pseudonyms",
        board_pseudonyms,
        only=lambda leaving: among(board_pseudonyms.c.board_id, _boards(leaving), board_pseudonyms),
        stays={
            "mark": "by it this hub knows its person again",
            "person": "sealed for safeguarding",
            "limited_until": "nobody writes under it where it comes back",
            "held_first": "nobody writes under it where it comes back",
            "limit_reason": "a moderator's words to its person",
        },
        arrive=_nobody_behind,
    ),
]
WORDS = [
    Records(
        "threads",
        threads,
        only=_open_threads,
        stays={"moved": "counted anew from the moves that come along"},
        leave=_one_name,
    ),
    Records(
        "posts",
        posts,
        only=_posts,
        stays={
            "imported_mark": "by it this hub knows letters of one address, and who may claim them",
            "own_warning": FOLDED,
        },
        leave=_stones,
        check=_check_post,
        arrive=_clean,
        then=_settle,
    ),
    Records(
        "post_moves",
        post_moves,
        only=lambda leaving: and_(
            among(post_moves.c.thread_id, _threads(leaving), post_moves),
            among(post_moves.c.post_id, select(posts.c.post_id).where(_posts(leaving)), post_moves),
        ),
        stays={"act_id": "acts are undone where they were done"},
        arrive=_undone_no_more,
        then=_count_moved,
    ),
    Records(
        "thread_summaries",
        thread_summaries,
        only=lambda leaving: among(
            thread_summaries.c.thread_id, _threads(leaving), thread_summaries
        ),
        key=("thread_id", "author_id", "at"),
        stays={"summary_id": "a number of this database; the newest holds"},
        arrive=_clean,
    ),
    Records(
        "thread_tags",
        thread_tags,
        only=lambda leaving: among(thread_tags.c.thread_id, _threads(leaving), thread_tags),
        stays={"tag_id": "a number of this database; the tag's address goes along"},
        extra=(Column("tag", String(60), nullable=False),),
        leave=_with_tags,
        arrive=_into_tags,
    ),
]

portable = Portable(
    records=[*PLACES, *WORDS],
    stays={
        "post_versions": "what its author took back by an edit; here moderators read it",
        "thread_acts": "who moderated what, with the reasons; what it came to goes along",
        "thread_reads": "how far somebody read is theirs alone",
        "board_reads": "how far somebody read is theirs alone",
        "watches": "what somebody watches is theirs alone",
        "forum_choices": "theirs alone; they choose anew",
    },
    items={"post": _readable, "thread": _begun},
    authors={"post": _authors},
    readable=ForumReadable(),
)
