"""Ask to come into a restricted board; be let in or declined by those who look after it."""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum.door import (
    Door,
    board_for_facilitator,
    door_for_visitor,
    fellow_for_facilitator,
    managers_to_tell,
)
from peerhub.forum.models import MemberState, name_for_notice
from peerhub.forum.store import members
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.models import Person


async def ask(tx: Transaction, person: Person, slug: str, *, words: str = "") -> None:
    """Those who look after the board hear of it; again is as good as once."""
    door = await door_for_visitor(tx.db, person, slug)
    if door.state is MemberState.ASKED or door.inside:
        return
    if not door.may_ask:
        raise Refused(_("This board takes nobody in at the moment."))
    await check_may_say(tx, person, Place(door.board.scopes), Said(plain=(words,)))
    done = await members.set_membership(
        tx.db,
        door.board.board_id,
        person.person_id,
        before=[None],
        state=MemberState.ASKED,
        at=tx.now,
        words=words,
    )
    if done:
        await _tell_managers(tx, door, person)


async def _tell_managers(tx: Transaction, door: Door, asker: Person) -> None:
    for manager in await managers_to_tell(tx.db, door.board):
        await notify(
            tx,
            manager.person_id,
            NoticeKind.ROOM_ASKED,
            key=f"asked:{asker.person_id}:{door.board.board_id}:{to_iso(tx.now)}",
            path=f"/forum/{door.board.slug}/members",
            name=asker.name,
            place=name_for_notice(door.board),
        )


async def let_in(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """An asker becomes a member and is told. NotFound where nobody asks under this handle."""
    door, person_id = await _asker(tx, facilitator, slug, handle)
    done = await members.set_membership(
        tx.db,
        door.board.board_id,
        person_id,
        before=[MemberState.ASKED],
        state=MemberState.MEMBER,
        at=tx.now,
        words="",
    )
    if not done:
        raise NotFound()
    await _tell_asker(tx, door, person_id, NoticeKind.ROOM_LET_IN)


async def decline_asker(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """The opposite; they are told, and may ask again."""
    door, person_id = await _asker(tx, facilitator, slug, handle)
    asked = [MemberState.ASKED]
    if not await members.delete_membership(tx.db, door.board.board_id, person_id, asked):
        raise NotFound()
    await _tell_asker(tx, door, person_id, NoticeKind.ROOM_DECLINED)


async def _asker(tx: Transaction, facilitator: Person, slug: str, handle: str) -> tuple[Door, str]:
    door = await board_for_facilitator(tx.db, facilitator, slug)
    fellow = await fellow_for_facilitator(tx.db, door, handle, [MemberState.ASKED])
    return door, fellow.person_id


async def _tell_asker(tx: Transaction, door: Door, person_id: str, kind: NoticeKind) -> None:
    await notify(
        tx,
        person_id,
        kind,
        key=f"{kind}:{door.board.board_id}:{to_iso(tx.now)}",
        path=f"/forum/{door.board.slug}",
        place=name_for_notice(door.board),
    )
