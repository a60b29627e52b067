"""Rows of threads and their posts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, insert, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.core.text import RENDERER_VERSION
from peerhub.forum.models import Post, PostState, Thread
from peerhub.forum.store.posts import SHOWN, post_from
from peerhub.forum.tables import posts, thread_tags, threads
from peerhub.people.tables import people

last_posts = posts.alias("last_posts")
last_people = people.alias("last_people")
first_posts = posts.alias("first_posts")
STANDING = threads.c.emptied.is_(False)  # not those whose posts stand in another thread
FIRST = and_(first_posts.c.thread_id == threads.c.thread_id, first_posts.c.number == 1)


def _threads() -> Select[Any]:
    """Threads with the names of who began and who wrote last, imported or not."""
    return select(
        threads,
        func.coalesce(people.c.name, threads.c.author_name).label("began"),
        func.coalesce(last_people.c.name, last_posts.c.author_name, "").label("last_name"),
        func.coalesce(last_posts.c.author_id, last_posts.c.pseudonym_id).label("last_author_id"),
        case((first_posts.c.state == PostState.VISIBLE, first_posts.c.warning), else_="").label(
            "warning"
        ),
    ).select_from(
        threads.outerjoin(people, people.c.person_id == threads.c.author_id)
        .outerjoin(last_posts, last_posts.c.post_id == threads.c.last_post_id)
        .outerjoin(first_posts, FIRST)
        .outerjoin(last_people, last_people.c.person_id == last_posts.c.author_id)
    )


def _thread(row: Any) -> Thread:
    return Thread(
        row.thread_id,
        row.board_id,
        row.slug,
        row.title,
        row.author_id,
        row.began,
        row.posts,
        row.made_at,
        row.last_at,
        row.last_name,
        bool(row.held),
        row.last_author_id,
        warning=row.warning,
        poll=bool(row.poll),
        question=bool(row.question),
        accepted_id=row.accepted_id,
        pseudonym_id=row.pseudonym_id,
        locked=row.locked_at is not None,
        pinned=row.pinned_at is not None,
        slow_seconds=row.slow_seconds,
        emptied=bool(row.emptied),
        split_from=row.split_from,
        moved=row.moved,
    )


THREAD = Prepared(_threads().where(threads.c.thread_id == bindparam("thread")))
THREADS = Prepared(_threads().where(threads.c.thread_id.in_(bindparam("threads", expanding=True))))
POSTS = Prepared(select(posts).where(posts.c.post_id.in_(bindparam("posts", expanding=True))))


async def find_thread(db: AsyncConnection, thread_id: str) -> Thread | None:
    row = await THREAD.one(db, thread=thread_id)
    return _thread(row) if row else None


async def list_threads(
    db: AsyncConnection,
    board_ids: Iterable[str],
    *,
    held_of: Collection[str] = (),
    without: tuple[Collection[str], Collection[str]] = ((), ()),
    before: tuple[datetime, str] | None = None,
    only: Collection[str] | None = None,
    tag_id: int | None = None,
    unanswered: bool = False,
    pinned: bool | None = None,
    limit: int,
) -> list[Thread]:
    """Newest first; held ones only where they are `held_of`'s own. `before` is (last_at, id),
    `only` the ids among which to look; `unanswered`: questions that wait for their answer.

    `held_of`, `without`: people and pseudonyms alike; what `without` began there is left out.
    """
    began = func.coalesce(threads.c.author_id, threads.c.pseudonym_id, "")
    seen = or_(threads.c.held.is_(False), began.in_(held_of))
    query = select(threads.c.thread_id).where(
        threads.c.board_id.in_(set(board_ids)), seen, STANDING
    )
    authors, folding = without
    if authors and folding:
        query = query.where(not_(and_(began.in_(authors), threads.c.board_id.in_(folding))))
    if before is not None:
        at, thread_id = before
        older = or_(
            threads.c.last_at < at, (threads.c.last_at == at) & (threads.c.thread_id < thread_id)
        )
        query = query.where(older)
    if tag_id is not None:
        query = query.where(threads.c.thread_id.in_(_bearing(tag_id)))
    if unanswered:
        query = query.where(threads.c.question, threads.c.accepted_id.is_(None))
    if pinned is not None:
        query = query.where(threads.c.pinned_at.is_not(None) == pinned)
    if only is not None:
        query = query.where(threads.c.thread_id.in_(set(only)))
    newest = (threads.c.last_at.desc(), threads.c.thread_id.desc())
    page = query.order_by(*newest).limit(limit).subquery()  # names only for those on the page
    shown = _threads().where(threads.c.thread_id.in_(select(page.c.thread_id))).order_by(*newest)
    return [_thread(row) for row in await db.execute(shown)]


def _bearing(tag_id: int) -> Select[Any]:
    return select(thread_tags.c.thread_id).where(thread_tags.c.tag_id == tag_id)


async def find_post(db: AsyncConnection, post_id: str) -> Post | None:
    row = (await db.execute(select(posts).where(posts.c.post_id == post_id))).first()
    return post_from(row) if row else None


async def list_by_ids(
    db: AsyncConnection, post_ids: Iterable[str]
) -> tuple[list[Post], dict[str, Thread]]:
    """These posts in whatever state, and their threads by id."""
    found = await POSTS.all(db, posts=list(set(post_ids)))
    return await _with_threads(db, [post_from(row) for row in found])


async def list_visible(
    db: AsyncConnection, after: str, limit: int
) -> tuple[list[Post], dict[str, Thread]]:
    """Posts of all boards that everybody there can read, by rising id, and their threads."""
    query = select(posts).where(posts.c.post_id > after, posts.c.state == PostState.VISIBLE)
    found = await db.execute(query.order_by(posts.c.post_id).limit(limit))
    return await _with_threads(db, [post_from(row) for row in found])


async def _with_threads(
    db: AsyncConnection, found: list[Post]
) -> tuple[list[Post], dict[str, Thread]]:
    ids = {post.thread_id for post in found}
    rows = await THREADS.all(db, threads=list(ids))
    return found, {row.thread_id: _thread(row) for row in rows}


async def insert_thread(db: AsyncConnection, thread: Thread, author_name: str = "") -> None:
    await db.execute(
        insert(threads).values(
            thread_id=thread.thread_id,
            board_id=thread.board_id,
            slug=thread.slug,
            title=thread.title,
            author_id=thread.author_id,
            author_name=author_name,
            pseudonym_id=thread.pseudonym_id,
            posts=thread.posts,
            made_at=thread.made_at,
            last_at=thread.last_at,
            held=thread.held,
            question=thread.question,
            split_from=thread.split_from,
        )
    )


async def insert_posts(
    db: AsyncConnection, written: Sequence[Post], imported: Sequence[dict[str, Any]] = ()
) -> None:
    """`imported`: of letters, one for each post, the columns that only they have."""
    none = {"import_key": None, "imported_mark": None}
    rows = [
        {name: getattr(post, name) for name in SHOWN}
        | {"renderer": RENDERER_VERSION, "files": list(post.files)}
        | (imported[n] if imported else none)
        for n, post in enumerate(written)
    ]
    if rows:
        await db.execute(insert(posts), rows)


async def take_number(db: AsyncConnection, thread_id: str, post_id: str, at: datetime) -> int:
    """The thread's next number; the row stays locked until the commit."""
    taken = await db.execute(
        update(threads)
        .where(threads.c.thread_id == thread_id)
        .values(posts=threads.c.posts + 1, last_at=at, last_post_id=post_id, held=False)
        .returning(threads.c.posts)
    )
    return int(taken.scalar_one())


async def set_thread(db: AsyncConnection, thread_id: str, **fields: Any) -> None:
    await db.execute(update(threads).where(threads.c.thread_id == thread_id).values(**fields))


async def set_post_state(
    db: AsyncConnection, post_id: str, before: Sequence[PostState], **fields: Any
) -> bool:
    """Compare and set: False where it is in no state of `before` any more."""
    done = await db.execute(
        update(posts).where(posts.c.post_id == post_id, posts.c.state.in_(before)).values(**fields)
    )
    return done.rowcount == 1


async def clear_accepted(db: AsyncConnection, post_id: str) -> None:
    """It answers no question any more."""
    await db.execute(
        update(threads).where(threads.c.accepted_id == post_id).values(accepted_id=None)
    )


async def list_known_keys(db: AsyncConnection, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """`{import_key: (post_id, thread_id)}` of those that were imported before."""
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(keys), 500):
        query = select(posts.c.import_key, posts.c.post_id, posts.c.thread_id).where(
            posts.c.import_key.in_(keys[start : start + 500])
        )
        for row in await db.execute(query):
            found[row.import_key] = (row.post_id, row.thread_id)
    return found


async def clear_files_of(db: AsyncConnection, author_id: str) -> None:
    """What they wrote no longer bears the files that they took along."""
    await db.execute(update(posts).where(posts.c.author_id == author_id).values(files=[]))


async def list_by_author(db: AsyncConnection, author_id: str) -> list[tuple[str, Post]]:
    """(title of its thread, post), oldest first."""
    query = (
        select(posts, threads.c.title)
        .join(threads, threads.c.thread_id == posts.c.thread_id)
        .where(posts.c.author_id == author_id)
        .order_by(posts.c.at)
    )
    return [(row.title, post_from(row)) for row in await db.execute(query)]
