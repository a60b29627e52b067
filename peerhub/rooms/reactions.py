"""Duties of rooms: keep them as their door says; tell somebody that a room is theirs to look after."""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.events import RetentionDue, RoleGiven
from peerhub.core.transaction import Transaction
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import people_by_id
from peerhub.rooms.door import door_for_person
from peerhub.rooms.models import name_for_notice
from peerhub.rooms.service.keep import keep_room


async def on_retention_due(tx: Transaction, event: RetentionDue) -> None:
    await keep_room(tx, event.room_id)


async def on_role_given(tx: Transaction, event: RoleGiven) -> None:
    """A new facilitator hears where; nobody hears of a room whose door is shut to them."""
    kind, _colon, slug = event.scope.partition(":")
    person = (await people_by_id(tx.db, [event.person_id])).get(event.person_id)
    if event.role != "facilitator" or kind != "space" or person is None:
        return
    try:
        door = await door_for_person(tx.db, person, slug)
    except NotFound:
        return
    await notify(
        tx,
        event.person_id,
        NoticeKind.ROOM_YOURS,
        key=f"yours:{door.room.room_id}:{to_iso(tx.now)}",
        path=f"/rooms/{slug}",
        place=name_for_notice(door.room),
    )
