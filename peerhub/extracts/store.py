"""Rows of extracts and their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.extracts.models import Answer, Extract, ExtractState, Line
from peerhub.extracts.tables import extract_lines, extracts
from peerhub.forum.tables import boards
from peerhub.rooms.tables import rooms


async def find_extract(db: AsyncConnection, extract_id: str) -> Extract | None:
    query = (
        select(extracts, rooms.c.slug.label("room_slug"), boards.c.slug.label("board"))
        .join(rooms, rooms.c.room_id == extracts.c.room_id)
        .join(boards, boards.c.board_id == extracts.c.board_id)
        .where(extracts.c.extract_id == extract_id)
    )
    row = (await db.execute(query)).first()
    if row is None:
        return None
    fields = {name: getattr(row, name) for name in Extract.__slots__}
    return Extract(**{**fields, "state": ExtractState(row.state)})


async def list_lines(db: AsyncConnection, extract_id: str) -> list[Line]:
    """In the order in which they were said."""
    query = select(extract_lines).where(extract_lines.c.extract_id == extract_id)
    rows = await db.execute(query.order_by(extract_lines.c.place))
    return [Line(row.message_id, row.author_id, Answer(row.answer)) for row in rows]


async def insert_extract(db: AsyncConnection, extract: Extract, lines: Sequence[Line]) -> None:
    names = ("extract_id", "room_id", "by_id", "board_id", "title", "made_at", "state")
    await db.execute(insert(extracts).values({n: getattr(extract, n) for n in names}))
    rows = [
        {
            "extract_id": extract.extract_id,
            "message_id": line.message_id,
            "place": place,
            "author_id": line.author_id,
            "answer": line.answer,
        }
        for place, line in enumerate(lines)
    ]
    await db.execute(insert(extract_lines), rows)


async def set_answers(
    db: AsyncConnection,
    extract_id: str,
    author_id: str,
    *,
    said: Mapping[str, Answer],
    at: datetime,
) -> None:
    """What this author says about their messages, `{message_id: answer}`."""
    for answer in set(said.values()):
        ids = [message_id for message_id, given in said.items() if given is answer]
        await db.execute(
            update(extract_lines)
            .where(
                extract_lines.c.extract_id == extract_id,
                extract_lines.c.author_id == author_id,
                extract_lines.c.message_id.in_(ids),
            )
            .values(answer=answer, answered_at=at)
        )


async def set_state(
    db: AsyncConnection, extract_id: str, before: ExtractState, **fields: Any
) -> bool:
    """Compare and set: False where it is in another state by now."""
    done = await db.execute(
        update(extracts)
        .where(extracts.c.extract_id == extract_id, extracts.c.state == before)
        .values(**fields)
    )
    return done.rowcount == 1


async def list_of(db: AsyncConnection, person_id: str) -> list[tuple[str, str]]:
    """`(title, state)` of what somebody proposed; for their own export."""
    query = select(extracts.c.title, extracts.c.state).where(extracts.c.by_id == person_id)
    rows = await db.execute(query.order_by(extracts.c.made_at))
    return [(row.title, row.state) for row in rows]


async def delete_of(db: AsyncConnection, person_id: str) -> None:
    """What somebody proposed and is not made yet, and their messages in what others propose."""
    asking = select(extracts.c.extract_id).where(extracts.c.state == ExtractState.ASKING)
    open_lines = extract_lines.c.extract_id.in_(asking)
    mine = asking.where(extracts.c.by_id == person_id)
    await db.execute(delete(extract_lines).where(extract_lines.c.extract_id.in_(mine)))
    await db.execute(delete(extracts).where(extracts.c.extract_id.in_(mine)))
    await db.execute(
        delete(extract_lines).where(open_lines, extract_lines.c.author_id == person_id)
    )
