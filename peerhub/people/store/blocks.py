"""Rows of blocks: who wants to have nothing to do with which name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.people.models import Block
from peerhub.people.tables import blocks

BLOCKS_AROUND = Prepared(
    select(blocks).where(
        or_(
            blocks.c.blocker_id == bindparam("person"),
            blocks.c.blocked_name.in_(bindparam("names", expanding=True)),
        )
    )
)


def _block(row: Any) -> Block:
    return Block(row.blocker_id, row.blocker_name, row.blocked_name, row.at)


async def insert_block(db: AsyncConnection, block: Block) -> None:
    """Again is as good as once."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(blocks).values(
        blocker_id=block.blocker_id,
        blocker_name=block.blocker_name,
        blocked_name=block.blocked_name,
        at=block.at,
    )
    await db.execute(row.on_conflict_do_nothing())


async def delete_block(db: AsyncConnection, blocker_id: str, blocked_name: str) -> bool:
    done = await db.execute(
        delete(blocks).where(
            blocks.c.blocker_id == blocker_id, blocks.c.blocked_name == blocked_name
        )
    )
    return done.rowcount == 1


async def list_blocks_by(db: AsyncConnection, blocker_id: str) -> list[Block]:
    query = select(blocks).where(blocks.c.blocker_id == blocker_id).order_by(blocks.c.at)
    return [_block(row) for row in await db.execute(query)]


async def list_blocks_around(
    db: AsyncConnection, person_id: str, names: Iterable[str]
) -> list[Block]:
    """Blocks that this person made, and those made on one of these names of theirs."""
    found = await BLOCKS_AROUND.all(db, person=person_id, names=list(names))
    return [_block(row) for row in found]


async def list_all_blocks(db: AsyncConnection) -> list[Block]:
    """Every block of the hub, for the worker that shows live words to many at once."""
    return [_block(row) for row in await db.execute(select(blocks))]


async def delete_blocks_by(db: AsyncConnection, blocker_id: str) -> None:
    """All that one person made, under whatever name."""
    await db.execute(delete(blocks).where(blocks.c.blocker_id == blocker_id))


async def delete_blocks_on(db: AsyncConnection, names: Iterable[str]) -> None:
    """Names that mean nobody any more."""
    wanted = list(names)
    await db.execute(
        delete(blocks).where(
            or_(blocks.c.blocked_name.in_(wanted), blocks.c.blocker_name.in_(wanted))
        )
    )
