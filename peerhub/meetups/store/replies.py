"""Rows of who comes, and of when they want to be reminded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.meetups.models import Ahead, Choice, Meetup, Reply, Seat
from peerhub.meetups.store.meetups import of_fields
from peerhub.meetups.tables import meetup_reminders, meetup_replies, meetups

M, R = meetups.c, meetup_replies.c
ANSWER = (R.choice, R.seat, R.at, R.accompanied, R.shown)


def _reply(row: Any) -> Reply:
    said = (row.choice, row.seat, row.at, row.accompanied, row.shown)
    return _of_answer(row.meetup_id, row.person_id, said)


def _of_answer(meetup_id: str, person_id: str, said: Sequence[Any]) -> Reply:
    choice, seat, at, accompanied, shown = said
    return Reply(meetup_id, person_id, Choice(choice), Seat(seat), at, accompanied, shown)


async def list_of_person(db: AsyncConnection, person_id: str) -> list[tuple[Meetup, Reply]]:
    """What they answered, with what it was about."""
    query = (
        select(meetups, *ANSWER)
        .join(meetup_replies, R.meetup_id == M.meetup_id)
        .where(R.person_id == person_id)
        .order_by(M.starts_at, M.meetup_id)
    )
    names = [column.name for column in meetups.columns]
    found = []
    for row in await db.execute(query):
        fields = dict(row._mapping)
        reply = _of_answer(row.meetup_id, person_id, [fields[one.name] for one in ANSWER])
        found.append((of_fields({name: fields[name] for name in names}), reply))
    return found


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
    changed = {one.name: getattr(reply, one.name) for one in ANSWER}
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


async def delete_replies_of(db: AsyncConnection, person_id: str) -> list[str]:
    """Their answers and reminders; ids of the meetups where a seat became free."""
    query = select(R.meetup_id).where(R.person_id == person_id, R.seat == Seat.COMING)
    freed = list((await db.execute(query)).scalars())
    await db.execute(delete(meetup_replies).where(R.person_id == person_id))
    await db.execute(delete(meetup_reminders).where(meetup_reminders.c.person_id == person_id))
    return freed
