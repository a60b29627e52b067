"""Verbs of meetups: announce, change, cancel, respond. A seat is given under the meetup's own lock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from peerhub.core.clock import ZONE, to_iso
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import MeetupChanged, MeetupNear, SeatGiven
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups import rules, store
from peerhub.meetups.access import meetup_for_organiser, meetup_for_reader
from peerhub.meetups.models import Ahead, Choice, Meetup, MeetupState, Reply, Seat
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.models import Person


async def announce(
    tx: Transaction, person: Person, *, client_id: str, fields: dict[str, Any]
) -> str:
    """Its id; whoever announces it organises it. A retry of `client_id` gets the same one."""
    key = receipt_key(tx, person.person_id, client_id)
    digest = hash_body("meetup", *[f"{name}={fields[name]}" for name in sorted(fields)])
    before = await first_answer(tx, key, digest)
    if before:
        return str(before["meetup"])
    meetup = Meetup(
        meetup_id=new_id(),
        zone=ZONE.key,
        announced_by=person.person_id,
        announced_at=tx.now,
        changed_at=tx.now,
        **fields,
    )
    rules.check_meetup(meetup, tx.now)
    await _check_words(tx, person, meetup)
    await store.insert_meetup(tx.db, meetup)
    await store.insert_organiser(tx.db, meetup.meetup_id, person.person_id)
    await insert_receipts(tx, [(key, digest, {"meetup": meetup.meetup_id})])
    _remind_later(tx, meetup)
    return meetup.meetup_id


async def change(
    tx: Transaction, person: Person, meetup_id: str, *, fields: dict[str, Any]
) -> None:
    """Those who answered hear of another time, place or way; who has a seat keeps it."""
    before = await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    rules.check_open(before, tx.now)
    after = replace(before, **fields)
    if after == before:
        return
    rules.check_meetup(after, tx.now)
    await _check_words(tx, person, after)
    after = replace(after, changed_at=tx.now, sequence=before.sequence + 1)
    await store.set_meetup(tx.db, after)
    for one in rules.left_behind(after, await store.list_replies(tx.db, meetup_id)):
        await store.set_reply(tx.db, replace(one, choice=Choice.PERHAPS, seat=Seat.NONE))
    await _fill_seats(tx, after)
    if after.starts_at != before.starts_at:
        _remind_later(tx, after)
    if rules.told_of_change(before, after):
        tx.record(MeetupChanged(meetup_id, after.sequence))


async def cancel(tx: Transaction, person: Person, meetup_id: str, *, reason: str) -> None:
    """It stays visible as cancelled, and everybody who answered is told why."""
    meetup = await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    rules.check_open(meetup, tx.now)
    if not reason:
        raise Refused(_("Say why. Those who wanted to come read it."), field="reason")
    await check_may_say(tx, person, Place(()), Said(plain=(reason,)))
    after = replace(
        meetup,
        state=MeetupState.CANCELLED,
        reason=reason,
        changed_at=tx.now,
        sequence=meetup.sequence + 1,
    )
    await store.set_meetup(tx.db, after)
    tx.record(MeetupChanged(meetup_id, after.sequence))


async def set_removed(tx: Transaction, meetup_id: str, *, removed: bool) -> None:
    """For moderation and safeguarding, which asked who may. NotFound where it stands so already."""
    meetup = await store.find_meetup(tx.db, meetup_id, lock=True)
    if meetup is None or (meetup.removed_at is not None) is removed:
        raise NotFound()
    at = tx.now if removed else None
    after = replace(meetup, removed_at=at, changed_at=tx.now, sequence=meetup.sequence + 1)
    await store.set_meetup(tx.db, after)
    tx.record(MeetupChanged(meetup_id, after.sequence))


async def respond(tx: Transaction, person: Person, meetup_id: str, choice: Choice) -> Reply:
    """The newest answer counts; the same again changes nothing, nor the place in the line."""
    await meetup_for_reader(tx.db, person, meetup_id)
    meetup = await store.find_meetup(tx.db, meetup_id, lock=True)
    if meetup is None:
        raise NotFound()
    rules.check_open(meetup, tx.now)
    rules.check_choice(meetup, choice)
    replies = await store.list_replies(tx.db, meetup_id)
    before = next((one for one in replies if one.person_id == person.person_id), None)
    if before is not None and before.choice is choice:
        return before
    others = [one for one in replies if one.person_id != person.person_id]
    seat = rules.seat_for(meetup, choice, others)
    reply = Reply(meetup_id, person.person_id, choice, seat, tx.now)
    await store.set_reply(tx.db, reply)
    await _fill_seats(tx, meetup)
    return reply


async def forget_person(tx: Transaction, person_id: str) -> None:
    """Their answers go; whoever waited behind them moves up."""
    for meetup_id in await store.delete_of_person(tx.db, person_id):
        meetup = await store.find_meetup(tx.db, meetup_id, lock=True)
        if meetup is not None and not meetup.is_cancelled and meetup.ends_at > tx.now:
            await _fill_seats(tx, meetup)


async def choose_reminders(tx: Transaction, person: Person, chosen: Collection[Ahead]) -> None:
    """When they want to hear of what they come to; none is a choice too."""
    await store.set_reminders(tx.db, person.person_id, chosen)


def _remind_later(tx: Transaction, meetup: Meetup) -> None:
    for ahead in Ahead:
        due_at = meetup.starts_at - timedelta(hours=ahead)
        if due_at > tx.now:
            near = MeetupNear(meetup.meetup_id, int(ahead), to_iso(meetup.starts_at))
            tx.record(near, due_at=due_at)


async def _fill_seats(tx: Transaction, meetup: Meetup) -> None:
    """The line moves up, in its order, and each is told."""
    for one in rules.who_moves_up(meetup, await store.list_replies(tx.db, meetup.meetup_id)):
        await store.set_reply(tx.db, one)
        tx.record(SeatGiven(meetup.meetup_id, one.person_id, to_iso(one.at)))


async def _check_words(tx: Transaction, person: Person, meetup: Meetup) -> None:
    """Whoever is limited names no other page; the joining link is what it is for."""
    plain: Sequence[str] = (meetup.title, meetup.place, meetup.address, meetup.cost)
    await check_may_say(tx, person, Place(()), Said(to_html(meetup.about), plain))
