"""Change a meetup or cancel it, alone or with the later dates of its series."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from peerhub.core.errors import Refused
from peerhub.core.events import MeetupChanged
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups import rules
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.models import Audience, Choice, Meetup, MeetupState, Seat
from peerhub.meetups.searchable import keep_meetup
from peerhub.meetups.service.audience import check_audience
from peerhub.meetups.service.duties import ask_for_duties
from peerhub.meetups.service.lists import check_lists
from peerhub.meetups.service.seats import fill_seats
from peerhub.meetups.service.words import check_words, item_of, words_of
from peerhub.meetups.store import meetups as store
from peerhub.meetups.store import needs, replies
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.moderation.service.screen import screen_change
from peerhub.moderation.service.unsafe import raise_concern_for
from peerhub.moderation.watch import HUB
from peerhub.people.models import Person


async def change(
    tx: Transaction,
    person: Person,
    meetup_id: str,
    *,
    fields: dict[str, Any],
    later: bool = False,
) -> bool:
    """Those who answered hear of another time, place or way; who has a seat keeps it.

    `later`: what is changed here changes at the later dates of its series too, and what differs
    there stays. True where its new words point to danger: whoever wrote them is led to help.
    """
    before = await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    rules.check_not_over(before, tx.now)
    after = replace(before, **fields)
    if after == before:
        return False
    others = await later_ones(tx, before) if later else []
    pairs = [(before, after), *((one, rules.changed_like(before, after, one)) for one in others)]
    worrying = [await _change_one(tx, person, old, new) for old, new in pairs if old != new]
    return any(worrying)


async def later_ones(tx: Transaction, meetup: Meetup) -> list[Meetup]:
    """Of its series, those after it that still take place, each under its lock."""
    if not meetup.series_id:
        return []
    found = await store.lock_series(tx.db, meetup.series_id, meetup.starts_at)
    return [one for one in found if one.removed_at is None and not one.is_cancelled]


async def _change_one(tx: Transaction, person: Person, before: Meetup, after: Meetup) -> bool:
    rules.check_meetup(after, tx.now)
    await check_lists(tx, after, before)
    await check_audience(tx, person, after, before)
    await check_words(tx, person, after)
    said = await screen_change(tx, words_of(person, after))
    if said.waits and not before.is_held:
        raise Refused(
            _("A moderator would read this first. Leave those words out, or announce it anew."),
            field="about",
        )
    after = replace(after, changed_at=tx.now, sequence=before.sequence + 1)
    await keep_meetup(tx, after)
    await _rearrange(tx, before, after)
    if said.danger:
        raise_concern_for(tx, item_of(after), author_id=person.person_id, place=HUB)
    return said.danger


async def cancel(
    tx: Transaction, person: Person, meetup_id: str, *, reason: str, later: bool = False
) -> None:
    """It stays visible as cancelled, and everybody who answered is told why.

    `later`: the later dates of its series too.
    """
    meetup = await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    rules.check_open(meetup, tx.now)
    if not reason:
        raise Refused(_("Say why. Those who wanted to come read it."), field="reason")
    await check_may_say(tx, person, Place(()), Said(plain=(reason,)))
    for one in [meetup, *(await later_ones(tx, meetup) if later else [])]:
        after = replace(
            one,
            state=MeetupState.CANCELLED,
            reason=reason,
            changed_at=tx.now,
            sequence=one.sequence + 1,
        )
        await keep_meetup(tx, after)
        # nobody has to prepare for it any more
        await needs.delete_needs(tx.db, meetup_id=one.meetup_id)
        tx.record(MeetupChanged(one.meetup_id, after.sequence))


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
        ask_for_duties(tx, after)
    if rules.told_of_change(before, after):
        tx.record(MeetupChanged(after.meetup_id, after.sequence))


async def _ask_no_more(tx: Transaction, meetup: Meetup) -> None:
    """Nobody is asked any more who may come: whoever waited for a yes stands in the line."""
    for one in await replies.list_replies(tx.db, meetup.meetup_id):
        if one.seat is Seat.ASKED:
            await replies.set_reply(tx.db, replace(one, seat=Seat.WAITING))
