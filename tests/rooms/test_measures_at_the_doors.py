"""What a moderator has taken holds on the socket, in the API and in direct conversations alike."""

import pytest

from peerhub.moderation.measures import MeasureKind
from peerhub.rooms.models import RoomKind
from peerhub.rooms.store.members import insert_memberships
from tests.rooms.conftest import Hall
from tests.support.api_client import ApiClient
from tests.support.factories import make_person, make_room
from tests.support.measures import make_measure

FROZEN = "You may read but not write at the moment."


async def test_who_is_frozen_reads_on_and_reports_and_is_refused_by_every_other_frame(
    hall: Hall,
) -> None:
    room = await hall.room("frozen-room")
    other, other_token = await hall.person("Writer of frozen room")
    person, token = await hall.person("Frozen of the room")
    judge = await make_person(hall.hub, "Judge of frozen room", roles=("administrator",))
    writer, listener = await hall.listen(other_token), await hall.listen(token)
    await writer.join(room)
    said = await writer.post(room, "w1", "Something")
    assert (await listener.join(room))["may"] == ["post", "react", "edit", "withdraw", "report"]
    mine = await listener.post(room, "f1", "Mine")
    await make_measure(hall.hub, judge, person, MeasureKind.FREEZE)
    refused = await listener.post(room, "f2", "No more")
    assert (refused["type"], refused["code"]) == ("error", "muted")
    assert refused["detail"].startswith(FROZEN)
    for frame in (
        {"type": "edit", "message": mine["id"], "body": "Other"},
        {"type": "react", "message": said["id"], "emoji": "👍", "on": True},
    ):
        await listener.say(**frame, ref="r", id=f"x-{frame['type']}")
        assert (await listener.until("error", ref="r"))["code"] == "muted", frame
    report = {"message": said["id"], "reason": "rules"}
    await listener.say(type="report", ref="p", id="p1", **report)
    assert (await listener.until("ack", ref="p"))["reference"]
    await listener.say(type="withdraw", ref="w", id="w1", message=mine["id"])
    assert await listener.until("ack", ref="w")
    await writer.post(room, "w2", "Still read")
    assert (await listener.until("message", body="Still read"))["author"]["name"] == other.name
    again = await hall.listen(token)
    assert (await again.join(room))["may"] == ["withdraw", "report"]


async def test_the_api_says_so_too(hall: Hall) -> None:
    room = await hall.room("frozen-api")
    person, token = await hall.person("Frozen of the API")
    judge = await make_person(hall.hub, "Judge of frozen api", roles=("administrator",))
    client = ApiClient(hall.server.address, token)
    status, said = client.post(f"/rooms/{room}/messages", {"id": "a1", "body": "Mine"})
    assert status == 201
    await make_measure(hall.hub, judge, person, MeasureKind.FREEZE)
    status, problem = client.post(f"/rooms/{room}/messages", {"id": "a2", "body": "No more"})
    assert (status, problem["code"]) == (422, "muted") and problem["detail"].startswith(FROZEN)
    assert client.get(f"/rooms/{room}/messages")[0] == 200
    report = {"kind": "message", "id": said["id"], "reason": "rules"}
    assert client.post("/reports", report)[0] == 201
    await make_measure(hall.hub, judge, person, MeasureKind.BAN)
    assert client.get(f"/rooms/{room}/messages")[0] == 401, "and who is banned not at all"


@pytest.mark.parametrize(("place", "refused"), [("", True), ("space:limited-dm", False)])
async def test_a_limit_everywhere_ends_direct_words_and_one_in_a_place_does_not(
    hall: Hall, place: str, refused: bool
) -> None:
    name = "everywhere" if refused else "in a place"
    person, token = await hall.sit_down(f"Limited {name}")
    friend = await make_person(hall.hub, f"Friend {name}")
    judge = await make_person(hall.hub, f"Judge {name}", roles=("administrator",))
    talk = await make_room(hall.hub, "", "Conversation", kind=RoomKind.DIRECT)
    async with hall.hub.transaction() as tx:
        both = [(one.person_id, talk.room_id) for one in (person, friend)]
        await insert_memberships(tx.db, both, tx.now)
    await token.join(talk.slug)
    assert (await token.post(talk.slug, "d1", "Hello"))["type"] == "ack"
    await make_measure(hall.hub, judge, person, MeasureKind.LIMIT, place=place)
    answer = await token.post(talk.slug, "d2", "Hello again")
    assert answer["type"] == ("error" if refused else "ack")
    assert answer.get("code", "") == ("muted" if refused else "")


async def test_of_two_posts_at_once_in_one_group_one_is_too_fast(hall: Hall) -> None:
    room = await hall.room("limited-room")
    person, token = await hall.person("Limited in the room")
    judge = await make_person(hall.hub, "Judge of limited room", roles=("administrator",))
    await make_measure(hall.hub, judge, person, MeasureKind.LIMIT, place=f"space:{room}")
    one, two = await hall.listen(token), await hall.listen(token)
    for listener in (one, two):
        await listener.join(room)
        await listener.say(type="post", ref="l", room=room, id=f"l-{id(listener)}", body="Hi")
    answers = []
    for listener in (one, two):
        frame = await listener.hear()
        while frame.get("ref") != "l":
            frame = await listener.hear()
        answers.append((frame["type"], frame.get("code"), frame.get("retry_after", 0) > 590))
    assert sorted(answers) == [("ack", None, False), ("error", "rate_limited", True)]
    link = await one.post(room, "l3", "https://example.org/")
    assert (link["code"], "post links" in link["detail"]) == ("muted", True)
    await make_measure(hall.hub, judge, person, MeasureKind.SUSPEND)
    assert await one.closed() == 4001
