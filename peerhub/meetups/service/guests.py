"""Come to one meetup without an account: ask, prove the address, answer, leave."""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import GuestAsked, GuestUnanswered
from peerhub.core.keys import new_id
from peerhub.core.text import has_address
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups import rules
from peerhub.meetups.access import meetup_for_reader
from peerhub.meetups.guests import ANSWER_WITHIN, Guest
from peerhub.meetups.models import Along, Choice, Meetup
from peerhub.meetups.service.respond import keep_needs, take_seat
from peerhub.meetups.service.seats import fill_seats
from peerhub.meetups.store import guests, meetups, needs
from peerhub.meetups.welcomed import mark_of
from peerhub.people.rules import check_name


def place_of(guest_id: str) -> str:
    """To which a sealed address belongs."""
    return f"meetup-guest:{guest_id}"


async def ask(tx: Transaction, meetup_id: str, *, name: str, address: str, choice: Choice) -> None:
    """Kept until the answer to the letter, seven days at most. Who asks again gets the letter again."""
    name = check_name(name)
    opened = await meetup_for_reader(tx.db, None, meetup_id)
    _check(tx, opened.meetup, choice)
    mark = mark_of(tx.keys, address)
    before = await guests.find_guest_by_mark(tx.db, meetup_id, mark)
    guest_id = before.guest_id if before else new_id()
    if before is None:
        sealed = tx.keys.seal(address, about=place_of(guest_id))
        new = Guest(guest_id, meetup_id, name, sealed, mark, choice, tx.now)
        await guests.insert_guest(tx.db, new)
    elif before.confirmed_at is None:
        await guests.set_asked(tx.db, guest_id, name=name, choice=choice, asked_at=tx.now)
    tx.record(GuestAsked(guest_id))
    tx.record(GuestUnanswered(guest_id), due_at=tx.now + ANSWER_WITHIN)


async def come(tx: Transaction, guest: Guest, choice: Choice, along: Along) -> None:
    """A seat, or a place in the line, from the answer to the letter on."""
    if has_address(along.needs):
        raise Refused(_("Leave the web address out, or tell it there."), field="needs")
    meetup = await _locked(tx, guest)
    if guest.confirmed_at is None:
        _check(tx, meetup, choice)
        await guests.set_confirmed(tx.db, guest.guest_id, tx.now)
    else:
        rules.check_open(meetup, tx.now)
        rules.check_choice(meetup, choice)
    reply = await take_seat(tx, meetup, guest.guest_id, choice, along, let_in=True)
    await keep_needs(tx, reply, along)


async def leave(tx: Transaction, guest: Guest) -> None:
    """Their address and all that they said go at once; whoever waits behind them moves up."""
    meetup = await _locked(tx, guest)
    await needs.delete_needs(tx.db, meetup_id=guest.meetup_id, person_id=guest.guest_id)
    await guests.delete_guests(tx.db, guest_id=guest.guest_id)
    if not meetup.is_cancelled and meetup.ends_at > tx.now:
        await fill_seats(tx, meetup)


async def forget_unanswered(tx: Transaction, guest_id: str) -> None:
    """Who did not answer the letter in time; who asked anew since has a duty of their own."""
    found = await guests.find_guest(tx.db, guest_id)
    if found and found.confirmed_at is None and found.asked_at + ANSWER_WITHIN <= tx.now:
        await guests.delete_guests(tx.db, guest_id=guest_id)


async def forget_guests(tx: Transaction, meetup_id: str) -> None:
    """It is over: nobody has to know any more who they were."""
    await guests.delete_guests(tx.db, meetup_id=meetup_id)


def _check(tx: Transaction, meetup: Meetup, choice: Choice) -> None:
    rules.check_guests(meetup)
    rules.check_open(meetup, tx.now)
    rules.check_choice(meetup, choice)


async def _locked(tx: Transaction, guest: Guest) -> Meetup:
    found = await meetups.find_meetup(tx.db, guest.meetup_id, lock=True)
    if found is None or await guests.find_guest(tx.db, guest.guest_id) is None:
        raise NotFound()
    return found
