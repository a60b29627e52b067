"""The port by which moderation asks whose a board is to look after."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import Space
from peerhub.forum.door import board_to_change


class BoardsKept:
    """The Spaces port for `board`."""

    async def space_for_keeper(self, db: AsyncConnection, person: Any, slug: str) -> Space:
        board = (await board_to_change(db, person, slug)).board
        return Space(board.place, board.title, f"/forum/{board.slug}/manage")
