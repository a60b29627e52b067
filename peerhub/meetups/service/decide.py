"""Say yes or no to whoever asks to come, where the organisers of a meetup decide that."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.events import SeatDecided
from peerhub.core.transaction import Transaction
from peerhub.meetups import rules
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.models import Reply, Seat
from peerhub.meetups.store import needs, replies
from peerhub.people.models import Person


async def decide(
    tx: Transaction, person: Person, meetup_id: str, asker_id: str, *, yes: bool
) -> Reply:
    """They are told. A yes may follow a no; NotFound for whoever asks for nothing.

    With the yes they stand at the end of the line: nobody who waits already is overtaken.
    """
    meetup = await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    rules.check_open(meetup, tx.now)
    found = await replies.list_replies(tx.db, meetup_id)
    asked = next((one for one in found if one.person_id == asker_id), None)
    open_to = (Seat.ASKED, Seat.DECLINED) if yes else (Seat.ASKED,)
    if asked is None or asked.seat not in open_to:
        raise NotFound()
    if yes:
        others = [one for one in found if one.person_id != asker_id]
        after = replace(asked, seat=rules.seat_for(meetup, asked.choice, others), at=tx.now)
    else:
        after = replace(asked, seat=Seat.DECLINED, accompanied=False, shown=False)
        await needs.delete_needs(tx.db, meetup_id=meetup_id, person_id=asker_id)
    await replies.set_reply(tx.db, after)
    tx.record(SeatDecided(meetup_id, asker_id, to_iso(tx.now)))
    return after
