"""Remove a member from a room, and let them back in. Both stand in the audit trail."""

from __future__ import annotations

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.transaction import Transaction
from peerhub.moderation.service.trail import note
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.models import Person
from peerhub.rooms import rules
from peerhub.rooms.door import fellow_for_facilitator, room_for_facilitator
from peerhub.rooms.models import MemberState, name_for_notice
from peerhub.rooms.store import members


async def remove_member(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """Kept out from now on, also of an open room; open lines end within a second. They are told.

    Refused on oneself and on who looks after the room too.
    """
    door = await room_for_facilitator(tx.db, facilitator, slug)
    fellow = await fellow_for_facilitator(tx.db, door, handle, [MemberState.MEMBER])
    rules.check_may_remove(fellow.facilitates, oneself=fellow.person_id == facilitator.person_id)
    done = await members.set_membership(
        tx.db,
        door.room.room_id,
        fellow.person_id,
        before=[MemberState.MEMBER],
        state=MemberState.REMOVED,
        at=tx.now,
        by_id=facilitator.person_id,
    )
    if not done:
        raise NotFound()
    tx.announce(ACCESS_CHANGED, b"membership")
    await _log(tx, facilitator, "room.member_removed", door.room.room_id, fellow.person_id)
    await notify(
        tx,
        fellow.person_id,
        NoticeKind.ROOM_REMOVED,
        key=f"removed:{door.room.room_id}:{to_iso(tx.now)}",
        path="/help",
        place=name_for_notice(door.room),
    )


async def let_back_in(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """A member again, under the name that they had; told as anybody who is let in."""
    door = await room_for_facilitator(tx.db, facilitator, slug)
    removed = [MemberState.REMOVED]
    fellow = await fellow_for_facilitator(tx.db, door, handle, removed)
    done = await members.set_membership(
        tx.db,
        door.room.room_id,
        fellow.person_id,
        before=removed,
        state=MemberState.MEMBER,
        at=tx.now,
        by_id=None,
    )
    if not done:
        raise NotFound()
    await _log(tx, facilitator, "room.member_let_back", door.room.room_id, fellow.person_id)
    await notify(
        tx,
        fellow.person_id,
        NoticeKind.ROOM_LET_IN,
        key=f"back:{door.room.room_id}:{to_iso(tx.now)}",
        path=f"/rooms/{slug}",
        place=name_for_notice(door.room),
    )


async def _log(tx: Transaction, by: Person, action: str, room_id: str, person_id: str) -> None:
    subject, detail = f"room:{room_id}", f"person:{person_id}"
    await note(tx, actor_id=by.person_id, action=action, subject=subject, detail=detail)
