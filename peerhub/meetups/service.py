"""Verbs of meetups: announce, change, cancel, respond. A seat is given under the meetup's own lock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from peerhub.core.clock import ZONE, to_iso
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import MeetupChanged, MeetupNear, SeatGiven
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups import rules, store
from peerhub.meetups.access import meetup_for_organiser, meetup_for_reader
from peerhub.meetups.models import Ahead, Announced, Choice, Meetup, MeetupState, Reply, Seat
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.moderation.service.screen import count_published, hold, screen, screen_change
from peerhub.moderation.service.unsafe import raise_concern_for
from peerhub.moderation.watch import HUB, NewItem, Screened
from peerhub.people.models import Person


async def announce(
    tx: Transaction, person: Person, *, client_id: str, fields: dict[str, Any]
) -> Announced:
    """Whoever announces it organises it. A retry of `client_id` gets the same one.

    It waits for a moderator where the hub wants that of this person's words, or of such words.
    """
    key = receipt_key(tx, person.person_id, client_id)
    digest = hash_body("meetup", *[f"{name}={fields[name]}" for name in sorted(fields)])
    before = await first_answer(tx, key, digest)
    if before:
        return Announced(**before)
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
    said = (await screen(tx, [_words_of(person, meetup)]))[0]
    if said.waits:
        meetup = replace(meetup, state=MeetupState.HELD)
    await store.insert_meetup(tx.db, meetup)
    await store.insert_organiser(tx.db, meetup.meetup_id, person.person_id)
    await _hold_or_worry(tx, person, meetup, said)
    answer = Announced(meetup.meetup_id, held=said.waits, help=said.danger)
    await insert_receipts(tx, [(key, digest, asdict(answer))])
    if not said.waits:
        _remind_later(tx, meetup)
    return answer


async def change(
    tx: Transaction, person: Person, meetup_id: str, *, fields: dict[str, Any]
) -> bool:
    """Those who answered hear of another time, place or way; who has a seat keeps it.

    True where its new words point to danger: whoever wrote them is led to help.
    """
    before = await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    rules.check_not_over(before, tx.now)
    after = replace(before, **fields)
    if after == before:
        return False
    rules.check_meetup(after, tx.now)
    await _check_words(tx, person, after)
    said = await screen_change(tx, _words_of(person, after))
    if said.waits and not before.is_held:
        raise Refused(
            _("A moderator would read this first. Leave those words out, or announce it anew."),
            field="about",
        )
    after = replace(after, changed_at=tx.now, sequence=before.sequence + 1)
    await store.set_meetup(tx.db, after)
    for one in rules.left_behind(after, await store.list_replies(tx.db, meetup_id)):
        await store.set_reply(tx.db, replace(one, choice=Choice.PERHAPS, seat=Seat.NONE))
    await _fill_seats(tx, after)
    if after.starts_at != before.starts_at and not after.is_held:
        _remind_later(tx, after)
    if rules.told_of_change(before, after):
        tx.record(MeetupChanged(meetup_id, after.sequence))
    if said.danger:
        raise_concern_for(tx, _item(after), author_id=person.person_id, place=HUB)
    return said.danger


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


async def release(tx: Transaction, meetup_id: str) -> None:
    """A moderator has read it: everybody who may can find it now. NotFound where it does not wait."""
    meetup = await store.find_meetup(tx.db, meetup_id, lock=True)
    if meetup is None or not meetup.is_held:
        raise NotFound()
    after = replace(meetup, state=MeetupState.ANNOUNCED)
    await store.set_meetup(tx.db, after)
    _remind_later(tx, after)
    if after.announced_by:
        await count_published(tx, after.announced_by)


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


def _item(meetup: Meetup) -> ItemRef:
    return ItemRef("meetup", meetup.meetup_id)


def _words_of(person: Person, meetup: Meetup) -> NewItem:
    """All of it that people read."""
    plain = (meetup.title, meetup.place, meetup.address, meetup.cost, meetup.about)
    html = to_html(meetup.about)
    return NewItem(person.person_id, HUB, "\n".join(plain), html)


async def _hold_or_worry(tx: Transaction, person: Person, meetup: Meetup, said: Screened) -> None:
    """A case where it waits; a concern where its words point to danger to life."""
    item, author_id = _item(meetup), person.person_id
    if said.waits:
        await hold(tx, item, author_id=author_id, place=HUB, sector="", why=said.why)
    if said.danger:
        raise_concern_for(tx, item, author_id=author_id, place=HUB)


async def _check_words(tx: Transaction, person: Person, meetup: Meetup) -> None:
    """Whoever is limited names no other page; the joining link is what it is for."""
    plain: Sequence[str] = (meetup.title, meetup.place, meetup.address, meetup.cost)
    await check_may_say(tx, person, Place(()), Said(to_html(meetup.about), plain))
