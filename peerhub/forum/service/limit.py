"""Let a pseudonym of one board rest, or hold its posts first; and lift both. All of it is noted."""

from __future__ import annotations

from datetime import timedelta

from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import nameless
from peerhub.forum.door import board_for_facilitator
from peerhub.forum.pseudonyms import own_pseudonym
from peerhub.forum.store import pseudonyms
from peerhub.moderation.service.trail import note
from peerhub.people.models import Person


async def limit_pseudonym(
    tx: Transaction,
    person: Person,
    slug: str,
    pseudonym_id: str,
    *,
    rest_days: int,
    held_first: bool,
    reason: str,
) -> None:
    """No posts for so many days (0: none are kept back), and whether each waits for a moderator.

    What is not wanted any more is lifted by the same verb. Refused without a reason, and on one's
    own: nobody decides about themselves, also where nobody else knows it.
    """
    door = await board_for_facilitator(tx.db, person, slug)
    one = await nameless.pseudonym_of_board(tx.db, door.board, pseudonym_id)
    own = await own_pseudonym(tx.db, tx.keys, person, door.board)
    if own is not None and own.pseudonym_id == pseudonym_id:
        raise Refused(_("This is your own name here. Another moderator decides about it."))
    limited = rest_days > 0 or held_first
    if limited and not reason:
        raise Refused(_("Say why. Whoever it is reads it."), field="reason")
    until = tx.now + timedelta(days=rest_days) if rest_days else None
    await pseudonyms.set_pseudonym(
        tx.db,
        one.pseudonym_id,
        limited_until=until,
        held_first=held_first,
        limit_reason=reason if limited else "",
    )
    await note(
        tx,
        actor_id=person.person_id,
        action="pseudonym.limited" if limited else "pseudonym.freed",
        subject=f"pseudonym:{pseudonym_id}",
        detail=f"board:{door.board.board_id} days:{rest_days} held_first:{held_first:d}",
    )
