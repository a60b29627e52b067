"""Meetups in a world of tests: a public one that Amina organises, to which Bo comes in person, and more."""

from datetime import timedelta

from sqlalchemy import update

from peerhub.core.hub import Hub
from peerhub.core.transaction import Transaction
from peerhub.meetups.models import Audience, Choice, MeetupKind, Times
from peerhub.meetups.service.announce import announce
from peerhub.meetups.service.change import cancel
from peerhub.meetups.service.feed import make_feed
from peerhub.meetups.service.respond import respond
from peerhub.meetups.tables import meetups
from peerhub.people.models import Person

WEEK, LASTS = timedelta(days=7), timedelta(hours=2)
TEA = {
    "title": "First Thursday tea",
    "about": "Tea, and **time**.",
    "kind": MeetupKind.MEETUP,
    "audience": Audience.PUBLIC,
    "in_person": True,
    "online": True,
    "place": "Brixton, a community hall",
    "address": "12 Invented Road",
    "link": "https://talk.example.org/tea",
    "seats_in_person": 20,
    "cost": "free",
    "borough": "lambeth",
    "access": {"step_free": "yes", "bsl": "ask"},
}


async def meet(hub: Hub, organiser: Person, *guests: Person) -> dict[str, str]:
    """Names for paths: the one to come, one that is cancelled, one that is over, and a series that
    guests ask to join. Each guest has a calendar of their own.
    """
    starts = hub.clock.now() + WEEK
    fields = {**TEA, "starts_at": starts, "ends_at": starts + LASTS}
    gone = {**fields, "title": "A walk", "audience": Audience.MEMBERS}
    asked = {**fields, "title": "A small circle", "audience": Audience.APPROVAL}
    over = {**fields, "title": "Last week’s tea"}
    again = [Times(starts + WEEK, starts + WEEK + LASTS)]
    async with hub.transaction() as tx:
        ids = {
            "meetup": await announce(tx, organiser, client_id="m-1", fields=fields),
            "cancelled_meetup": await announce(tx, organiser, client_id="m-2", fields=gone),
            "asked_meetup": await announce(
                tx, organiser, client_id="m-3", fields=asked, also=again
            ),
            "past_meetup": await announce(tx, organiser, client_id="m-4", fields=over),
        }
        names = {"month": f"{starts:%Y-%m}"} | {name: one.meetup_id for name, one in ids.items()}
        for guest in guests:
            await make_feed(tx, guest)
            await respond(tx, guest, names["asked_meetup"], Choice.ONLINE)
            await respond(tx, guest, names["meetup"], Choice.IN_PERSON)
            await respond(tx, guest, names["past_meetup"], Choice.IN_PERSON)
    async with hub.transaction() as tx:
        await cancel(tx, organiser, names["cancelled_meetup"], reason="Rain")
        await _end(tx, names["past_meetup"])
    return names


async def _end(tx: Transaction, meetup_id: str) -> None:
    """It was a week ago, and something came of it."""
    ago = {
        "starts_at": tx.now - WEEK,
        "ends_at": tx.now - WEEK + LASTS,
        "notes": "We **agreed** on three things.",
        "recording": "https://talk.example.org/recorded",
        "questions": "Who pays for the *hall*?",
        "next_steps": "Amina writes them down.",
    }
    await tx.db.execute(update(meetups).where(meetups.c.meetup_id == meetup_id).values(**ago))
