"""The port by which the directory shows boards on the pages of those to whom they belong.

A confidential board belongs to nobody: its name stands nowhere outside.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.core.places import KeptPlace, PlaceCard
from peerhub.core.words import _
from peerhub.directory.belonged import places_of_owner
from peerhub.directory.belongings import MOST_SHOWN
from peerhub.forum.access import boards_for_reader
from peerhub.forum.door import board_to_change, boards_known_among
from peerhub.forum.models import Board, is_named


class BoardsBelonging:
    """The Places port for `board`."""

    async def cards_of(
        self, db: AsyncConnection, person: Any, owner: ItemRef, *, now: datetime
    ) -> list[PlaceCard]:
        """None that is closed; to strangers public ones."""
        ids = set(await places_of_owner(db, owner, "board"))
        found = await boards_for_reader(db, person) if ids else []
        shown = [one for one in found if one.board_id in ids and is_named(one)]
        return [_card(one) for one in shown[:MOST_SHOWN]]

    async def cards_to_answer(
        self, db: AsyncConnection, person: Any, place_ids: Collection[str], *, now: datetime
    ) -> dict[str, PlaceCard]:
        """Those that they may know of: of a private board only its own people."""
        known = await boards_known_among(db, person, place_ids)
        return {one.board_id: _card(one) for one in known if is_named(one)}

    async def place_for_keeper(
        self, db: AsyncConnection, person: Any, key: str, *, now: datetime
    ) -> KeptPlace:
        board = (await board_to_change(db, person, key)).board
        if not is_named(board):
            raise NotFound()
        secret = _("Nobody outside learns of this board. It can belong to what you look after.")
        alone = secret if board.kind.is_secret else ""
        return KeptPlace(board.board_id, board.title, f"/forum/{board.slug}/manage", alone=alone)


def _card(board: Board) -> PlaceCard:
    return PlaceCard(board.board_id, board.title, f"/forum/{board.slug}")
