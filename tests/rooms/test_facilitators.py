"""What those who look after a room can do there, that nobody else can, and what the trail keeps."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from peerhub.core.clock import ZONE
from peerhub.core.errors import Refused, TooFast
from peerhub.core.hub import Hub
from peerhub.moderation.tables import log_entries
from peerhub.people.models import Person
from peerhub.rooms.models import Answer, MemberState, RoomKind
from tests.rooms.conftest import Hall
from tests.rooms.places import Place, make_place
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.visitor import Visitors


@pytest.fixture
async def place(hub: Hub) -> Place:
    return await make_place(hub, RoomKind.OPEN)


async def trail(hub: Hub) -> list[tuple[str, str]]:
    query = select(log_entries.c.action, log_entries.c.actor_id).order_by(log_entries.c.entry_id)
    async with hub.reading() as db:
        found = [(row[0], row[1]) for row in await db.execute(query)]
    return [entry for entry in found if entry[0].startswith("room.")]


DOORS = [
    ("/manage", {"title": "Mine now", "keep_days": "0", "slow_seconds": "0"}),
    ("/lock", {"action": "lock"}),
    ("/duty", {"action": "on"}),
    ("/members", {"handle": "bo", "action": "remove"}),
    ("/invitations", {"handle": "bo"}),
]


@pytest.mark.parametrize("roles", [(), ("administrator",), ("facilitator@sector:noise",)])
async def test_nobody_else_looks_after_it(
    hub: Hub, place: Place, visitor: Visitors, bo: Person, roles: tuple[str, ...]
) -> None:
    await place.put(bo, MemberState.MEMBER)
    message = await place.said_by(bo, "Pin me")
    browser = await visitor.of(await make_person(hub, "Carol", roles=roles))
    before = await place.now()
    for tail in ("/manage", "/members"):
        assert (await browser.get(f"{place.path}{tail}")).status == 403
    for tail, fields in [*DOORS, (f"/messages/{message}/pin", {"action": "pin"})]:
        assert (await browser.post(f"{place.path}{tail}", fields)).status == 403, tail
    assert await place.now() == before
    assert "Look after it" not in (await browser.get(place.path)).words


async def test_a_moderator_of_the_hub_looks_after_open_rooms(
    place: Place, visitor: Visitors, cleo: Person
) -> None:
    browser = await visitor.of(cleo)
    assert (await browser.get(f"{place.path}/manage")).status == 200


async def test_the_settings_are_as_they_were_written(place: Place, visitor: Visitors) -> None:
    browser = await visitor.of(place.mimi)
    await browser.get(f"{place.path}/manage")
    week = ["09:00", *[""] * 6]
    await browser.submit(
        f"{place.path}/manage",
        title="Willow tree",
        topic="Shade",
        rules="- Be *kind*",
        keep_days="30",
        slow_seconds="60",
        own_names="yes",
        opens=week,
        closes=["17:00", *[""] * 6],
    )
    assert browser.page.status == 200
    door = (await browser.get(f"{place.path}/about")).words
    for words in (
        "Willow tree", "Shade", "Be kind", "Kept 30 days", "Monday, 9am to 5pm",
        "1 minute", f"Looked after by {place.mimi.name}",
    ):  # fmt: skip
        assert words in door
    await browser.get(f"{place.path}/manage")
    await browser.submit(f"{place.path}/manage")
    after = await place.now()
    assert (after.title, after.keep_days, after.slow_seconds, after.own_names) == (
        "Willow tree", 30, 60, True,
    )  # fmt: skip
    assert after.hours == ((0, "09:00", "17:00"),), "what the form shows is what stands"


async def test_wrong_hours_come_back_with_what_was_written(place: Place, visitor: Visitors) -> None:
    browser = await visitor.of(place.mimi)
    await browser.get(f"{place.path}/manage")
    opens = ["", "09:00", "", "", "", "", ""]
    page = await browser.submit(f"{place.path}/manage", title="Kept", opens=opens)
    assert page.status == 422
    assert "Tuesday: write from when to when" in page.words
    assert 'value="09:00"' in page.text
    assert 'value="Kept"' in page.text


async def test_a_confidential_room_never_says_how_many_are_in(hub: Hub, visitor: Visitors) -> None:
    place = await make_place(hub, RoomKind.CONFIDENTIAL)
    browser = await visitor.of(place.mimi)
    assert "how many people are here" not in (await browser.get(f"{place.path}/manage")).words
    fields = {"title": "T", "keep_days": "30", "slow_seconds": "0", "presence": "yes"}
    page = await browser.post(f"{place.path}/manage", fields)
    assert page.status == 422
    assert not (await place.now()).presence


async def test_a_locked_room_is_read_by_all_and_written_by_facilitators(
    hub: Hub, place: Place, visitor: Visitors, amina: Person
) -> None:
    browser = await visitor.of(place.mimi)
    await browser.get(f"{place.path}/manage")
    await browser.submit(f"{place.path}/lock")
    assert isinstance(await place.says(amina, "May I?"), Refused)
    assert isinstance(await place.says(place.mimi, "A word from us"), Answer)
    page = await (await visitor.of(amina)).get(place.path)
    assert "A word from us" in page.words
    assert "Only facilitators can write" in page.words
    await browser.get(f"{place.path}/manage")
    await browser.submit(f"{place.path}/lock")
    assert isinstance(await place.says(amina, "Thank you"), Answer)
    me = place.mimi.person_id
    assert await trail(hub) == [("room.locked", me), ("room.unlocked", me)]


async def test_a_closed_room_says_when_it_opens_and_facilitators_go_on(
    place: Place, visitor: Visitors, clock: SettableClock, amina: Person
) -> None:
    await place.set(hours=[[0, "09:00", "17:00"]])  # Mondays; the clock stands on a Sunday
    answer = await place.says(amina, "Is anybody there?")
    assert isinstance(answer, Refused)
    assert (answer.code, answer.reason) == ("closed", "This room opens tomorrow at 9am.")
    page = await (await visitor.of(amina)).get(place.path)
    assert "This room opens tomorrow at 9am." in page.words
    assert isinstance(await place.says(place.mimi, "We open tomorrow"), Answer)
    clock.set(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert isinstance(await place.says(amina, "Good morning"), Answer)


async def test_slow_mode_asks_members_to_wait(
    place: Place, clock: SettableClock, amina: Person
) -> None:
    await place.set(slow_seconds=60)
    assert isinstance(await place.says(amina, "First"), Answer)
    clock.move(seconds=59)
    assert isinstance(await place.says(amina, "Second"), TooFast)
    assert isinstance(await place.says(place.mimi, "One"), Answer)
    assert isinstance(await place.says(place.mimi, "Two"), Answer)
    clock.move(seconds=1)
    assert isinstance(await place.says(amina, "Second"), Answer)


async def test_who_is_on_duty_stands_on_top_until_the_time_is_up(
    place: Place, visitor: Visitors, clock: SettableClock, amina: Person
) -> None:
    browser, reader = await visitor.of(place.mimi), await visitor.of(amina)
    await browser.get(f"{place.path}/manage")
    await browser.submit(f"{place.path}/duty", hours="4")
    words = f"{place.mimi.name} is on duty until 10pm."
    assert words in (await reader.get(place.path)).words
    clock.move(hours=4)
    assert "is on duty" not in (await reader.get(place.path)).words
    await browser.get(f"{place.path}/manage")
    await browser.submit(f"{place.path}/duty", hours="1")
    await browser.get(f"{place.path}/manage")
    await browser.submit(f"{place.path}/duty", holding="End the duty")
    assert "is on duty" not in (await reader.get(place.path)).words


async def test_pins_stand_on_top_and_go(
    place: Place, visitor: Visitors, amina: Person, bo: Person
) -> None:
    message = await place.said_by(amina, "Read me first")
    browser, reader = await visitor.of(place.mimi), await visitor.of(bo)
    door = f"{place.path}/messages/{message}/pin"
    for _again in range(2):
        await browser.post(door, {"action": "pin"})
    assert (await reader.get(place.path)).text.count(f"{place.path}#m-{message}") == 1
    await browser.get(f"{place.path}/manage")
    await browser.submit(door, button=("action", "unpin"))
    assert f"{place.path}#m-{message}" not in (await reader.get(place.path)).text


async def test_nothing_of_another_room_is_pinned(
    hub: Hub, place: Place, visitor: Visitors, amina: Person
) -> None:
    other = await make_place(hub, RoomKind.PRIVATE, title="Yew")
    secret = await other.said_by(other.mimi, "Among us")
    browser = await visitor.of(place.mimi)
    page = await browser.post(f"{place.path}/messages/{secret}/pin", {"action": "pin"})
    assert page.status == 404


async def test_at_most_ten_are_pinned(place: Place, visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(place.mimi)
    answers = []
    for number in range(11):
        message = await place.said_by(amina, f"Number {number}")
        page = await browser.post(f"{place.path}/messages/{message}/pin", {"action": "pin"})
        answers.append(page.status)
    assert answers == [*[200] * 10, 422]


async def test_removing_somebody_is_told_and_kept_in_the_trail(
    hub: Hub, place: Place, visitor: Visitors, amina: Person
) -> None:
    await place.put(amina, MemberState.MEMBER)
    browser, removed = await visitor.of(place.mimi), await visitor.of(amina)
    await browser.get(f"{place.path}/members")
    await browser.submit(f"{place.path}/members", button=("action", "remove"))
    assert "removed you from Willow" in (await removed.get("/notifications")).words
    assert "removed you from this room" in (await removed.get(place.path)).words
    assert (await removed.post(f"{place.path}/membership", {"action": "join"})).status == 422
    await removed.post(f"{place.path}/membership", {"action": "leave"})
    page = await removed.post(f"{place.path}/messages", {"id": "x", "body": "Back?"})
    assert page.status == 404, "leaving is no way back"
    await browser.get(f"{place.path}/members")
    await browser.submit(f"{place.path}/members", button=("action", "let_back"))
    assert "is open to you" in (await removed.get("/notifications")).words
    assert isinstance(await place.says(amina, "Thank you"), Answer)
    me = place.mimi.person_id
    assert await trail(hub) == [("room.member_removed", me), ("room.member_let_back", me)]


async def test_facilitators_do_not_remove_one_another_nor_themselves(
    hub: Hub, place: Place, visitor: Visitors
) -> None:
    colleague = await make_person(hub, "Colleague", roles=(f"facilitator@{place.room.place}",))
    await place.put(colleague, MemberState.MEMBER)
    browser = await visitor.of(place.mimi)
    for handle in (colleague.handle, place.mimi.handle):
        page = await browser.post(f"{place.path}/members", {"handle": handle, "action": "remove"})
        assert page.status == 422


async def test_the_socket_says_what_may_be_done_in_a_shut_room(hall: Hall) -> None:
    place = await make_place(hall.hub, RoomKind.OPEN, slug="shut", title="Shut")
    tomorrow = (datetime.now(ZONE) + timedelta(days=1)).weekday()
    _person, listener = await hall.sit_down("Shut Out")
    facilitator = await hall.by_cookie(place.mimi)
    for fields in ({"hours": [[tomorrow, "09:00", "17:00"]]}, {"locked_at": datetime.now(UTC)}):
        await place.set(hours=None, locked_at=None)
        await place.set(**fields)
        assert (await listener.join("shut"))["may"] == ["react", "withdraw", "report"]
        assert "post" in (await facilitator.join("shut"))["may"]
        answer = await listener.post("shut", f"s-{next(iter(fields))}", "Anybody?")
        assert answer["type"] == "error"
        assert answer["code"] == ("closed" if "hours" in fields else "not_allowed")
