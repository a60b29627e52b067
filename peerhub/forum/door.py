"""The ways to a board's door, its people and what they may do there: for those it is open to.

A board that somebody may not know of raises the same NotFound as one that never was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Forbidden, NotFound
from peerhub.forum import rules
from peerhub.forum.models import Board, BoardKind, MemberState
from peerhub.forum.store import boards, members
from peerhub.people.access import holders_of, people_by_id
from peerhub.people.models import Person, RoleName


@dataclass(frozen=True, slots=True)
class Door:
    """A board as somebody stands before it or in it. `inside`: they may read it.

    `first`: they were appointed to look after a board that nobody was ever in. `person` is None
    for a stranger, who stands at public boards alone.
    """

    board: Board
    person: Person | None
    state: MemberState | None
    inside: bool
    first: bool = False

    @property
    def facilitates(self) -> bool:
        is_member = self.state is MemberState.MEMBER
        return rules.can_facilitate(self.person, self.board, is_member=is_member)

    @property
    def may_walk_in(self) -> bool:
        if self.person is None:
            return False
        return self.first or rules.can_walk_in(self.person, self.board, self.state)

    @property
    def may_ask(self) -> bool:
        fresh = self.person is not None and self.state is None and not self.may_walk_in
        closed = self.board.archived_at is not None
        return self.board.kind is BoardKind.RESTRICTED and fresh and not closed

    @property
    def may_manage(self) -> bool:
        """Of a secret board its own facilitators, from inside; of another also before they enter."""
        if self.state is MemberState.REMOVED or (self.board.kind.is_secret and not self.inside):
            return False
        return self.facilitates

    @property
    def may_change(self) -> bool:
        """Its settings: who looks after it, and an administrator where it is no secret board."""
        if self.may_manage:
            return True
        holds = self.person is not None and self.person.holds(RoleName.ADMINISTRATOR)
        return holds and not self.board.kind.is_secret


async def door_for_visitor(db: AsyncConnection, person: Person | None, slug: str) -> Door:
    """NotFound for a board that is not there, or that this visitor may not know of."""
    found = await boards.find_standing(db, person.person_id if person else None, slug=slug)
    door = await _door(db, person, *found) if found else None
    if door is None:
        raise NotFound()
    return door


async def door_from_outside(db: AsyncConnection, person: Person | None, slug: str) -> Door:
    """The door of a board that somebody may know of but not read; NotFound else."""
    found = await door_for_visitor(db, person, slug)
    if found.inside:
        raise NotFound()
    return found


async def doors_to_knock_at(db: AsyncConnection, person: Person | None) -> list[Door]:
    """Boards that they do not read and may ask for, or to which they are invited or appointed."""
    if person is None:
        return []
    found = await boards.list_standings(db, person.person_id)
    doors = [await _door(db, person, board, state) for board, state in found]
    shut = [door for door in doors if door is not None and not door.inside]
    return [door for door in shut if door.state is not MemberState.REMOVED]


async def boards_known_among(
    db: AsyncConnection, person: Person, board_ids: Collection[str]
) -> list[Board]:
    """Those of these boards that they may read or know of, closed ones not."""
    found = await boards.list_standings(db, person.person_id)
    doors = [await _door(db, person, *one) for one in found if one[0].board_id in board_ids]
    return [door.board for door in doors if door is not None]


async def _door(
    db: AsyncConnection, person: Person | None, board: Board, state: MemberState | None
) -> Door | None:
    inside = rules.can_read(person, board, state)
    if inside or rules.can_know(person, board, state):
        return Door(board, person, state, inside)
    if not rules.can_be_first(person, board, state, people=0):
        return None
    people = await members.count_people(db, board.board_id)
    first = rules.can_be_first(person, board, state, people=people)
    return Door(board, person, state, inside=False, first=True) if first else None


async def board_for_facilitator(db: AsyncConnection, person: Person, slug: str) -> Door:
    """A board that this person looks after; Forbidden where they may only know of it."""
    found = await door_for_visitor(db, person, slug)
    if not found.may_manage:
        raise Forbidden()
    return found


async def board_to_change(db: AsyncConnection, person: Person, slug: str) -> Door:
    """A board whose settings are this person's to change; Forbidden where they may only know of it."""
    found = await door_for_visitor(db, person, slug)
    if not found.may_change:
        raise Forbidden()
    return found


async def board_for_administrator(db: AsyncConnection, slug: str) -> Board:
    """An open or restricted board; NotFound for a secret one, as for one that never was."""
    board = await boards.find_board(db, slug)
    if board is None or board.kind.is_secret:
        raise NotFound()
    return board


async def boards_to_manage(db: AsyncConnection) -> list[Board]:
    """What an administrator sees to: open and restricted boards, archived ones too."""
    found = await boards.list_boards(db, archived=True)
    return [b for b in found if b.kind in (BoardKind.OPEN, BoardKind.RESTRICTED)]


@dataclass(frozen=True, slots=True)
class Fellow:
    """Somebody in or before a board."""

    person_id: str = field(repr=False)
    handle: str
    name: str
    facilitates: bool = False
    words: str = ""


async def people_for_facilitator(
    db: AsyncConnection, door: Door, state: MemberState
) -> list[Fellow]:
    """Who is in this state, by name: an order by time would tell who came when."""
    held = await members.list_members(db, door.board.board_id, state)
    return await _fellows(db, door.board, {one.person_id: one.words for one in held}, state)


async def fellow_for_facilitator(
    db: AsyncConnection, door: Door, handle: str, states: Sequence[MemberState]
) -> Fellow:
    """One of them by their handle; NotFound for anybody else."""
    for state in states:
        for fellow in await people_for_facilitator(db, door, state):
            if fellow.handle == handle:
                return fellow
    raise NotFound()


async def facilitators_of(db: AsyncConnection, board: Board) -> list[Fellow]:
    """Who looks after a board, as people at its door may know: of a secret one, those inside."""
    holders = [p.person_id for p in await holders_of(db, "facilitator", board.scopes)]
    holders += [p.person_id for p in await holders_of(db, "moderator", board.scopes)]
    if board.kind.is_secret:
        states = await members.list_states(db, board.board_id, holders)
        holders = [p for p in holders if states.get(p) is MemberState.MEMBER]
    found = await _fellows(db, board, dict.fromkeys(holders, ""), MemberState.MEMBER)
    return [fellow for fellow in found if fellow.facilitates]


async def readers_among(
    db: AsyncConnection, board: Board, people: Iterable[Person]
) -> list[Person]:
    """Those of them who may read this board now: nobody else hears what happens in it."""
    asked = list(people)
    states = await members.list_states(db, board.board_id, [one.person_id for one in asked])
    return [one for one in asked if rules.can_read(one, board, states.get(one.person_id))]


async def managers_to_tell(db: AsyncConnection, board: Board) -> list[Person]:
    """Who hears that somebody asks to come in: facilitators, else moderators of the place."""
    found = await holders_of(db, "facilitator", board.scopes)
    return found or await holders_of(db, "moderator", board.scopes)


async def _fellows(
    db: AsyncConnection, board: Board, words: Mapping[str, str], state: MemberState
) -> list[Fellow]:
    inside = state is MemberState.MEMBER
    found = [
        Fellow(
            person_id,
            person.handle,
            person.name,
            rules.can_facilitate(person, board, is_member=inside),
            words[person_id],
        )
        for person_id, person in (await people_by_id(db, words)).items()
    ]
    return sorted(found, key=lambda fellow: (fellow.name.casefold(), fellow.handle))


async def count_members(db: AsyncConnection, board: Board) -> int:
    return await members.count_members(db, board.board_id)
