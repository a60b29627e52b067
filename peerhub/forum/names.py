"""Whose name a block is on, where it is a pseudonym of one board: for its owner's list."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.forum import access, nameless
from peerhub.people.models import Person


class BoardNames:
    """The NamedInRooms port."""

    async def name_in_room(
        self, db: AsyncConnection, person: Person, name: str
    ) -> tuple[str, str] | None:
        """None also for a board that is closed to them: its title is for those inside."""
        _kind, _colon, place = name.partition(":")
        board_id, _colon, pseudonym_id = place.partition(":")
        for board in await access.boards_for_reader(db, person):
            if board.board_id == board_id:
                found = await nameless.pseudonym_of_board(db, board, pseudonym_id)
                return found.name, board.title
        return None
