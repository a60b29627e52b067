"""Open, change, archive and restore boards. Views and commands check who may."""

from __future__ import annotations

from peerhub.community.access import sector_for_anyone
from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum.models import Board, BoardKind
from peerhub.forum.store import boards


async def open_board(
    tx: Transaction,
    *,
    slug: str,
    title: str,
    purpose: str = "",
    kind: BoardKind = BoardKind.OPEN,
    public: bool = False,
    sector: str = "",
) -> Board:
    """A new board. Only an open one can be public; a secret one gets an address without words."""
    found = None
    if sector:
        try:
            found = await sector_for_anyone(tx.db, sector)
        except NotFound as error:
            raise Refused(_("There is no such sector. Add it first."), field="sector") from error
    if public and kind is not BoardKind.OPEN:
        raise Refused(_("Only an open board can be public."), field="public")
    address = new_id() if kind.is_secret else slug
    if await boards.find_board(tx.db, address):
        raise Refused(_("There is a board with this address. Choose another."), field="slug")
    board = Board(new_id(), address, title, purpose, kind, public, sector)
    await boards.insert_board(tx.db, board, found.sector_id if found else None, tx.now)
    return board


async def archive_board(tx: Transaction, slug: str) -> None:
    """Closed for writing; what was written stays readable by its address."""
    if not await boards.set_board(tx.db, slug, archived_at=tx.now):
        raise NotFound()


async def restore_board(tx: Transaction, slug: str) -> None:
    if not await boards.set_board(tx.db, slug, archived_at=None):
        raise NotFound()


async def make_public(tx: Transaction, slug: str, public: bool) -> None:
    """Whether it can be read without signing in; Refused unless it is open to every member."""
    board = await boards.find_board(tx.db, slug)
    if board is None:
        raise NotFound()
    if public and board.kind is not BoardKind.OPEN:
        raise Refused(_("Only an open board can be public."), field="public")
    await boards.set_board(tx.db, slug, public=public)
