"""Rows of mailing lists. The ledger has an insert and a select, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.mailings.models import Act, Ask, Basis, Consent, MailingList, Method, Subscription
from peerhub.mailings.tables import (
    consents,
    list_asks,
    list_sentences,
    mailing_lists,
    subscriptions,
)

L, S = mailing_lists.c, list_sentences.c
_newest = select(S.list_id, func.max(S.version).label("version")).group_by(S.list_id).subquery()
LISTS = (
    select(mailing_lists, S.words, S.version)
    .join(_newest, _newest.c.list_id == L.list_id)
    .join(list_sentences, and_(S.list_id == L.list_id, S.version == _newest.c.version))
)


def _list(row: Any) -> MailingList:
    return MailingList(
        row.list_id, row.slug, row.title, row.about, row.words, row.version, row.archived_at
    )


async def list_lists(db: AsyncConnection) -> list[MailingList]:
    """By their titles, archived ones too."""
    found = await db.execute(LISTS.order_by(func.lower(L.title), L.slug))
    return [_list(row) for row in found]


async def find_list(db: AsyncConnection, slug: str) -> MailingList | None:
    row = (await db.execute(LISTS.where(L.slug == slug))).first()
    return _list(row) if row else None


async def insert_list(db: AsyncConnection, new: MailingList, now: datetime) -> None:
    row = {"list_id": new.list_id, "slug": new.slug, "title": new.title, "about": new.about}
    await db.execute(insert(mailing_lists).values(**row, opened_at=now))
    await insert_sentence(db, new.list_id, new.version, new.sentence, now)


async def insert_sentence(
    db: AsyncConnection, list_id: str, version: int, words: str, now: datetime
) -> None:
    row = {"list_id": list_id, "version": version, "words": words, "at": now}
    await db.execute(insert(list_sentences).values(**row))


async def set_list(db: AsyncConnection, list_id: str, **fields: Any) -> None:
    await db.execute(update(mailing_lists).where(L.list_id == list_id).values(**fields))


async def find_sentence(db: AsyncConnection, list_id: str, version: int) -> str:
    """The words of one version; "" where it never was."""
    query = select(S.words).where(S.list_id == list_id, S.version == version)
    return await db.scalar(query) or ""


async def count_subscriptions(db: AsyncConnection) -> dict[str, int]:
    query = select(subscriptions.c.list_id, func.count().label("n"))
    rows = await db.execute(query.group_by(subscriptions.c.list_id))
    return {row.list_id: row.n for row in rows}


async def insert_ask(db: AsyncConnection, ask: Ask) -> None:
    row = asdict(ask) | {"wanted": [list(one) for one in ask.wanted]}
    await db.execute(insert(list_asks).values(**row))


async def find_ask(db: AsyncConnection, ask_id: str, *, since: datetime) -> Ask | None:
    """None for one that was confirmed, cancelled, or is older than that."""
    query = select(list_asks).where(list_asks.c.ask_id == ask_id, list_asks.c.asked_at > since)
    row = (await db.execute(query)).first()
    if row is None:
        return None
    wanted = tuple((list_id, version) for list_id, version in row.wanted)
    return Ask(row.ask_id, row.address, wanted, row.page, row.asked_at)


async def delete_ask(db: AsyncConnection, ask_id: str) -> bool:
    """Compare and set: only one of two clicks finds it."""
    done = await db.execute(delete(list_asks).where(list_asks.c.ask_id == ask_id))
    return done.rowcount == 1


async def delete_asks_before(db: AsyncConnection, moment: datetime) -> None:
    await db.execute(delete(list_asks).where(list_asks.c.asked_at <= moment))


async def insert_subscription(db: AsyncConnection, new: Subscription) -> None:
    await db.execute(insert(subscriptions).values(**asdict(new)))


def _subscription(row: Any) -> Subscription:
    return Subscription(row.subscription_id, row.list_id, row.mark, row.address, row.since)


async def find_subscription(db: AsyncConnection, subscription_id: str) -> Subscription | None:
    query = select(subscriptions).where(subscriptions.c.subscription_id == subscription_id)
    row = (await db.execute(query)).first()
    return _subscription(row) if row else None


async def list_subscriptions_of(db: AsyncConnection, mark: str) -> list[Subscription]:
    rows = await db.execute(select(subscriptions).where(subscriptions.c.mark == mark))
    return [_subscription(row) for row in rows]


async def delete_subscription(db: AsyncConnection, subscription_id: str) -> bool:
    gone = subscriptions.c.subscription_id == subscription_id
    return (await db.execute(delete(subscriptions).where(gone))).rowcount == 1


async def insert_consent(db: AsyncConnection, entry: Consent) -> None:
    await db.execute(insert(consents).values(**asdict(entry)))


async def list_consents(db: AsyncConnection, mark: str) -> Sequence[Consent]:
    """The whole ledger of one address, oldest first."""
    query = select(consents).where(consents.c.mark == mark).order_by(consents.c.entry_id)
    return [
        Consent(
            mark=row.mark,
            list_id=row.list_id,
            act=Act(row.act),
            method=Method(row.method),
            at=row.at,
            sentence=row.sentence,
            version=row.version,
            page=row.page,
            asked_at=row.asked_at,
            basis=Basis(row.basis),
        )
        for row in await db.execute(query)
    ]
