"""Invite somebody into a private or confidential board, and take the invitation back."""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum.door import board_for_facilitator, fellow_for_facilitator
from peerhub.forum.models import MemberState, name_for_notice
from peerhub.forum.store import members
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import person_by_handle
from peerhub.people.models import Person


async def invite(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """They alone hear of it, and may accept or decline; again is as good as once.

    Refused where no member of the hub has this handle, and in boards that people ask to join. For
    somebody who is in already or was removed it does nothing.
    """
    door = await board_for_facilitator(tx.db, facilitator, slug)
    if not door.board.kind.is_secret:
        raise Refused(_("People come into this board by themselves."), field="handle")
    try:
        person = await person_by_handle(tx.db, handle.lower().removeprefix("@"))
    except NotFound as error:
        raise Refused(
            _("Nobody has this handle. It stands at the end of the address of their page."),
            field="handle",
        ) from error
    done = await members.set_membership(
        tx.db,
        door.board.board_id,
        person.person_id,
        before=[None],
        state=MemberState.INVITED,
        at=tx.now,
        by_id=facilitator.person_id,
    )
    if done:
        await notify(
            tx,
            person.person_id,
            NoticeKind.ROOM_INVITED,
            key=f"invited:{door.board.board_id}:{to_iso(tx.now)}",
            path=f"/forum/{slug}",
            place=name_for_notice(door.board),
        )


async def take_back(tx: Transaction, facilitator: Person, slug: str, handle: str) -> None:
    """The opposite, while it stands; NotFound once they accepted or declined."""
    door = await board_for_facilitator(tx.db, facilitator, slug)
    invited = [MemberState.INVITED]
    fellow = await fellow_for_facilitator(tx.db, door, handle, invited)
    if not await members.delete_membership(tx.db, door.board.board_id, fellow.person_id, invited):
        raise NotFound()
