"""Rooms of every kind for the pages to look at: Eli looks after them, others wait or were sent out."""

from collections.abc import Mapping

from peerhub.core.hub import Hub
from peerhub.core.transaction import Transaction
from peerhub.people.access import person_by_handle
from peerhub.people.models import Person, Role
from peerhub.people.service.roles import give_role
from peerhub.rooms.models import MemberState, Room, RoomKind
from peerhub.rooms.service.rooms import open_room
from peerhub.rooms.service.settings import sign_on
from peerhub.rooms.service.talk import ask_to_talk
from peerhub.rooms.store.members import insert_name, set_membership
from peerhub.rooms.store.rooms import set_room
from tests.browser.world_boards import open_boards
from tests.support.belonging import meet_and_list
from tests.support.listing import ask_and_join

RULES = "- One thing at a time\n- What is said here stays here\n- [Ask](https://example.org) first"


async def open_places(hub: Hub, people: Mapping[str, Person]) -> dict[str, str]:
    """Their addresses by name: `reading` is restricted, `circle` private, `shelter` confidential;
    `office-hour` is open to everybody on another day of the week.

    `talk` is a request of Amina's that waits for Eli.
    """
    async with hub.transaction() as tx:
        reading = await _open(tx, people, RoomKind.RESTRICTED, "reading", "Reading group")
        circle = await _open(tx, people, RoomKind.PRIVATE, "", "A circle of seven")
        shelter = await _open(tx, people, RoomKind.CONFIDENTIAL, "", "A shelter")
        await open_room(tx, slug="office-hour", title="Office hour")
        far = (tx.now.weekday() + 3) % 7  # whatever the clock does in the meantime, not now
        await set_room(tx.db, "office-hour", hours=[[far, "09:00", "17:00"]])
        await _put(
            tx, reading, people["long"], MemberState.ASKED, words="I have read them all. " * 9
        )
        await _put(tx, reading, people["gus"], MemberState.ASKED)
        await _put(tx, reading, people["bo"], MemberState.REMOVED)
        await _put(tx, circle, people["amina"], MemberState.INVITED)
        await _put(tx, circle, people["bo"], MemberState.INVITED)
        await insert_name(tx.db, reading.room_id, "river_", "River", people["amina"].person_id)
        await _put(tx, reading, people["amina"], MemberState.MEMBER, own_handle="river_")
        eli = await person_by_handle(tx.db, "eli")  # with the roles of a moment ago
        await sign_on(tx, eli, reading.slug, 8)
        words = "May I ask you about the form? https://example.org/form\n\nIt is long."
        talk = await ask_to_talk(
            tx, people["amina"], handles=["eli", "bo"], body=words, client_id="talk"
        )
    secret = {"circle": circle.slug, "shelter": shelter.slug, "talk": talk}
    places = {"reading": reading.slug} | secret | await open_boards(hub, people)
    four = (people[name] for name in ("fay", "amina", "bo", "cleo"))
    places |= await meet_and_list(hub, *four)
    return places | await ask_and_join(hub, "monthly-letter")


async def _open(
    tx: Transaction, people: Mapping[str, Person], kind: RoomKind, slug: str, title: str
) -> Room:
    room = await open_room(tx, slug=slug, title=title, kind=kind, topic="A page a day, together")
    await set_room(
        tx.db,
        room.slug,
        rules=RULES,
        own_names=True,
        slow_seconds=30,
        locked_at=tx.now,
        hours=[[day, "23:58", "23:59"] for day in range(7)],
    )
    role = Role("facilitator", room.place)
    await give_role(tx, person_id=people["eli"].person_id, role=role, by=None)
    await _put(tx, room, people["eli"], MemberState.MEMBER)
    return room


async def _put(
    tx: Transaction, room: Room, person: Person, state: MemberState, **fields: str
) -> None:
    await set_membership(
        tx.db,
        room.room_id,
        person.person_id,
        before=[None],
        state=state,
        at=tx.now,
        **fields,
    )
