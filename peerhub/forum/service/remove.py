"""Remove a member from a board, and let them back in. Both stand in the audit trail."""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.transaction import Transaction
from peerhub.forum import rules
from peerhub.forum.door import Door, board_for_facilitator, fellow_for_facilitator
from peerhub.forum.models import MemberState, name_for_notice
from peerhub.forum.store import members
from peerhub.moderation.service.trail import note
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.models import Person


async def remove_member(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """Kept out from their next request on. They are told.

    Refused on oneself and on who looks after the board too.
    """
    door = await board_for_facilitator(tx.db, facilitator, slug)
    fellow = await fellow_for_facilitator(tx.db, door, handle, [MemberState.MEMBER])
    rules.check_may_remove(fellow.facilitates, oneself=fellow.person_id == facilitator.person_id)
    await _move(tx, door, fellow.person_id, before=MemberState.MEMBER, state=MemberState.REMOVED)
    await _log(tx, facilitator, "board.member_removed", door.board.board_id, fellow.person_id)
    await notify(
        tx,
        fellow.person_id,
        NoticeKind.ROOM_REMOVED,
        key=f"removed:{door.board.board_id}:{to_iso(tx.now)}",
        path="/help",
        place=name_for_notice(door.board),
    )


async def let_back_in(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """A member again; told as anybody who is let in."""
    door = await board_for_facilitator(tx.db, facilitator, slug)
    fellow = await fellow_for_facilitator(tx.db, door, handle, [MemberState.REMOVED])
    await _move(tx, door, fellow.person_id, before=MemberState.REMOVED, state=MemberState.MEMBER)
    await _log(tx, facilitator, "board.member_let_back", door.board.board_id, fellow.person_id)
    await notify(
        tx,
        fellow.person_id,
        NoticeKind.ROOM_LET_IN,
        key=f"back:{door.board.board_id}:{to_iso(tx.now)}",
        path=f"/forum/{slug}",
        place=name_for_notice(door.board),
    )


async def _move(
    tx: Transaction, door: Door, person_id: str, *, before: MemberState, state: MemberState
) -> None:
    """Compare and set; who did it stands in the audit trail."""
    done = await members.set_membership(
        tx.db, door.board.board_id, person_id, before=[before], state=state, at=tx.now
    )
    if not done:
        raise NotFound()


async def _log(tx: Transaction, by: Person, action: str, board_id: str, person_id: str) -> None:
    subject, detail = f"board:{board_id}", f"person:{person_id}"
    await note(tx, actor_id=by.person_id, action=action, subject=subject, detail=detail)
