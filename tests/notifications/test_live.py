"""A notice reaches every open page of its person over the real socket, and nobody else's."""

from peerhub.core.events import TokenMade
from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.rooms.conftest import Hall, hall, served
from tests.support.factories import make_token
from tests.support.listener import Listener

__all__ = ["hall", "served"]


async def happen(hub: Hub, person: Person, token_id: str) -> None:
    """Something that the running server then tells this person."""
    async with hub.transaction() as tx:
        tx.record(TokenMade(person.person_id, token_id, "read", ""))


async def test_every_line_of_a_person_hears_it_with_the_count(hall: Hall) -> None:
    one, token = await hall.person("Live One")
    _two, other = await hall.person("Live Two")
    lines = [await hall.listen(token), await hall.listen(await make_token(hall.hub, one))]
    stranger = await hall.listen(other)
    await happen(hall.hub, one, "t-1")
    for line in lines:
        frame = await line.until("notice")
        assert set(frame) == {"type", "notice", "unread"}
        assert set(frame["notice"]) == {"id", "text", "path", "at"}
        assert frame["unread"] == 1
    await lines[0].close()
    await happen(hall.hub, one, "t-2")
    assert (await lines[1].until("notice"))["unread"] == 2
    await no_notice(hall, stranger)


async def no_notice(hall: Hall, line: Listener) -> None:
    """Frames of one line keep their order: what comes after a later answer was not before it."""
    await line.join(await hall.room("quiet"))
    assert not [frame for frame in line.heard if frame["type"] == "notice"]


async def test_a_person_who_comes_back_hears_again(hall: Hall) -> None:
    person, token = await hall.person("Live Three")
    first = await hall.listen(token)
    await first.close()
    second = await hall.listen(token)
    await happen(hall.hub, person, "t-3")
    assert (await second.until("notice"))["unread"] == 1
