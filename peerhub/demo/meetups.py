"""Meetups of the demo: weekly in a hall, on a screen, and either way with a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from peerhub.core.clock import ZONE
from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.directory.belongings import OwnerKind
from peerhub.directory.service.belongings import say_belongs
from peerhub.meetups.models import Along, Audience, Choice, MeetupKind, Times
from peerhub.meetups.service.announce import announce
from peerhub.meetups.service.organisers import add_organiser
from peerhub.meetups.service.respond import respond
from peerhub.people.access import person_by_handle
from peerhub.people.models import Person

TEA: dict[str, Any] = {
    "title": "Tea and time",
    "about": "Tea, and an hour without an agenda. Come as you are; leave when you like.",
    "kind": MeetupKind.MEETUP,
    "audience": Audience.PUBLIC,
    "in_person": True,
    "place": "Brixton, a community hall",
    "address": "12 Invented Road, the green door",
    "cost": "free",
    "guests": True,
    "access": {"step_free": "yes", "loop": "yes", "quiet_room": "yes", "bsl": "ask", "food": "yes"},
}
REPORTING: dict[str, Any] = {
    "title": "When the rota is unfair: what to write down",
    "about": "An hour with three people who did. **Bring no names.**",
    "kind": MeetupKind.LEARNING,
    "audience": Audience.MEMBERS,
    "online": True,
    "link": "https://talk.example.org/rota",
    "seats_online": 2,
    "access": {"bsl": "yes"},
}
FACILITATING: dict[str, Any] = {
    "title": "Facilitating a hard conversation",
    "about": "A day of practice, for people who look after a room or a board.",
    "kind": MeetupKind.TRAINING,
    "audience": Audience.PUBLIC,
    "in_person": True,
    "online": True,
    "place": "Stratford, a library",
    "address": "3 Invented Square, second floor",
    "link": "https://talk.example.org/facilitating",
    "seats_in_person": 20,
    "seats_online": 40,
    "cost": "£10, or what you can",
    "access": {"step_free": "yes", "travel_paid": "yes", "childcare": "ask", "prayer": "yes"},
}


def _times(now: datetime, days: int, hour: int, hours: int) -> dict[str, datetime]:
    day = (now.astimezone(ZONE) + timedelta(days=days)).replace(
        hour=hour, minute=0, second=0, microsecond=0
    )
    starts = day.astimezone(UTC)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=hours)}


async def seed_meetups(tx: Transaction, people: Mapping[str, Person]) -> None:
    """Amina's weekly tea, which is of two organisations and which Cleo organises too, Eli's hour with
    its line, and Cleo's day of training.
    """
    amina, bo, cleo, eli = (people[name] for name in ("amina", "bo", "cleo", "eli"))
    tea = {**TEA, **_times(tx.now, 9, 15, 2)}
    hour = {**REPORTING, **_times(tx.now, 12, 18, 1)}
    training = {**FACILITATING, **_times(tx.now, 30, 10, 6)}
    weeks = [Times(**_times(tx.now, 9 + 7 * later, 15, 2)) for later in (1, 2, 3)]
    own = ["organisation:lantern-street-carers"]
    first = await announce(tx, amina, client_id="demo-tea", fields=tea, also=weeks, owners=own)
    await add_organiser(tx, amina, first.meetup_id, "cleo", later=True)
    fay = await person_by_handle(tx.db, "fay")  # with the role that she was given a moment ago
    place = [ItemRef("meetup", first.meetup_id)]
    await say_belongs(tx, fay, place, OwnerKind.ORGANISATION, "the-long-table")
    second = await announce(tx, eli, client_id="demo-hour", fields=hour)
    await announce(tx, cleo, client_id="demo-training", fields=training)
    said = Along("A seat near the door, please.", accompanied=True, shown=True)
    await respond(tx, bo, first.meetup_id, Choice.IN_PERSON, along=said)
    await respond(tx, eli, first.meetup_id, Choice.IN_PERSON, along=Along(shown=True))
    for guest in (amina, cleo, people["fay"]):
        await respond(tx, guest, second.meetup_id, Choice.ONLINE)
