"""What a meetup asks for itself when it is announced: reminders before, and an end of what was said."""

from __future__ import annotations

from datetime import timedelta

from peerhub.core.clock import to_iso
from peerhub.core.events import MeetupNear, MeetupOver
from peerhub.core.transaction import Transaction
from peerhub.meetups.models import NEEDS_KEPT, Ahead, Meetup


def ask_for_duties(tx: Transaction, meetup: Meetup) -> None:
    for ahead in Ahead:
        due_at = meetup.starts_at - timedelta(hours=ahead)
        if due_at > tx.now:
            near = MeetupNear(meetup.meetup_id, int(ahead), to_iso(meetup.starts_at))
            tx.record(near, due_at=due_at)
    over = MeetupOver(meetup.meetup_id, to_iso(meetup.ends_at))
    tx.record(over, due_at=meetup.ends_at + NEEDS_KEPT)
