"""Come into a board and leave it: by an invitation, as who looks after it, or as its first one."""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum.door import door_for_visitor
from peerhub.forum.models import MemberState
from peerhub.forum.store import boards, members
from peerhub.people.models import Person


async def enter(tx: Transaction, person: Person, slug: str) -> None:
    """A member from now on; again is as good as once. NotFound and Refused as the door says.

    An appointed facilitator comes into a secret board only while nobody ever was in it: the
    board's row is locked, so that two cannot both be first.
    """
    known = await door_for_visitor(tx.db, person, slug)
    await boards.lock_board(tx.db, known.board.board_id)
    door = await door_for_visitor(tx.db, person, slug)
    if door.state is MemberState.MEMBER:
        return
    if not door.may_walk_in:
        raise Refused(_("A facilitator has to let you in. You can ask to join."))
    done = await members.set_membership(
        tx.db,
        door.board.board_id,
        person.person_id,
        before=[None, MemberState.INVITED],
        state=MemberState.MEMBER,
        at=tx.now,
        words="",
    )
    if not done:
        raise NotFound()


async def leave(tx: Transaction, person: Person, slug: str) -> None:
    """Not a member any more, nor invited, nor asking; again is as good as once.

    Whoever was removed stays removed.
    """
    door = await door_for_visitor(tx.db, person, slug)
    states = [MemberState.ASKED, MemberState.INVITED, MemberState.MEMBER]
    await members.delete_membership(tx.db, door.board.board_id, person.person_id, states)
