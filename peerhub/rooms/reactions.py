"""Duties of rooms: keep them as their door says; tell somebody that a room is theirs to look after."""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.events import MessageAddressed, RetentionDue, RoleGiven
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import people_by_id
from peerhub.rooms.addressed import addressed_by
from peerhub.rooms.door import door_for_person
from peerhub.rooms.models import RoomKind, name_for_notice
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


async def on_message_addressed(tx: Transaction, event: MessageAddressed) -> None:
    """Who is answered or mentioned hears where, each once; never what was said.

    Of a confidential room neither its title nor a name of anybody in it leaves it.
    """
    found = await addressed_by(tx.db, event.message_id)
    if found is None:
        return
    room, message_id = found.room, found.message.message_id
    hushed = room.kind is RoomKind.CONFIDENTIAL
    for person_id, answered in sorted(found.told.items()):
        await notify(
            tx,
            person_id,
            NoticeKind.ANSWERED if answered else NoticeKind.MENTIONED,
            key=f"message:{message_id}",
            path=f"/rooms/{room.slug}?at={message_id}#m-{message_id}",
            name=_("Somebody") if hushed else found.author.name,
            place=name_for_notice(room),
        )
