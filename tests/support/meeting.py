"""Meetups in a world of tests: a public one that Amina organises, to which Bo comes in person."""

from datetime import timedelta

from peerhub.core.hub import Hub
from peerhub.meetups.models import Audience, Choice, MeetupKind, Times
from peerhub.meetups.service.announce import announce
from peerhub.meetups.service.change import cancel
from peerhub.meetups.service.respond import respond
from peerhub.people.models import Person


async def meet(hub: Hub, organiser: Person, *guests: Person) -> dict[str, str]:
    """Names for paths: the one to come, one that is cancelled, and a series that guests ask to join."""
    starts = hub.clock.now() + timedelta(days=7)
    fields = {
        "title": "First Thursday tea",
        "about": "Tea, and **time**.",
        "kind": MeetupKind.MEETUP,
        "audience": Audience.PUBLIC,
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        "in_person": True,
        "online": True,
        "place": "Brixton, a community hall",
        "address": "12 Invented Road",
        "link": "https://talk.example.org/tea",
        "seats_in_person": 20,
        "cost": "free",
        "access": {"step_free": "yes", "bsl": "ask"},
    }
    async with hub.transaction() as tx:
        first = await announce(tx, organiser, client_id="m-1", fields=fields)
        meetup_id = first.meetup_id
        gone = {**fields, "title": "A walk", "audience": Audience.MEMBERS}
        second = await announce(tx, organiser, client_id="m-2", fields=gone)
        cancelled = second.meetup_id
        asked = {**fields, "title": "A small circle", "audience": Audience.APPROVAL}
        week = timedelta(days=7)
        again = [Times(starts + week, starts + week + timedelta(hours=2))]
        third = await announce(tx, organiser, client_id="m-3", fields=asked, also=again)
        circle = third.meetup_id
        for guest in guests:
            await respond(tx, guest, circle, Choice.ONLINE)
            await respond(tx, guest, meetup_id, Choice.IN_PERSON)
    async with hub.transaction() as tx:
        await cancel(tx, organiser, cancelled, reason="Rain")
    return {"meetup": meetup_id, "cancelled_meetup": cancelled, "circle": circle}
