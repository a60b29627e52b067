"""Rows of the rota, and of who was called about what and whether it reached them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.safeguarding.models import (
    Channel,
    DutyManner,
    Rung,
    Shift,
    Telling,
    Tried,
)
from peerhub.moderation.safeguarding.tables import concern_reminders, concern_tellings, lead_shifts


async def list_shifts(db: AsyncConnection) -> dict[str, Shift]:
    """By person; who has said nothing has none."""
    rows = await db.execute(select(lead_shifts))
    return {
        row.person_id: Shift(
            row.person_id,
            DutyManner(row.manner),
            tuple((day, start, end) for day, start, end in row.hours),
            row.out_of_hours,
        )
        for row in rows
    }


async def set_shift(db: AsyncConnection, shift: Shift) -> None:
    await delete_shift(db, shift.person_id)
    await db.execute(
        insert(lead_shifts).values(
            person_id=shift.person_id,
            manner=shift.manner,
            hours=[list(one) for one in shift.hours],
            out_of_hours=shift.out_of_hours,
        )
    )


async def delete_shift(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(lead_shifts).where(lead_shifts.c.person_id == person_id))


async def insert_telling(db: AsyncConnection, tried: Tried) -> bool:
    """A try that begins; False where it has begun before."""
    if await _state(db, tried.concern_id, tried.rung, tried.person_id, tried.channel):
        return False
    await db.execute(
        insert(concern_tellings).values(
            concern_id=tried.concern_id,
            rung=tried.rung,
            person_id=tried.person_id,
            channel=tried.channel,
            state=tried.state,
            at=tried.at,
        )
    )
    return True


async def _state(
    db: AsyncConnection, concern_id: str, rung: int, person_id: str, channel: str
) -> str | None:
    t = concern_tellings.c
    query = select(t.state).where(
        t.concern_id == concern_id, t.rung == rung, t.person_id == person_id, t.channel == channel
    )
    return await db.scalar(query)


async def set_telling(db: AsyncConnection, tried: Tried) -> None:
    """What came of it."""
    t = concern_tellings.c
    await db.execute(
        update(concern_tellings)
        .where(
            t.concern_id == tried.concern_id,
            t.rung == tried.rung,
            t.person_id == tried.person_id,
            t.channel == tried.channel,
        )
        .values(state=tried.state, at=tried.at)
    )


async def list_tellings(db: AsyncConnection, concern_id: str) -> list[Tried]:
    t = concern_tellings.c
    query = select(concern_tellings).where(t.concern_id == concern_id)
    rows = await db.execute(query.order_by(t.rung, t.at))
    return [
        Tried(r.concern_id, Rung(r.rung), r.person_id, Channel(r.channel), Telling(r.state), r.at)
        for r in rows
    ]


async def insert_reminder(db: AsyncConnection, concern_id: str, number: int, on: datetime) -> None:
    await db.execute(insert(concern_reminders).values(concern_id=concern_id, number=number, on=on))


async def delete_reminder(db: AsyncConnection, concern_id: str, number: int) -> None:
    r = concern_reminders.c
    await db.execute(
        delete(concern_reminders).where(r.concern_id == concern_id, r.number == number)
    )


async def take_reminders(db: AsyncConnection, concern_id: str, now: datetime) -> bool:
    """Those whose day has come, once; whether there were any."""
    r = concern_reminders.c
    done = await db.execute(
        delete(concern_reminders).where(r.concern_id == concern_id, r.on <= now)
    )
    return done.rowcount > 0


async def delete_tellings(db: AsyncConnection, concern_id: str) -> None:
    """With the days on which somebody is reminded of it."""
    for table in (concern_tellings, concern_reminders):
        await db.execute(delete(table).where(table.c.concern_id == concern_id))


async def forget_tellings(db: AsyncConnection, concern_id: str, since_rung: int) -> None:
    """Those of these rungs can be called anew: nobody has come."""
    t = concern_tellings.c
    await db.execute(
        delete(concern_tellings).where(t.concern_id == concern_id, t.rung >= since_rung)
    )
