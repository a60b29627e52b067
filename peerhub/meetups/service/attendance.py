"""How many came, typed in from the sign-in sheet: numbers, and never a name."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.transaction import Transaction
from peerhub.meetups import rules
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.models import Choice
from peerhub.meetups.store import meetups
from peerhub.people.models import Person


async def record_attendance(
    tx: Transaction, person: Person, meetup_id: str, *, in_person: int | None, online: int | None
) -> None:
    """None where nobody counted; the newest count stands. Refused before it has begun."""
    meetup = await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    rules.check_begun(meetup, tx.now)
    counted = replace(
        meetup,
        came_in_person=in_person if Choice.IN_PERSON in meetup.modes else None,
        came_online=online if Choice.ONLINE in meetup.modes else None,
    )
    await meetups.set_meetup(tx.db, counted)
