"""Messages behind a note of the hub's own; their author's note waits beside it."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.rooms.models import MessageState
from peerhub.rooms.tables import messages


async def fold(db: AsyncConnection, message_id: str, note: str, *, seq: int) -> bool:
    """False where it is folded already, or shown to nobody."""
    m = messages.c
    done = await db.execute(
        update(messages)
        .where(m.message_id == message_id, m.state == MessageState.VISIBLE, m.own_warning.is_(None))
        .values(own_warning=m.warning, warning=note, seq=seq)
    )
    return done.rowcount == 1


async def unfold(db: AsyncConnection, message_id: str, *, seq: int) -> bool:
    """False where it is not folded."""
    m = messages.c
    done = await db.execute(
        update(messages)
        .where(m.message_id == message_id, m.own_warning.is_not(None))
        .values(warning=m.own_warning, own_warning=None, seq=seq)
    )
    return done.rowcount == 1
