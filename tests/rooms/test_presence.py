"""How many are here: only where it is wanted, never a name, never in a confidential room."""

from peerhub.rooms.models import RoomKind
from peerhub.rooms.presence import coarse
from peerhub.rooms.store.members import insert_memberships
from peerhub.rooms.store.rooms import set_room
from tests.rooms.conftest import Hall
from tests.support.factories import make_room


async def test_who_comes_and_goes_is_told_as_a_number(hall: Hall) -> None:
    room = await hall.room("counted")
    async with hall.hub.transaction() as tx:
        await set_room(tx.db, room, presence=True)
    one = await hall.listen((await hall.person("Here One"))[1])
    two = await hall.listen((await hall.person("Here Two"))[1])
    assert (await one.join(room))["here"] == 1
    assert (await two.join(room))["here"] == 2
    told = await one.until("presence", here=2)
    assert told == {"type": "presence", "room": room, "here": 2}
    await two.say(type="leave", ref="l", room=room)
    await one.until("presence", here=1)


async def test_two_lines_of_one_person_are_one_person(hall: Hall) -> None:
    room = await hall.room("counted-once")
    async with hall.hub.transaction() as tx:
        await set_room(tx.db, room, presence=True)
    _person, token = await hall.person("Two Lines")
    phone, desk = await hall.listen(token), await hall.listen(token)
    await phone.join(room)
    assert (await desk.join(room))["here"] == 1


async def test_nothing_is_said_where_nobody_wanted_it(hall: Hall) -> None:
    room = await hall.room("uncounted")
    one = await hall.listen((await hall.person("Not Counted"))[1])
    assert "here" not in await one.join(room)


async def test_a_confidential_room_never_says_who_is_awake(hall: Hall) -> None:
    secret = await make_room(hall.hub, "z", "Secret", kind=RoomKind.CONFIDENTIAL)
    person, listener = await hall.sit_down("Quiet Member")
    async with hall.hub.transaction() as tx:
        await set_room(tx.db, secret.slug, presence=True)
        await insert_memberships(tx.db, [(person.person_id, secret.room_id)], tx.now)
    assert "here" not in await listener.join(secret.slug)


def test_many_are_told_to_the_next_ten() -> None:
    assert [coarse(n) for n in (0, 1, 9, 10, 14, 16, 99, 104)] == [0, 1, 9, 10, 10, 20, 100, 100]
