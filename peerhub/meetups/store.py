"""Rows of meetups, of who organises them, and of who comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.meetups.models import (
    Ahead,
    Audience,
    Choice,
    Meetup,
    MeetupKind,
    MeetupState,
    Reply,
    Seat,
)
from peerhub.meetups.tables import meetup_organisers, meetup_reminders, meetup_replies, meetups

M, R, O = meetups.c, meetup_replies.c, meetup_organisers.c  # noqa: E741


def _meetup(row: Any) -> Meetup:
    return _of_fields(dict(row._mapping))


def _reply(row: Any) -> Reply:
    return Reply(row.meetup_id, row.person_id, Choice(row.choice), Seat(row.seat), row.at)


async def insert_meetup(db: AsyncConnection, meetup: Meetup) -> None:
    await db.execute(insert(meetups).values(**asdict(meetup)))


async def find_meetup(db: AsyncConnection, meetup_id: str, *, lock: bool = False) -> Meetup | None:
    """`lock`: nobody else changes it, or takes a seat, until this transaction ends."""
    query = select(meetups).where(M.meetup_id == meetup_id)
    row = (await db.execute(query.with_for_update() if lock else query)).first()
    return _meetup(row) if row else None


async def set_meetup(db: AsyncConnection, meetup: Meetup) -> None:
    fields = asdict(meetup)
    for name in ("meetup_id", "announced_by", "announced_at"):
        del fields[name]
    await db.execute(update(meetups).where(M.meetup_id == meetup.meetup_id).values(**fields))


async def list_meetups(
    db: AsyncConnection,
    *,
    ends_after: datetime,
    public_only: bool,
    kind: str = "",
    mode: str = "",
    after: tuple[datetime, str] | None = None,
    limit: int = 500,
) -> list[Meetup]:
    """The soonest first; `after`: (starts_at, meetup_id) of the last one seen."""
    query: Select[Any] = select(meetups).where(
        M.ends_at > ends_after, M.removed_at.is_(None), M.state != MeetupState.HELD
    )
    if public_only:
        query = query.where(M.audience == Audience.PUBLIC)
    if kind:
        query = query.where(M.kind == kind)
    if mode:
        query = query.where(M.in_person if mode == Choice.IN_PERSON else M.online)
    if after is not None:
        at, last = after
        query = query.where(or_(M.starts_at > at, (M.starts_at == at) & (M.meetup_id > last)))
    rows = await db.execute(query.order_by(M.starts_at, M.meetup_id).limit(limit))
    return [_meetup(row) for row in rows]


async def list_announced_by(db: AsyncConnection, person_id: str) -> list[Meetup]:
    query = select(meetups).where(M.announced_by == person_id).order_by(M.announced_at)
    return [_meetup(row) for row in await db.execute(query)]


async def list_of_person(db: AsyncConnection, person_id: str) -> list[tuple[Meetup, Reply]]:
    """What they answered, with what it was about."""
    query = (
        select(meetups, R.choice, R.seat, R.at)
        .join(meetup_replies, R.meetup_id == M.meetup_id)
        .where(R.person_id == person_id)
        .order_by(M.starts_at, M.meetup_id)
    )
    names = [column.name for column in meetups.columns]
    found = []
    for row in await db.execute(query):
        fields = dict(row._mapping)
        reply = Reply(
            row.meetup_id, person_id, Choice(fields["choice"]), Seat(fields["seat"]), fields["at"]
        )
        found.append((_of_fields({name: fields[name] for name in names}), reply))
    return found


def _of_fields(fields: dict[str, Any]) -> Meetup:
    kinds = {"kind": MeetupKind, "audience": Audience, "state": MeetupState}
    made = {name: kinds[name](fields[name]) for name in kinds}
    return Meetup(**{**fields, **made})


async def insert_organiser(db: AsyncConnection, meetup_id: str, person_id: str) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = {"meetup_id": meetup_id, "person_id": person_id}
    await db.execute(dialect.insert(meetup_organisers).values(**row).on_conflict_do_nothing())


async def list_organisers(db: AsyncConnection, meetup_id: str) -> list[str]:
    query = select(O.person_id).where(O.meetup_id == meetup_id).order_by(O.person_id)
    return list((await db.execute(query)).scalars())


async def find_reply(db: AsyncConnection, meetup_id: str, person_id: str) -> Reply | None:
    query = select(meetup_replies).where(R.meetup_id == meetup_id, R.person_id == person_id)
    row = (await db.execute(query)).first()
    return _reply(row) if row else None


async def list_replies(db: AsyncConnection, meetup_id: str) -> list[Reply]:
    query = select(meetup_replies).where(R.meetup_id == meetup_id).order_by(R.at, R.person_id)
    return [_reply(row) for row in await db.execute(query)]


async def set_reply(db: AsyncConnection, reply: Reply) -> None:
    """In the place of their last answer."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    new = dialect.insert(meetup_replies).values(**asdict(reply))
    changed = {"choice": reply.choice, "seat": reply.seat, "at": reply.at}
    await db.execute(
        new.on_conflict_do_update(index_elements=["meetup_id", "person_id"], set_=changed)
    )


async def set_reminders(db: AsyncConnection, person_id: str, chosen: Iterable[int]) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    hours = sorted(chosen)
    new = dialect.insert(meetup_reminders).values(person_id=person_id, hours=hours)
    await db.execute(new.on_conflict_do_update(index_elements=["person_id"], set_={"hours": hours}))


async def list_reminders(
    db: AsyncConnection, person_ids: Iterable[str]
) -> dict[str, frozenset[Ahead]]:
    """Of those who chose; who did not is not in it."""
    query = select(meetup_reminders).where(meetup_reminders.c.person_id.in_(set(person_ids)))
    return {
        row.person_id: frozenset(Ahead(hours) for hours in row.hours)
        for row in await db.execute(query)
    }


async def delete_of_person(db: AsyncConnection, person_id: str) -> list[str]:
    """Their answers and duties; ids of the meetups where a seat became free."""
    query = select(R.meetup_id).where(R.person_id == person_id, R.seat == Seat.COMING)
    freed = list((await db.execute(query)).scalars())
    await db.execute(delete(meetup_replies).where(R.person_id == person_id))
    await db.execute(delete(meetup_organisers).where(O.person_id == person_id))
    await db.execute(delete(meetup_reminders).where(meetup_reminders.c.person_id == person_id))
    await db.execute(update(meetups).where(M.announced_by == person_id).values(announced_by=""))
    return freed
