"""Rooms of every kind with people who stand to them in every way, for the tests of who may what."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.people.models import Person
from peerhub.people.rules import parse_role
from peerhub.people.service.roles import give_role
from peerhub.rooms.models import Answer, MemberState, NewMessage, Room, RoomKind
from peerhub.rooms.service.post import post_messages
from peerhub.rooms.store.members import set_membership
from peerhub.rooms.store.rooms import find_room, set_room
from peerhub.rooms.tables import messages
from tests.support.factories import make_person, make_room
from tests.support.visitor import Page


@dataclass
class Place:
    """One room; `mimi` facilitates it from inside."""

    hub: Hub
    room: Room
    mimi: Person
    people: dict[str, Person] = field(default_factory=dict)
    said: int = 0

    @property
    def path(self) -> str:
        return f"/rooms/{self.room.slug}"

    async def put(self, person: Person, state: MemberState, **fields: Any) -> Person:
        async with self.hub.transaction() as tx:
            before = [None, *MemberState]
            await set_membership(
                tx.db,
                self.room.room_id,
                person.person_id,
                before=before,
                state=state,
                at=tx.now,
                **fields,
            )
        return person

    async def set(self, **fields: Any) -> None:
        async with self.hub.transaction() as tx:
            await set_room(tx.db, self.room.slug, **fields)

    async def now(self) -> Room:
        async with self.hub.reading() as db:
            found = await find_room(db, self.room.slug)
        assert found is not None
        return found

    async def says(self, person: Person, body: str, **fields: Any) -> Any:
        """What posting is answered: an Answer, or the error."""
        self.said += 1
        draft = NewMessage(
            person.person_id, self.room.slug, f"said-{self.said}", body, to_html(body)
        )
        async with self.hub.transaction() as tx:
            return (await post_messages(tx, [replace(draft, **fields)]))[0]

    async def said_by(self, person: Person, body: str) -> str:
        """The id of a message that was taken."""
        answer = await self.says(person, body)
        assert isinstance(answer, Answer), answer
        return answer.message_id

    async def bodies(self) -> list[str]:
        query = select(messages.c.body).where(messages.c.room_id == self.room.room_id)
        async with self.hub.reading() as db:
            return sorted((await db.execute(query)).scalars())


async def make_place(hub: Hub, kind: RoomKind, *, slug: str = "", title: str = "Willow") -> Place:
    """A room with its facilitator in it."""
    room = await make_room(hub, slug or f"place-{kind}", title, kind=kind)
    mimi = await make_person(hub, f"Mimi {title} {kind}")
    async with hub.transaction() as tx:
        role = parse_role(f"facilitator@{room.place}")
        await give_role(tx, person_id=mimi.person_id, role=role, by=None)
    place = Place(hub, room, replace(mimi, roles=(role,)))
    await place.put(mimi, MemberState.MEMBER)
    return place


def seen(page: Page, slug: str) -> tuple[int, str, dict[str, str]]:
    """All that came back, but for the address itself and what differs between two answers."""
    text = re.sub(r'name="_token" value="[^"]*"', "", page.text.replace(slug, "SLUG"))
    headers = {
        name: said.replace(slug, "SLUG")
        for name, said in page.headers.items()
        if name not in ("date", "set-cookie", "content-length")  # packed pages are padded
    }
    return page.status, text, headers
