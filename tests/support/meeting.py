"""Meetups in a world of tests: a public one that Amina organises, to which Bo comes in person, and more."""

from datetime import timedelta

from sqlalchemy import update

from peerhub.core.hub import Hub
from peerhub.core.transaction import Transaction
from peerhub.meetups.models import Along, Audience, Choice, MeetupKind, Times
from peerhub.meetups.service import guests
from peerhub.meetups.service.announce import announce
from peerhub.meetups.service.change import cancel
from peerhub.meetups.service.feed import make_feed
from peerhub.meetups.service.respond import respond
from peerhub.meetups.store.guests import find_guest_by_mark
from peerhub.meetups.tables import meetups
from peerhub.meetups.welcomed import guest_path, mark_of
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
    "guests": True,
}


async def meet(hub: Hub, organiser: Person, *come: Person) -> dict[str, str]:
    """Names for paths: the one to come, with links of its guests, one that is cancelled, one that is
    over, and a series that those who come ask to join. Each of them has a calendar of their own.
    """
    starts = hub.clock.now() + WEEK
    fields = {**TEA, "starts_at": starts, "ends_at": starts + LASTS}
    gone = {**fields, "title": "A walk", "audience": Audience.MEMBERS, "guests": False}
    asked = {**gone, "title": "A small circle", "audience": Audience.APPROVAL}
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
        for guest in come:
            await make_feed(tx, guest)
            await respond(tx, guest, names["asked_meetup"], Choice.ONLINE)
            await respond(tx, guest, names["meetup"], Choice.IN_PERSON)
            await respond(tx, guest, names["past_meetup"], Choice.IN_PERSON)
    names |= await _welcome(hub, names["meetup"])
    async with hub.transaction() as tx:
        await cancel(tx, organiser, names["cancelled_meetup"], reason="Rain")
        await _end(tx, names["past_meetup"])
    return names


async def _welcome(hub: Hub, meetup_id: str) -> dict[str, str]:
    """Links of a guest who comes, and of one who has not answered the letter."""
    links = {}
    async with hub.transaction() as tx:
        for name in ("guest", "asked_guest"):
            address = f"{name}@example.net"
            await guests.ask(tx, meetup_id, name="Kit", address=address, choice=Choice.IN_PERSON)
            found = await find_guest_by_mark(tx.db, meetup_id, mark_of(tx.keys, address))
            assert found
            links[f"{name}_link"] = guest_path(tx.keys, found.guest_id)
            if name == "guest":
                await guests.come(tx, found, Choice.IN_PERSON, Along("A ramp"))
    return links


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
