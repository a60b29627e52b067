"""Free seats go to those who wait, in the order of their line."""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.events import SeatGiven
from peerhub.core.transaction import Transaction
from peerhub.meetups import rules
from peerhub.meetups.models import Meetup
from peerhub.meetups.store import replies


async def fill_seats(tx: Transaction, meetup: Meetup) -> None:
    """The line moves up, in its order, and each is told."""
    for one in rules.who_moves_up(meetup, await replies.list_replies(tx.db, meetup.meetup_id)):
        await replies.set_reply(tx.db, one)
        tx.record(SeatGiven(meetup.meetup_id, one.person_id, to_iso(one.at)))
