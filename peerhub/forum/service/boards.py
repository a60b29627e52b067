"""Open, change, archive and restore boards. Views and commands check who may."""

from __future__ import annotations

from typing import Any

from peerhub.community.access import sector_for_anyone
from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum.door import boards_to_manage
from peerhub.forum.models import FIRST_BOARD, LAST_PLACE, Board, BoardKind, MemberState
from peerhub.forum.store import boards, members
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.access import person_by_handle
from peerhub.people.models import Person, Role, RoleName
from peerhub.people.service.roles import give_role


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
    if not address:
        raise Refused(_("Give it an address, as in health-and-care."), field="slug")
    if await boards.find_board(tx.db, address):
        raise Refused(_("There is a board with this address. Choose another."), field="slug")
    place = LAST_PLACE if kind.is_secret else await boards.next_place(tx.db)
    board = Board(new_id(), address, title, purpose, kind, public, sector, position=place)
    await boards.insert_board(tx.db, board, found.sector_id if found else None, tx.now)
    return board


async def open_board_for(
    tx: Transaction, administrator: Person, *, facilitator: str, kind: BoardKind, **fields: Any
) -> Board:
    """A board from an administrator's form; of a secret one its first facilitator must be named.

    They are its only member: the administrator does not come in. Refused where no member of the
    hub has this handle.
    """
    words = (fields.get("title", ""), fields.get("purpose", ""))
    await check_may_say(tx, administrator, Place(()), Said(plain=words))
    if not facilitator:
        if kind.is_secret:
            raise Refused(_("Name who looks after it: you will not see it."), field="facilitator")
        return await open_board(tx, kind=kind, **fields)
    try:
        person = await person_by_handle(tx.db, facilitator.lower().removeprefix("@"))
    except NotFound as error:
        raise Refused(_("Nobody has this handle."), field="facilitator") from error
    board = await open_board(tx, kind=kind, **fields)
    if board.kind is not BoardKind.OPEN:
        await members.set_membership(
            tx.db,
            board.board_id,
            person.person_id,
            before=[None],
            state=MemberState.MEMBER,
            at=tx.now,
        )
    role = Role(RoleName.FACILITATOR, board.place)
    await give_role(tx, person_id=person.person_id, role=role, by=administrator)
    return board


async def open_first_board(tx: Transaction) -> None:
    """Where one asks without one's name; nothing where it is there already."""
    if await boards.find_board(tx.db, FIRST_BOARD) is not None:
        return
    purpose = _("Ask what you would not ask under your name. A moderator reads it first.")
    await open_board(tx, slug=FIRST_BOARD, title=_("Ask without your name"), purpose=purpose)
    await allow_unnamed(tx, FIRST_BOARD, held=True)


async def allow_unnamed(tx: Transaction, slug: str, *, held: bool) -> None:
    """Posts without a name from now on; `held`: a moderator reads each first."""
    if not await boards.set_board(tx.db, slug, anonymous=True, anonymous_held=held):
        raise NotFound()


async def move_board(tx: Transaction, slug: str, place: int) -> None:
    """To this place, from 1, among the boards that an administrator orders; the others close up."""
    found = await boards_to_manage(tx.db)
    moved = next((board for board in found if board.slug == slug), None)
    if moved is None:
        raise NotFound()
    order = [board for board in found if board.slug != slug]
    order.insert(min(max(place, 1), len(found)) - 1, moved)
    for number, board in enumerate(order, start=1):
        if board.position != number:
            await boards.set_board(tx.db, board.slug, position=number)


async def archive_board(tx: Transaction, slug: str) -> None:
    """Closed for writing; what was written stays readable by its address."""
    if not await boards.set_board(tx.db, slug, archived_at=tx.now):
        raise NotFound()


async def restore_board(tx: Transaction, slug: str) -> None:
    if not await boards.set_board(tx.db, slug, archived_at=None):
        raise NotFound()


async def make_public(tx: Transaction, slug: str, public: bool) -> None:
    """Whether it can be read without signing in. Refused unless it is open to every member, and
    where somebody wrote in it already: they wrote for members, and nobody asked them.
    """
    board = await boards.find_board(tx.db, slug)
    if board is None:
        raise NotFound()
    if public and board.kind is not BoardKind.OPEN:
        raise Refused(_("Only an open board can be public."), field="public")
    if public and not board.public and await boards.has_threads(tx.db, board.board_id):
        raise Refused(
            _("What stands in this board was written for members. Open a new board to be public.")
        )
    await boards.set_board(tx.db, slug, public=public)
