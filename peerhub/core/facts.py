"""A few facts about this database, by name: `demo`, `epoch`, `setup_token`. Not for settings of the hub."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.keys import new_id
from peerhub.core.prepared import Prepared
from peerhub.core.tables import facts

FACT = Prepared(select(facts.c.value).where(facts.c.name == bindparam("name")))


async def find_fact(db: AsyncConnection, name: str) -> str | None:
    row = await FACT.one(db, name=name)
    return str(row.value) if row else None


async def set_fact(db: AsyncConnection, name: str, value: str) -> None:
    done = await db.execute(update(facts).where(facts.c.name == name).values(value=value))
    if not done.rowcount:
        await db.execute(insert(facts).values(name=name, value=value))


async def delete_fact(db: AsyncConnection, name: str) -> bool:
    """True for the one that deleted it: a fact can be a key that works once."""
    return bool((await db.execute(delete(facts).where(facts.c.name == name))).rowcount)


async def ensure_epoch(db: AsyncConnection) -> str:
    """The database's epoch: a restored backup gets another, so no client trusts an old `after`."""
    epoch = await find_fact(db, "epoch")
    if epoch is None:
        epoch = new_id()
        await set_fact(db, "epoch", epoch)
    return epoch
