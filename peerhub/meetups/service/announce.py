"""Announce a meetup, change it, cancel it; and what a moderator decides about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from peerhub.core.clock import ZONE, to_iso
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import MeetupChanged, MeetupNear, MeetupOver
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups import rules
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.models import (
    NEEDS_KEPT,
    Ahead,
    Announced,
    Audience,
    Choice,
    Meetup,
    MeetupState,
    Seat,
)
from peerhub.meetups.service.seats import fill_seats
from peerhub.meetups.store import meetups as store
from peerhub.meetups.store import needs, replies
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
        _duties(tx, meetup)
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
    await _rearrange(tx, before, after)
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
    await needs.delete_needs(tx.db, meetup_id=meetup_id)  # nobody has to prepare for it any more
    tx.record(MeetupChanged(meetup_id, after.sequence))


async def release(tx: Transaction, meetup_id: str) -> None:
    """A moderator has read it: everybody who may can find it now. NotFound where it does not wait."""
    meetup = await store.find_meetup(tx.db, meetup_id, lock=True)
    if meetup is None or not meetup.is_held:
        raise NotFound()
    after = replace(meetup, state=MeetupState.ANNOUNCED)
    await store.set_meetup(tx.db, after)
    _duties(tx, after)
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


async def _rearrange(tx: Transaction, before: Meetup, after: Meetup) -> None:
    """Seats, duties and news of a change."""
    for one in rules.left_behind(after, await replies.list_replies(tx.db, after.meetup_id)):
        perhaps = replace(one, choice=Choice.PERHAPS, seat=Seat.NONE)
        await replies.set_reply(tx.db, rules.with_along(perhaps, one, None))
        await needs.delete_needs(tx.db, meetup_id=after.meetup_id, person_id=one.person_id)
    if after.audience is not Audience.APPROVAL:
        await _ask_no_more(tx, after)
    await fill_seats(tx, after)
    if (after.starts_at, after.ends_at) != (before.starts_at, before.ends_at) and not after.is_held:
        _duties(tx, after)
    if rules.told_of_change(before, after):
        tx.record(MeetupChanged(after.meetup_id, after.sequence))


async def _ask_no_more(tx: Transaction, meetup: Meetup) -> None:
    """Nobody is asked any more who may come: whoever waited for a yes stands in the line."""
    for one in await replies.list_replies(tx.db, meetup.meetup_id):
        if one.seat is Seat.ASKED:
            await replies.set_reply(tx.db, replace(one, seat=Seat.WAITING))


def _duties(tx: Transaction, meetup: Meetup) -> None:
    for ahead in Ahead:
        due_at = meetup.starts_at - timedelta(hours=ahead)
        if due_at > tx.now:
            near = MeetupNear(meetup.meetup_id, int(ahead), to_iso(meetup.starts_at))
            tx.record(near, due_at=due_at)
    over = MeetupOver(meetup.meetup_id, to_iso(meetup.ends_at))
    tx.record(over, due_at=meetup.ends_at + NEEDS_KEPT)


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
