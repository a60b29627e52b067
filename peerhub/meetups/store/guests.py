"""Rows of guests: sealed addresses of people who come to one meetup."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.meetups.guests import Guest
from peerhub.meetups.models import Choice
from peerhub.meetups.tables import meetup_guests, meetup_replies

G = meetup_guests.c


def _guest(row: Any) -> Guest:
    fields = dict(row._mapping)
    return Guest(**{**fields, "choice": Choice(fields["choice"])})


async def insert_guest(db: AsyncConnection, guest: Guest) -> None:
    await db.execute(insert(meetup_guests).values(**asdict(guest)))


async def find_guest(db: AsyncConnection, guest_id: str) -> Guest | None:
    row = (await db.execute(select(meetup_guests).where(G.guest_id == guest_id))).first()
    return _guest(row) if row else None


async def find_guest_by_mark(db: AsyncConnection, meetup_id: str, mark: str) -> Guest | None:
    query = select(meetup_guests).where(G.meetup_id == meetup_id, G.mark == mark)
    row = (await db.execute(query)).first()
    return _guest(row) if row else None


async def list_guests(db: AsyncConnection, meetup_id: str) -> dict[str, Guest]:
    """By id, those who proved their address."""
    query = select(meetup_guests).where(G.meetup_id == meetup_id, G.confirmed_at.is_not(None))
    return {row.guest_id: _guest(row) for row in await db.execute(query)}


async def set_asked(
    db: AsyncConnection, guest_id: str, *, name: str, choice: Choice, asked_at: datetime
) -> None:
    values = {"name": name, "choice": choice, "asked_at": asked_at}
    await db.execute(update(meetup_guests).where(G.guest_id == guest_id).values(**values))


async def set_confirmed(db: AsyncConnection, guest_id: str, at: datetime) -> None:
    await db.execute(update(meetup_guests).where(G.guest_id == guest_id).values(confirmed_at=at))


async def delete_guests(db: AsyncConnection, *, meetup_id: str = "", guest_id: str = "") -> None:
    """One, or all of a meetup, with what they answered."""
    if bool(meetup_id) is bool(guest_id):
        raise ValueError("whose guests?")
    which = G.meetup_id == meetup_id if meetup_id else G.guest_id == guest_id
    ids = select(G.guest_id).where(which)
    await db.execute(delete(meetup_replies).where(meetup_replies.c.person_id.in_(ids)))
    await db.execute(delete(meetup_guests).where(which))
