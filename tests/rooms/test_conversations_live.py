"""A direct conversation over sockets: the frames of any room, for the people in it alone."""

from peerhub.people.models import Person
from peerhub.rooms.service.talk import accept_talk, ask_to_talk
from tests.rooms.conftest import Hall
from tests.support.factories import make_token
from tests.support.listener import Listener


async def joined(listener: Listener, slug: str, ref: str) -> dict[str, object]:
    await listener.say(type="join", ref=ref, room=slug)
    return await listener.hear()


async def asked(hall: Hall, asker: Person, handle: str) -> str:
    async with hall.hub.transaction() as tx:
        return await ask_to_talk(
            tx, asker, handles=[handle], body="Shall we?", client_id=f"to-{handle}"
        )


async def test_two_talk_live_once_the_asked_has_accepted(hall: Hall) -> None:
    (asker, one), (other_person, other) = await hall.sit_down("Ada"), await hall.sit_down("Ina")
    slug = await asked(hall, asker, "ina")
    waiting = await joined(one, slug, "early")
    assert "post" not in waiting["may"] and "withdraw" in waiting["may"]
    assert (await joined(other, slug, "early"))["code"] == "unknown_room"
    refused = await one.post(slug, "c-0", "Hello again")
    assert (refused["type"], refused["code"]) == ("error", "not_allowed")
    async with hall.hub.transaction() as tx:
        await accept_talk(tx, other_person, slug)
    assert "post" in (await joined(other, slug, "now"))["may"]
    assert "post" in (await joined(one, slug, "now"))["may"]
    ack = await other.post(slug, "c-1", "Gladly")
    frame = await one.until("message", seq=ack["seq"])
    assert (frame["body"], frame["author"]["handle"]) == ("Gladly", "ina")


async def test_no_token_and_nobody_else_joins_it(hall: Hall) -> None:
    (asker, _one), (other, _two) = await hall.sit_down("Abe"), await hall.sit_down("Ivo")
    slug = await asked(hall, asker, "ivo")
    async with hall.hub.transaction() as tx:
        await accept_talk(tx, other, slug)
    by_token = await hall.listen(await make_token(hall.hub, asker, "read", "write"))
    assert (await joined(by_token, slug, "a"))["code"] == "unknown_room"
    _third, outside = await hall.sit_down("Oz")
    assert (await joined(outside, slug, "b"))["code"] == "unknown_room"
