"""Answer a meetup, say what one needs there, choose reminders, and be forgotten."""

from __future__ import annotations

from collections.abc import Collection

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.events import SeatAsked
from peerhub.core.transaction import Transaction
from peerhub.meetups import rules
from peerhub.meetups.access import meetup_for_reader
from peerhub.meetups.models import MODES, Ahead, Along, Choice, Meetup, Reply, Seat
from peerhub.meetups.sealed import seal_needs
from peerhub.meetups.service.seats import fill_seats
from peerhub.meetups.store import feeds, meetups, needs, replies
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.models import Person


async def respond(
    tx: Transaction, person: Person, meetup_id: str, choice: Choice, *, along: Along | None = None
) -> Reply:
    """The newest answer counts; the same again changes nothing, nor the place in the line.

    `along`: what is said beside a yes, None leaves it as it was. Without a yes all of it goes.
    """
    await meetup_for_reader(tx.db, person, meetup_id)
    meetup = await meetups.find_meetup(tx.db, meetup_id, lock=True)
    if meetup is None:
        raise NotFound()
    rules.check_ours(meetup)
    rules.check_open(meetup, tx.now)
    rules.check_choice(meetup, choice)
    if along is not None:
        await check_may_say(tx, person, Place(()), Said(plain=(along.needs,)))
    organises = person.person_id in await meetups.list_organisers(tx.db, meetup_id)
    before = await replies.find_reply(tx.db, meetup_id, person.person_id)
    rules.check_may_ask(meetup, before)
    let_in = rules.is_let_in(meetup, before, organises=organises)
    reply = await take_seat(tx, meetup, person.person_id, choice, along, let_in=let_in)
    if reply.seat is Seat.ASKED and (before is None or before.seat is not Seat.ASKED):
        tx.record(SeatAsked(meetup_id, person.person_id, to_iso(reply.at)))
    await keep_needs(tx, reply, along)
    return reply


async def take_seat(
    tx: Transaction,
    meetup: Meetup,
    who: str,
    choice: Choice,
    along: Along | None,
    *,
    let_in: bool,
) -> Reply:
    """An answer of somebody who may give it, by the id of a person or a guest; under the meetup's lock."""
    found = await replies.list_replies(tx.db, meetup.meetup_id)
    before = next((one for one in found if one.person_id == who), None)
    others = [one for one in found if one.person_id != who]
    reply = before
    if reply is None or reply.choice is not choice:
        seat = rules.seat_for(meetup, choice, others, let_in=let_in)
        reply = Reply(meetup.meetup_id, who, choice, seat, tx.now)
    reply = rules.with_along(reply, before, along)
    if reply != before:
        await replies.set_reply(tx.db, reply)
        await fill_seats(tx, meetup)
    return reply


async def keep_needs(tx: Transaction, reply: Reply, along: Along | None) -> None:
    """Sealed, while they come; nothing of it once they do not."""
    comes = reply.choice in MODES
    if comes and along is None:
        return
    if comes and along is not None and along.needs:
        sealed = seal_needs(tx.keys, reply.meetup_id, reply.person_id, along.needs)
        await needs.set_needs(tx.db, reply.meetup_id, reply.person_id, sealed)
    else:
        await needs.delete_needs(tx.db, meetup_id=reply.meetup_id, person_id=reply.person_id)


async def forget_needs(tx: Transaction, meetup_id: str) -> None:
    """It is over: nobody has to know any more what people needed there."""
    await needs.delete_needs(tx.db, meetup_id=meetup_id)


async def forget_person(tx: Transaction, person_id: str) -> None:
    """Their answers go; whoever waited behind them moves up."""
    await needs.delete_needs(tx.db, person_id=person_id)
    await feeds.delete_feed(tx.db, person_id)
    freed = await replies.delete_replies_of(tx.db, person_id)
    await meetups.delete_organiser(tx.db, person_id)
    for meetup_id in freed:
        meetup = await meetups.find_meetup(tx.db, meetup_id, lock=True)
        if meetup is not None and not meetup.is_cancelled and meetup.ends_at > tx.now:
            await fill_seats(tx, meetup)


async def choose_reminders(tx: Transaction, person: Person, chosen: Collection[Ahead]) -> None:
    """When they want to hear of what they come to; none is a choice too."""
    await replies.set_reminders(tx.db, person.person_id, chosen)
