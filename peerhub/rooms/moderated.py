"""The hinge by which moderation finds, releases and removes messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.items import ItemCard, ItemRef, Outcome
from peerhub.core.keys import Keys
from peerhub.core.text import to_excerpt
from peerhub.core.transaction import Transaction
from peerhub.people.models import Person
from peerhub.rooms import access
from peerhub.rooms.conversations import request_for_asked
from peerhub.rooms.models import Message, MessageState, Room, RoomKind
from peerhub.rooms.service import decide
from peerhub.uploads.attachments import with_files


class MessageModerated:
    """The Moderated port for `message`."""

    async def card_for_person(
        self, db: AsyncConnection, person: Person | None, item_id: str
    ) -> ItemCard | None:
        if person is None:
            return None  # no room is ever readable without signing in
        found = await access.message_in_room(db, item_id)
        if found is None or found[0].state is not MessageState.VISIBLE:
            return None
        message, room = found
        try:
            seat = await access.room_for_member(db, person, room.slug)
        except NotFound:
            return await _card_of_request(db, person, message, room)
        bylines = await access.bylines_of(db, [message])
        if await access.hidden_from(db, seat, [message], bylines):
            return None
        return await _card(db, message, room)

    async def card_for_moderator(self, db: AsyncConnection, item_id: str) -> ItemCard | None:
        found = await access.message_in_room(db, item_id)
        return await _card(db, *found) if found else None

    async def own_among(
        self, db: AsyncConnection, keys: Keys, person: Person, item_ids: Sequence[str]
    ) -> set[str]:
        """None: every message has its author beside it."""
        return set()

    async def author_behind(self, db: AsyncConnection, keys: Keys, item_id: str) -> str:
        """Nobody is behind a message but its author."""
        return ""

    async def apply(self, tx: Transaction, item_id: str, outcome: Outcome, reason: str) -> None:
        if outcome is Outcome.RELEASE:
            await decide.release_message(tx, item_id)
        elif outcome is Outcome.REMOVE:
            await decide.remove_message(tx, item_id, reason)
        elif outcome is Outcome.FOLD:
            await decide.fold_message(tx, item_id, reason)
        elif outcome is Outcome.UNFOLD:
            await decide.unfold_message(tx, item_id)
        elif outcome is Outcome.LOCK:
            await decide.lock_room(tx, item_id)
        elif outcome is Outcome.UNLOCK:
            await decide.unlock_room(tx, item_id)
        else:
            await decide.restore_message(tx, item_id)

    async def change_file(self, tx: Transaction, item_id: str, entry: Mapping[str, Any]) -> None:
        await decide.change_file(tx, item_id, entry)


async def _card_of_request(
    db: AsyncConnection, person: Person, message: Message, room: Room
) -> ItemCard | None:
    """Whoever was asked to write can report the one message of the request before they answer."""
    try:
        found = await request_for_asked(db, person, room.slug)
    except NotFound:
        return None
    same = found.message.message_id == message.message_id
    return await _card(db, message, room) if same else None


async def _card(db: AsyncConnection, message: Message, room: Room) -> ItemCard:
    byline = (await access.bylines_of(db, [message])).get(message.message_id)
    return ItemCard(
        ref=ItemRef("message", message.message_id),
        author_id=message.author_id,
        author_name=byline.name if byline else "",
        title=room.title,
        html=with_files(message.html, message.files),
        excerpt=to_excerpt(message.body),
        path=f"/rooms/{room.slug}#m-{message.message_id}",
        place=room.place,
        place_title=room.title,
        sector=room.sector,
        at=to_iso(message.at),
        state=message.state,
        rules=room.rules,
        steps=_steps(message, room),
        edit_path=f"/rooms/{room.slug}/messages/{message.message_id}/edit",
    )


def _steps(message: Message, room: Room) -> tuple[str, ...]:
    """A conversation of a few is nobody's to lock."""
    shown = message.state is MessageState.VISIBLE
    lock = shown and room.kind is not RoomKind.DIRECT and room.locked_at is None
    edit = room.archived_at is None
    return (*(["edit"] if edit else []), *(["lock"] if lock else []))
