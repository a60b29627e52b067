"""Rows of meetups and of who organises them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.directory.belonging_tables import belongings
from peerhub.meetups.models import Audience, Choice, LookedFor, Meetup, MeetupKind, MeetupState
from peerhub.meetups.tables import meetup_organisers, meetups

M, O, B = meetups.c, meetup_organisers.c, belongings.c  # noqa: E741
ANY = LookedFor()


def _meetup(row: Any) -> Meetup:
    return of_fields(dict(row._mapping))


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


async def set_thread(db: AsyncConnection, meetup_ids: Collection[str], thread_id: str) -> None:
    """Alone, so that it overwrites nothing that is changed beside it."""
    query = update(meetups).where(M.meetup_id.in_(meetup_ids))
    await db.execute(query.values(thread_id=thread_id))


async def list_meetups(
    db: AsyncConnection,
    *,
    ends_after: datetime,
    public_only: bool,
    circles: Collection[str] = (),
    looked: LookedFor = ANY,
    after: tuple[datetime, str] | None = None,
    starts: tuple[datetime, datetime] | None = None,
    owner: ItemRef | None = None,
    limit: int = 500,
) -> list[Meetup]:
    """The soonest first. `circles`: those that the reader is of; `after`: (starts_at, meetup_id) of the
    last one seen; `starts`: from when, and before when; `owner`: to whom they belong.
    """
    query: Select[Any] = select(meetups).where(
        M.ends_at > ends_after, M.removed_at.is_(None), M.state != MeetupState.HELD
    )
    if public_only:
        query = query.where(M.audience == Audience.PUBLIC)
    else:
        query = query.where(or_(M.circle == "", M.circle.in_(list(circles))))
    for name in ("kind", "sector", "borough"):
        if said := getattr(looked, name):
            query = query.where(M[name] == said)
    if looked.mode:
        query = query.where(M.in_person if looked.mode == Choice.IN_PERSON else M.online)
    if after is not None:
        at, last = after
        query = query.where(or_(M.starts_at > at, (M.starts_at == at) & (M.meetup_id > last)))
    if starts is not None:
        query = query.where(M.starts_at >= starts[0], M.starts_at < starts[1])
    if owner is not None:
        query = query.where(_belongs_to(owner))
    rows = await db.execute(query.order_by(M.starts_at, M.meetup_id).limit(limit))
    return [_meetup(row) for row in rows]


def _belongs_to(owner: ItemRef) -> ColumnElement[bool]:
    """Where both sides said yes."""
    whole = select(B.place_id).where(
        B.owner_kind == owner.kind,
        B.owner_id == owner.id,
        B.place_kind == "meetup",
        B.confirmed_at.is_not(None),
    )
    return M.meetup_id.in_(whole)


async def list_circles(db: AsyncConnection) -> list[str]:
    """For whom alone there are meetups, over or to come."""
    query = select(M.circle).where(M.circle != "").distinct()
    return list(await db.scalars(query))


async def list_visible(db: AsyncConnection, after: str, limit: int) -> list[Meetup]:
    """What its readers can open, past ones too, by rising id after `after`."""
    shown = (M.removed_at.is_(None), M.state != MeetupState.HELD, M.meetup_id > after)
    query = select(meetups).where(*shown).order_by(M.meetup_id).limit(limit)
    return [_meetup(row) for row in await db.execute(query)]


async def list_by_id(db: AsyncConnection, ids: Collection[str]) -> list[Meetup]:
    """In whatever state."""
    query = select(meetups).where(M.meetup_id.in_(list(ids)))
    return [_meetup(row) for row in await db.execute(query)]


async def list_series(db: AsyncConnection, series_id: str) -> list[Meetup]:
    """All of its dates, in their order."""
    query = select(meetups).where(M.series_id == series_id).order_by(M.starts_at, M.meetup_id)
    return [_meetup(row) for row in await db.execute(query)]


async def lock_series(db: AsyncConnection, series_id: str, after: datetime) -> list[Meetup]:
    """The later dates, locked in their order, so that two who change a series never wait in a ring."""
    query = select(meetups).where(M.series_id == series_id, M.starts_at > after)
    query = query.order_by(M.starts_at, M.meetup_id).with_for_update()
    return [_meetup(row) for row in await db.execute(query)]


async def list_announced_by(db: AsyncConnection, person_id: str) -> list[Meetup]:
    query = select(meetups).where(M.announced_by == person_id).order_by(M.announced_at)
    return [_meetup(row) for row in await db.execute(query)]


def of_fields(fields: dict[str, Any]) -> Meetup:
    kinds = {"kind": MeetupKind, "audience": Audience, "state": MeetupState}
    made = {name: kinds[name](fields[name]) for name in kinds}
    return Meetup(**{**fields, **made})


async def insert_organiser(db: AsyncConnection, meetup_id: str, person_id: str) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = {"meetup_id": meetup_id, "person_id": person_id}
    await db.execute(dialect.insert(meetup_organisers).values(**row).on_conflict_do_nothing())


async def list_organised_by(db: AsyncConnection, person_id: str) -> list[Meetup]:
    """What they look after, the soonest first."""
    query = (
        select(meetups)
        .join(meetup_organisers, O.meetup_id == M.meetup_id)
        .where(O.person_id == person_id)
        .order_by(M.starts_at, M.meetup_id)
    )
    return [_meetup(row) for row in await db.execute(query)]


async def list_organisers(db: AsyncConnection, meetup_id: str) -> list[str]:
    query = select(O.person_id).where(O.meetup_id == meetup_id).order_by(O.person_id)
    return list((await db.execute(query)).scalars())


async def delete_organiser(db: AsyncConnection, person_id: str) -> None:
    """They look after nothing any more, and are named nowhere as who announced it."""
    await db.execute(delete(meetup_organisers).where(O.person_id == person_id))
    await db.execute(update(meetups).where(M.announced_by == person_id).values(announced_by=""))
