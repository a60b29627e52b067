"""Rows of letters to people whom a concern is about. No row says which concern it belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.safeguarding.models import Letter, LetterBox
from peerhub.moderation.safeguarding.tables import letter_boxes, letters

B = letter_boxes.c


async def insert_box(db: AsyncConnection, box: LetterBox, reference_hash: str) -> None:
    await db.execute(
        insert(letter_boxes).values(
            box_id=box.box_id,
            reference_hash=reference_hash,
            reply_box=box.reply_box,
            back=box.back,
            closed_code=box.closed_code,
            mark=box.mark,
            at=box.at,
        )
    )


async def find_by_reference(db: AsyncConnection, reference_hash: str) -> LetterBox | None:
    return await _find(db, B.reference_hash == reference_hash)


async def find_box(db: AsyncConnection, box_id: str) -> LetterBox | None:
    return await _find(db, B.box_id == box_id)


async def _find(db: AsyncConnection, wanted: Any) -> LetterBox | None:
    row = (await db.execute(select(letter_boxes).where(wanted))).first()
    if row is None:
        return None
    return LetterBox(row.box_id, row.reply_box, row.back, row.closed_code, row.mark, row.at)


async def insert_letter(db: AsyncConnection, box_id: str, sealed: bytes, at: datetime) -> None:
    """Also shows that the box is in use, so that it is kept."""
    number = await next_number(db, box_id)
    row = {"box_id": box_id, "number": number, "sealed": sealed, "at": at}
    await db.execute(insert(letters).values(**row))
    await db.execute(update(letter_boxes).where(B.box_id == box_id).values(at=at))


async def next_number(db: AsyncConnection, box_id: str) -> int:
    query = select(func.max(letters.c.number)).where(letters.c.box_id == box_id)
    return (await db.scalar(query) or 0) + 1


async def list_letters(db: AsyncConnection, box_id: str) -> list[Letter]:
    query = select(letters).where(letters.c.box_id == box_id).order_by(letters.c.number)
    return [Letter(row.number, row.sealed, row.at) for row in await db.execute(query)]


async def list_boxes_of(db: AsyncConnection, mark: str) -> list[str]:
    """Ids of those through which a member is written to."""
    return list((await db.execute(select(B.box_id).where(B.mark == mark))).scalars())


async def delete_boxes(db: AsyncConnection, *wanted: Any) -> None:
    """With their letters."""
    ids = select(B.box_id).where(*wanted).scalar_subquery()
    await db.execute(delete(letters).where(letters.c.box_id.in_(ids)))
    await db.execute(delete(letter_boxes).where(*wanted))


async def delete_unused(db: AsyncConnection, before: datetime) -> None:
    await delete_boxes(db, B.at < before)


async def delete_of(db: AsyncConnection, mark: str) -> None:
    await delete_boxes(db, B.mark == mark)
