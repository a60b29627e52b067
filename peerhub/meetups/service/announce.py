"""Announce a meetup, once or as a series; and what a moderator decides about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from peerhub.core.clock import ZONE
from peerhub.core.errors import NotFound
from peerhub.core.events import MeetupChanged, MeetupPublished
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.meetups import rules
from peerhub.meetups.models import Announced, Meetup, MeetupState, Times
from peerhub.meetups.searchable import index_meetup, keep_meetup
from peerhub.meetups.service.audience import check_audience
from peerhub.meetups.service.duties import ask_for_duties
from peerhub.meetups.service.lists import check_lists
from peerhub.meetups.service.owners import say_owners
from peerhub.meetups.service.words import check_words, item_of, words_of
from peerhub.meetups.store import meetups as store
from peerhub.moderation.service.screen import count_published, hold, screen
from peerhub.moderation.service.unsafe import raise_concern_for
from peerhub.moderation.watch import HUB, Screened
from peerhub.people.models import Person


async def announce(
    tx: Transaction,
    person: Person,
    *,
    client_id: str,
    fields: dict[str, Any],
    also: Sequence[Times] = (),
    owners: Sequence[str] = (),
) -> Announced:
    """Whoever announces it organises it. A retry of `client_id` gets the same one.

    `also`: when else it takes place, each a meetup of its own with answers of its own. All of it
    waits for a moderator, in one case, where the hub wants that of this person or of such words.
    `owners`: keys of organisations and networks to which it belongs, which they look after.
    """
    key = receipt_key(tx, person.person_id, client_id)
    digest = hash_body(
        "meetup", *[f"{name}={fields[name]}" for name in sorted(fields)], repr((also, owners))
    )
    before = await first_answer(tx, key, digest)
    if before:
        return Announced(**before)
    meetup = Meetup(
        meetup_id=new_id(),
        zone=ZONE.key,
        announced_by=person.person_id,
        announced_at=tx.now,
        changed_at=tx.now,
        series_id=new_id() if also else "",
        **fields,
    )
    dates = [meetup, *(replace(meetup, **asdict(one), meetup_id=new_id()) for one in also)]
    for one in dates:
        rules.check_meetup(one, tx.now)
    await check_lists(tx, meetup)
    await check_audience(tx, person, meetup)
    await check_words(tx, person, meetup)
    said = (await screen(tx, [words_of(person, meetup)]))[0]
    for one in dates:
        await _insert(tx, person, one, held=said.waits)
    await say_owners(tx, person, dates, list(dict.fromkeys(owners)))
    await _hold_or_publish(tx, person, meetup, said)
    answer = Announced(meetup.meetup_id, held=said.waits, help=said.danger)
    await insert_receipts(tx, [(key, digest, asdict(answer))])
    return answer


async def _insert(tx: Transaction, person: Person, meetup: Meetup, *, held: bool) -> None:
    state = MeetupState.HELD if held else MeetupState.ANNOUNCED
    meetup = replace(meetup, state=state)
    await store.insert_meetup(tx.db, meetup)
    await index_meetup(tx, meetup)
    await store.insert_organiser(tx.db, meetup.meetup_id, person.person_id)
    if not held:
        ask_for_duties(tx, meetup)


async def release(tx: Transaction, meetup_id: str) -> None:
    """A moderator has read it: everybody who may can find it now, and the dates announced with it.
    NotFound where it does not wait.
    """
    meetup = await store.find_meetup(tx.db, meetup_id, lock=True)
    if meetup is None or not meetup.is_held:
        raise NotFound()
    for one in await _with_its_series(tx, meetup):
        after = replace(one, state=MeetupState.ANNOUNCED)
        await keep_meetup(tx, after)
        ask_for_duties(tx, after)
    tx.record(MeetupPublished(meetup_id))
    if meetup.announced_by:
        await count_published(tx, meetup.announced_by)


async def _with_its_series(tx: Transaction, meetup: Meetup) -> list[Meetup]:
    """What waits is one question to a moderator, whatever number of dates it has."""
    if not (meetup.is_held and meetup.series_id):
        return [meetup]
    return [one for one in await store.list_series(tx.db, meetup.series_id) if one.is_held]


async def set_removed(tx: Transaction, meetup_id: str, *, removed: bool) -> None:
    """For moderation and safeguarding, which asked who may. NotFound where it stands so already."""
    meetup = await store.find_meetup(tx.db, meetup_id, lock=True)
    if meetup is None or (meetup.removed_at is not None) is removed:
        raise NotFound()
    at = tx.now if removed else None
    for one in await _with_its_series(tx, meetup):
        after = replace(one, removed_at=at, changed_at=tx.now, sequence=one.sequence + 1)
        await keep_meetup(tx, after)
        tx.record(MeetupChanged(one.meetup_id, after.sequence))


async def _hold_or_publish(tx: Transaction, person: Person, meetup: Meetup, said: Screened) -> None:
    """A case where it waits, else news; a concern where its words point to danger to life."""
    item, author_id = item_of(meetup), person.person_id
    if said.waits:
        await hold(tx, item, author_id=author_id, place=HUB, sector="", why=said.why)
    else:
        tx.record(MeetupPublished(meetup.meetup_id))
    if said.danger:
        raise_concern_for(tx, item, author_id=author_id, place=HUB)
