"""The only way to an extract: for who proposed it and for those whose messages are in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.extracts import rules, store
from peerhub.extracts.models import Answer, Extract, Line
from peerhub.forum.access import board_for_writer, boards_for_writer
from peerhub.forum.models import Board
from peerhub.people.models import Person
from peerhub.rooms import access as rooms
from peerhub.rooms.access import Seat
from peerhub.rooms.models import Byline, Message

AROUND = 30  # messages offered after the first one


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was said, as this reader has it: oldest first, with the names it was said under."""

    seat: Seat
    said: list[Message]
    bylines: Mapping[str, Byline]


@dataclass(frozen=True, slots=True)
class Opened:
    """An extract for one of its people. `lines` are those whose messages still stand."""

    extract: Extract
    board: Board
    exchange: Exchange
    lines: list[Line]
    person: Person

    @property
    def mine(self) -> list[Line]:
        return [line for line in self.lines if line.author_id == self.person.person_id]

    @property
    def is_proposer(self) -> bool:
        return self.extract.by_id == self.person.person_id

    @property
    def agreed(self) -> list[Line]:
        return [line for line in self.lines if line.answer is Answer.AGREED]


async def exchange_for_proposer(
    db: AsyncConnection, person: Person, slug: str, message_id: str
) -> Exchange:
    """A message and what was said after it in the same log, without what this reader cannot read.

    NotFound and Refused as for the room and for what may leave it.
    """
    seat = await rooms.room_for_member(db, person, slug)
    rules.check_may_extract(seat)
    first = await rooms.message_for_reader(db, seat, message_id)
    if not rules.can_carry(first):
        raise NotFound()
    within = first.thread_id or ""
    found = await rooms.messages_from(db, seat, first.created_seq or 0, AROUND, within=within)
    return await _readable(db, seat, [m for m in found if rules.can_carry(m)])


async def _readable(db: AsyncConnection, seat: Seat, said: list[Message]) -> Exchange:
    bylines = await rooms.bylines_of(db, said)
    hidden = await rooms.hidden_from(db, seat, said, bylines)
    shown = [m for m in said if m.message_id in bylines and m.message_id not in hidden]
    return Exchange(seat, shown, bylines)


async def boards_to_choose(db: AsyncConnection, person: Person) -> list[Board]:
    return await boards_for_writer(db, person)


async def board_to_fill(db: AsyncConnection, person: Person, slug: str) -> Board:
    return await board_for_writer(db, person, slug)


async def extract_for_person(db: AsyncConnection, person: Person, extract_id: str) -> Opened:
    """NotFound for anybody whom it does not concern, and for who lost the room or the board."""
    extract = await store.find_extract(db, extract_id)
    if extract is None:
        raise NotFound()
    lines = await store.list_lines(db, extract_id)
    if person.person_id not in {extract.by_id, *(line.author_id for line in lines)}:
        raise NotFound()
    seat = await rooms.room_for_member(db, person, extract.room_slug)
    board = await board_for_writer(db, person, extract.board)
    said = [await rooms.message_for_reader(db, seat, line.message_id) for line in lines]
    exchange = await _readable(db, seat, [m for m in said if rules.can_carry(m)])
    standing = {m.message_id for m in said if rules.can_carry(m)}
    return Opened(extract, board, exchange, [x for x in lines if x.message_id in standing], person)


async def words_to_carry(db: AsyncConnection, opened: Opened) -> list[tuple[Message, Byline]]:
    """What was agreed to and still stands, in its order, whatever a block hides from who asks."""
    found = []
    for line in opened.agreed:
        message = await rooms.message_for_reader(db, opened.exchange.seat, line.message_id)
        byline = (await rooms.bylines_of(db, [message])).get(message.message_id)
        if byline is not None:
            found.append((message, byline))
    return found
