"""Boards of every kind with who looks after them, and people who stand to them in every way."""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.forum.models import Board, BoardKind, MemberState, Words
from peerhub.forum.service.boards import open_board
from peerhub.forum.service.write import Written, reply, start_thread
from peerhub.forum.store.boards import find_board, set_board
from peerhub.forum.store.members import set_membership
from peerhub.forum.tables import posts, threads
from peerhub.people.models import Person
from peerhub.people.rules import parse_role
from peerhub.people.service.roles import give_role
from tests.support.factories import make_person


@dataclass
class Place:
    """One board; `mimi` looks after it from inside."""

    hub: Hub
    board: Board
    mimi: Person
    said: int = 0
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/forum/{self.board.slug}"

    async def put(self, person: Person, state: MemberState, **fields: Any) -> Person:
        async with self.hub.transaction() as tx:
            await set_membership(
                tx.db,
                self.board.board_id,
                person.person_id,
                before=[None, *MemberState],
                state=state,
                at=tx.now,
                **fields,
            )
        return person

    async def set(self, **fields: Any) -> None:
        async with self.hub.transaction() as tx:
            await set_board(tx.db, self.board.slug, **fields)

    async def now(self) -> Board:
        async with self.hub.reading() as db:
            found = await find_board(db, self.board.slug)
        assert found is not None
        return found

    async def asks(self, person: Person, title: str, body: str, **more: Any) -> Written:
        self.said += 1
        async with self.hub.transaction() as tx:
            return await start_thread(
                tx,
                person,
                board=self.board.slug,
                client_id=f"said-{self.said}",
                title=title,
                words=Words(body, to_html(body)),
                **more,
            )

    async def answers(
        self, person: Person, thread_id: str, body: str, reply_to: str | None = None, **more: Any
    ) -> Written:
        self.said += 1
        async with self.hub.transaction() as tx:
            return await reply(
                tx,
                person,
                thread_id=thread_id,
                client_id=f"said-{self.said}",
                words=Words(body, to_html(body), reply_to),
                **more,
            )

    async def bodies(self) -> list[str]:
        query = select(posts.c.body).join(threads, threads.c.thread_id == posts.c.thread_id)
        async with self.hub.reading() as db:
            found = await db.execute(query.where(threads.c.board_id == self.board.board_id))
            return sorted(found.scalars())


async def make_place(
    hub: Hub, kind: BoardKind = BoardKind.OPEN, *, slug: str = "", title: str = "Willow"
) -> Place:
    """A board with its facilitator in it."""
    async with hub.transaction() as tx:
        board = await open_board(tx, slug=slug or f"place-{kind}", title=title, kind=kind)
    mimi = await make_person(hub, f"Mimi {title} {kind}")
    async with hub.transaction() as tx:
        role = parse_role(f"facilitator@{board.place}")
        await give_role(tx, person_id=mimi.person_id, role=role, by=None)
    place = Place(hub, board, replace(mimi, roles=(role,)))
    if kind is not BoardKind.OPEN:
        await place.put(mimi, MemberState.MEMBER)
    return place
