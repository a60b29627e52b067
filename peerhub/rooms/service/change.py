"""Edit, withdraw and react: each change of a message takes the room's next seq."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from peerhub.core.clock import to_iso
from peerhub.core.errors import HubError, NotFound, Refused
from peerhub.core.events import MessageAddressed
from peerhub.core.items import ItemRef
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.moderation.service.edits import is_asked, show_again
from peerhub.moderation.service.screen import screen_change
from peerhub.moderation.service.unsafe import raise_concern_for
from peerhub.moderation.watch import HELP_ALONE, HELP_PATH, NewItem
from peerhub.rooms import access, rules
from peerhub.rooms.access import Seat
from peerhub.rooms.conversations import check_company
from peerhub.rooms.models import (
    Answer,
    ChangeKind,
    Message,
    MessageState,
    NewChange,
    RoomKind,
)
from peerhub.rooms.searchable import forget_messages, index_messages
from peerhub.rooms.store import messages, reactions, rooms
from peerhub.rooms.wire import announce


async def change_messages(tx: Transaction, changes: Sequence[NewChange]) -> list[Answer | HubError]:
    """Carry out a group; for each its `ack`, or the error that is told. A retry changes nothing.

    Each is checked whole before it writes, so a refused one leaves nothing behind.
    """
    rooms_of = await messages.list_rooms_of(tx.db, [change.message_id for change in changes])
    answers: dict[int, Answer | HubError] = {}
    # By room: locks are always taken in this order, so two workers cannot deadlock.
    for n in sorted(range(len(changes)), key=lambda n: rooms_of.get(changes[n].message_id, "")):
        try:
            answers[n] = await _change(tx, changes[n])
        except HubError as refusal:
            answers[n] = refusal
    return [answers[n] for n in range(len(changes))]


async def _change(tx: Transaction, change: NewChange) -> Answer:
    key = receipt_key(tx, change.person_id, change.client_id)
    said = (change.kind, change.message_id, change.body, change.emoji, str(change.on))
    digest = hash_body(*said)
    before = await first_answer(tx, key, digest)
    if before is not None:
        mine = before.pop("mine", None)
        return Answer(**before, mine=None if mine is None else tuple(mine))
    message, seat = await _message_and_seat(tx, change)
    answer = await CARRY_OUT[change.kind](tx, seat, message, change)
    await insert_receipts(tx, [(key, digest, asdict(answer))])
    return answer


async def _message_and_seat(tx: Transaction, change: NewChange) -> tuple[Message, Seat]:
    """NotFound alike for a message that never was and for one that they may not see."""
    found = await access.message_in_room(tx.db, change.message_id)
    if found is None:
        raise NotFound()
    _message, room = found
    if change.room not in (None, room.slug):
        raise NotFound()
    pair = (change.person_id, room.slug)
    seats = await access.rooms_for_members(tx.db, [pair], by_token=change.by_token)
    if pair not in seats:
        raise NotFound()
    seat = seats[pair]
    return await access.message_for_reader(tx.db, seat, change.message_id), seat


async def _edit(tx: Transaction, seat: Seat, message: Message, change: NewChange) -> Answer:
    """New words in place of the old ones, which moderators can still read."""
    item = ItemRef("message", message.message_id)
    asked = not rules.can_edit(message, tx.now) and await is_asked(tx.db, item)
    rules.check_may_edit(message, change.person_id, tx.now, asked=asked)
    rules.check_may_post(seat.person, seat.room, facilitates=seat.facilitates, now=tx.now)
    await check_company(tx.db, seat)
    place = Place(seat.room.scopes, direct=seat.room.kind is RoomKind.DIRECT)
    await check_may_say(tx, seat.person, place, Said(change.html))
    screened = message.state is MessageState.VISIBLE and seat.room.kind is not RoomKind.DIRECT
    said = await screen_change(tx, _changed_item(message, seat, change))
    if screened and said.waits:
        raise Refused(
            _("A moderator would read this first. Take this one back and write it anew."),
            code="not_allowed",
        )
    if change.body == message.body:
        return _answer(tx, seat, message)
    if said.danger and seat.room.kind is not RoomKind.DIRECT:
        raise_concern_for(tx, item, author_id=change.person_id, place=seat.room.place)
    await messages.insert_version(tx.db, message, tx.now)
    words = {"body": change.body, "html": change.html, "edited_at": tx.now}
    now = await _store(tx, seat, message, words)
    if now.state is MessageState.HELD:
        await show_again(tx, item)
    if now.state is MessageState.VISIBLE and rules.mentioned_handles(now.body):
        tx.record(MessageAddressed(now.message_id))
    led_to = HELP_ALONE if seat.room.kind is RoomKind.DIRECT else HELP_PATH
    return replace(_answer(tx, seat, now), help=led_to if said.danger else "")


def _changed_item(message: Message, seat: Seat, change: NewChange) -> NewItem:
    text = f"{message.warning}\n{change.body}"
    return NewItem(change.person_id, seat.room.place, text, change.html)


async def _withdraw(tx: Transaction, seat: Seat, message: Message, change: NewChange) -> Answer:
    """Nobody but moderators can read it any more; its place stays."""
    rules.check_may_change(message, change.person_id)
    fields = {"state": MessageState.WITHDRAWN}
    return _answer(tx, seat, await _store(tx, seat, message, fields))


async def _react(tx: Transaction, seat: Seat, message: Message, change: NewChange) -> Answer:
    """One of the fixed reactions, on or off; on what is on already nothing changes."""
    rules.check_may_react(message)
    if change.on:
        rules.check_may_post(seat.person, seat.room, facilitates=True)
    mine = set(await reactions.find_reactions(tx.db, message.message_id, change.person_id))
    if (change.emoji in mine) is not change.on:
        row = (message.message_id, change.person_id, change.emoji)
        if change.on:
            await reactions.insert_reaction(tx.db, *row)
        else:
            await reactions.delete_reaction(tx.db, *row)
        mine ^= {change.emoji}
        counts = await reactions.count_reactions(tx.db, message.message_id)
        message = await _store(tx, seat, message, {"reactions": counts})
    return replace(_answer(tx, seat, message), mine=tuple(sorted(mine)))


CARRY_OUT = {
    ChangeKind.EDIT: _edit,
    ChangeKind.WITHDRAW: _withdraw,
    ChangeKind.REACT: _react,
}


async def _store(tx: Transaction, seat: Seat, message: Message, fields: dict[str, Any]) -> Message:
    """Compare and set, with the room's next seq where it stands in the log; then the room is told."""
    placed: dict[str, Any] = {}
    if message.seq is not None:
        placed = {"seq": await rooms.take_seqs(tx.db, seat.room.room_id, 1)}
    done = await messages.set_message_state(
        tx.db, message.message_id, [message.state], **fields, **placed
    )
    if not done:
        raise Refused(_("This was just changed. Look again and repeat it."), code="conflict")
    now = replace(message, **fields, **placed)
    if now.state is not MessageState.VISIBLE:
        await forget_messages(tx, [now.message_id])
    elif "body" in fields:
        await index_messages(tx, [now])
    if now.seq is not None:
        bylines = await access.bylines_of(tx.db, [now])
        announce(tx, seat.room, now, bylines.get(now.message_id))
    return now


def _answer(tx: Transaction, seat: Seat, message: Message) -> Answer:
    return Answer(
        seat.room.slug,
        message.message_id,
        message.seq,
        to_iso(tx.now),
        message.state is MessageState.HELD,
    )
