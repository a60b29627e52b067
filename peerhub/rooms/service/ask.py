"""Ask to come into a restricted room; be let in or declined by those who look after it."""

from __future__ import annotations

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.models import Person
from peerhub.rooms.door import (
    Door,
    door_for_person,
    fellow_for_facilitator,
    managers_to_tell,
    room_for_facilitator,
)
from peerhub.rooms.models import MemberState, name_for_notice
from peerhub.rooms.service.own_name import claim_name
from peerhub.rooms.store import members


async def ask(
    tx: Transaction, person: Person, slug: str, *, words: str = "", own_name: str = ""
) -> None:
    """Those who look after the room hear of it; again is as good as once.

    `own_name`: they ask under a name for this room alone, and are known under no other.
    """
    door = await door_for_person(tx.db, person, slug)
    if door.state is MemberState.ASKED or door.inside:
        return
    if not door.may_ask:
        raise Refused(_("This room takes nobody in at the moment."))
    await check_may_say(tx, person, Place(door.room.scopes), Said(plain=(words,)))
    handle = await claim_name(tx, door, own_name) if own_name else None
    done = await members.set_membership(
        tx.db,
        door.room.room_id,
        person.person_id,
        before=[None],
        state=MemberState.ASKED,
        at=tx.now,
        words=words,
        own_handle=handle,
    )
    if done:
        await _tell_managers(tx, await door_for_person(tx.db, person, slug))


async def _tell_managers(tx: Transaction, door: Door) -> None:
    byline = door.seat.byline
    for manager in await managers_to_tell(tx.db, door.room):
        await notify(
            tx,
            manager.person_id,
            NoticeKind.ROOM_ASKED,
            key=f"asked:{byline.key}:{door.room.room_id}:{to_iso(tx.now)}",
            path=f"/rooms/{door.room.slug}/members",
            name=byline.name,
            place=name_for_notice(door.room),
        )


async def let_in(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """An asker becomes a member and is told. NotFound where nobody asks under this handle."""
    door, person_id = await _asker(tx, facilitator, slug, handle)
    done = await members.set_membership(
        tx.db,
        door.room.room_id,
        person_id,
        before=[MemberState.ASKED],
        state=MemberState.MEMBER,
        at=tx.now,
        words="",
    )
    if not done:
        raise NotFound()
    tx.announce(ACCESS_CHANGED, b"membership")
    await _tell_asker(tx, door, person_id, NoticeKind.ROOM_LET_IN)


async def decline_asker(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """The opposite; they are told, and may ask again."""
    door, person_id = await _asker(tx, facilitator, slug, handle)
    asked = [MemberState.ASKED]
    if not await members.delete_membership(tx.db, door.room.room_id, person_id, asked):
        raise NotFound()
    await _tell_asker(tx, door, person_id, NoticeKind.ROOM_DECLINED)


async def _asker(tx: Transaction, facilitator: Person, slug: str, handle: str) -> tuple[Door, str]:
    door = await room_for_facilitator(tx.db, facilitator, slug)
    fellow = await fellow_for_facilitator(tx.db, door, handle, [MemberState.ASKED])
    return door, fellow.person_id


async def _tell_asker(tx: Transaction, door: Door, person_id: str, kind: NoticeKind) -> None:
    await notify(
        tx,
        person_id,
        kind,
        key=f"{kind}:{door.room.room_id}:{to_iso(tx.now)}",
        path=f"/rooms/{door.room.slug}",
        place=name_for_notice(door.room),
    )
