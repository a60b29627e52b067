"""Rows of who looks after one meetup, beside those who announced it."""

from __future__ import annotations

from sqlalchemy import and_, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.meetups.tables import meetup_organisers

O = meetup_organisers.c  # noqa: E741


async def delete_organiser_of(db: AsyncConnection, meetup_id: str, person_id: str) -> bool:
    gone = and_(O.meetup_id == meetup_id, O.person_id == person_id)
    return (await db.execute(delete(meetup_organisers).where(gone))).rowcount == 1
