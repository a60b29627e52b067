"""A name for one room alone: who may have which, where it shows, and that nothing joins it to another."""

import pytest
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.outbox import Outbox
from peerhub.moderation.models import ReportReason
from peerhub.moderation.service.report import report as report_item
from peerhub.people.models import Person
from peerhub.rooms.models import MemberState, RoomKind
from peerhub.rooms.service.own_name import take_own_name
from peerhub.rooms.tables import room_members, room_names
from tests.rooms.conftest import Hall
from tests.rooms.places import Place, make_place
from tests.support.factories import make_person
from tests.support.visitor import Page, Visitor, Visitors


@pytest.fixture
async def place(hub: Hub) -> Place:
    """An open room that allows names of its own."""
    place = await make_place(hub, RoomKind.OPEN)
    await place.set(own_names=True)
    return place


async def name_oneself(browser: Visitor, place: Place, name: str) -> Page:
    return await browser.post(f"{place.path}/name", {"own_name": name})


async def test_what_i_write_from_now_on_bears_it_and_nothing_before(
    place: Place, visitor: Visitors, amina: Person, bo: Person
) -> None:
    browser, reader = await visitor.of(amina), await visitor.of(bo)
    await place.says(amina, "Under my hub name")
    await browser.get(f"{place.path}/about")
    await browser.submit(f"{place.path}/name", own_name="River")
    assert "You write here as River" in browser.page.words
    await place.says(amina, "Under another")
    found = (await reader.get(f"/api/v1{place.path}/messages")).json()["items"]
    assert [(m["body"], m["author"]) for m in found] == [
        ("Under another", {"handle": "river_", "name": "River"}),
        ("Under my hub name", {"handle": "amina", "name": "Amina"}),
    ]
    await browser.get(f"{place.path}/about")
    await browser.submit(f"{place.path}/name", own_name="")
    await place.says(amina, "And back")
    found = (await reader.get(f"/api/v1{place.path}/messages")).json()["items"]
    assert [m["author"]["name"] for m in found] == ["Amina", "River", "Amina"]


async def test_it_has_no_page_and_is_nobodys_handle_now_or_later(
    hub: Hub, place: Place, visitor: Visitors, amina: Person, bo: Person
) -> None:
    await name_oneself(await visitor.of(amina), place, "River")
    reader = await visitor.of(bo)
    assert (await reader.get("/people/river_")).status == 404
    await make_person(hub, "River")
    assert (await reader.get("/people/river")).status == 200
    assert (await reader.get("/people/river_")).status == 404


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Bo", "Somebody in this hub has this name"),
        ("bó", "Somebody in this hub has this name"),
        ("Amina", "Somebody in this hub has this name"),
        ("River", "Somebody used this name here before"),
        ("r\u200biver", "Somebody used this name here before"),
        ("…", "at least one letter or number"),
    ],
)
async def test_a_name_that_would_be_taken_for_another_is_refused(
    hub: Hub, place: Place, visitor: Visitors, amina: Person, bo: Person, name: str, reason: str
) -> None:
    carol = await make_person(hub, "Carol")
    await name_oneself(await visitor.of(carol), place, "River")
    await name_oneself(await visitor.of(carol), place, "")
    page = await name_oneself(await visitor.of(amina), place, name)
    assert page.status == 422
    assert reason in page.words


async def test_my_old_name_stays_mine(place: Place, visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(amina)
    for name in ("River", "Otter", "", "River"):
        assert (await name_oneself(browser, place, name)).status == 200
    await place.says(amina, "River again")
    found = (await browser.get(f"/api/v1{place.path}/messages")).json()["items"]
    assert found[0]["author"]["handle"] == "river_"


async def test_an_answer_tells_nothing_of_names_in_other_rooms(
    hub: Hub, place: Place, visitor: Visitors, amina: Person, bo: Person
) -> None:
    other = await make_place(hub, RoomKind.OPEN, slug="elsewhere", title="Oak")
    await other.set(own_names=True)
    assert (await name_oneself(await visitor.of(amina), place, "River")).status == 200
    assert (await name_oneself(await visitor.of(bo), other, "River")).status == 200
    await other.says(bo, "Mine too")
    found = (await (await visitor.of(amina)).get(f"/api/v1{other.path}/messages")).json()
    assert found["items"][0]["author"] == {"handle": "river_", "name": "River"}


async def test_rooms_that_want_hub_names_get_them(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    browser = await visitor.of(amina)
    assert "name for this room" not in (await browser.get(f"{place.path}/about")).words
    assert (await name_oneself(browser, place, "River")).status == 422


async def test_who_looks_after_a_room_shows_their_hub_name(place: Place, visitor: Visitors) -> None:
    page = await name_oneself(await visitor.of(place.mimi), place, "River")
    assert page.status == 422
    assert "the name that everybody knows" in page.words


async def test_the_page_says_who_could_find_out(
    place: Place, visitor: Visitors, amina: Person
) -> None:
    browser = await visitor.of(amina)
    await name_oneself(browser, place, "River")
    words = (await browser.get(f"{place.path}/about")).words
    assert "Members see this name only" in words
    assert "Whoever runs the server could find out who it is." in words


async def test_asking_under_it_shows_facilitators_no_other(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    place = await make_place(hub, RoomKind.RESTRICTED)
    await place.set(own_names=True)
    asker, facilitator = await visitor.of(amina), await visitor.of(place.mimi)
    await asker.get(place.path)
    await asker.submit(f"{place.path}/membership", words="Hello", own_name="River")
    pages = [
        await facilitator.get("/notifications"),
        await facilitator.get(f"{place.path}/members"),
    ]
    await facilitator.submit(f"{place.path}/members", holding="Let in", button=("action", "let_in"))
    await place.says(amina, "I am in")
    pages += [facilitator.page, await facilitator.get(place.path)]
    await facilitator.get(f"{place.path}/members")
    pages.append(
        await facilitator.submit(
            f"{place.path}/members", holding="Remove", button=("action", "remove")
        )
    )
    for page in pages:
        assert "River" in page.words
        assert not any(told in page.text for told in ("Amina", "amina", amina.person_id))


async def test_a_taken_name_in_the_door_lets_nobody_in(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, RoomKind.PRIVATE)
    await place.set(own_names=True)
    await place.put(amina, MemberState.INVITED)
    browser = await visitor.of(amina)
    await browser.get(place.path)
    await browser.submit(f"{place.path}/membership", holding="Accept", own_name="Bo")
    assert browser.page.status == 422
    assert "You are invited" in (await browser.get(place.path)).words


async def test_moderators_see_this_name_only(
    hub: Hub,
    place: Place,
    visitor: Visitors,
    outbox: Outbox,
    amina: Person,
    bo: Person,
    cleo: Person,
) -> None:
    await name_oneself(await visitor.of(amina), place, "River")
    message = await place.said_by(amina, "Something rude")
    async with hub.transaction() as tx:
        await report_item(
            tx,
            bo,
            item=ItemRef("message", message),
            reason=ReportReason.RULES,
            note="",
            client_id="r-1",
        )
    await outbox.deliver_all()
    moderator = await visitor.of(cleo)
    (case,) = {x for x in (await moderator.get("/moderation")).links() if "/cases/" in x}
    pages = [
        moderator.page,
        await moderator.get(case),
        await moderator.get("/api/v1/moderation/queue"),
        await moderator.get("/notifications"),
        await (await visitor.of(bo)).get(f"/report?kind=message&id={message}"),
    ]
    assert "River" in pages[1].text
    for page in pages:
        assert not any(told in page.text for told in ("Amina", "amina", amina.person_id))


async def test_the_member_list_is_shown_to_nobody_but_facilitators_and_by_name(
    place: Place, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    await place.put(bo, MemberState.MEMBER)
    await name_oneself(await visitor.of(amina), place, "Alder")
    reader = await visitor.of(bo)
    assert (await reader.get(f"{place.path}/members")).status == 403
    about = await reader.get(f"{place.path}/about")
    assert "Fewer than 5 members" in about.words
    assert "Alder" not in about.text
    listed = (await (await visitor.of(place.mimi)).get(f"{place.path}/members")).words
    assert listed.index("Alder") < listed.rindex("Bo"), "an order by time would tell who came when"


async def test_the_socket_bears_it_in_every_frame(hall: Hall) -> None:
    place = await make_place(hall.hub, RoomKind.PRIVATE, title="Rowan")
    await place.set(own_names=True)
    (writer, speaking), (reader, hearing) = (
        await hall.sit_down("Rowan Writer"),
        await hall.sit_down("Rowan Reader"),
    )
    for person in (writer, reader):
        await place.put(person, MemberState.MEMBER)
    async with hall.hub.transaction() as tx:
        await take_own_name(tx, writer, place.room.slug, "River")
    assert (await speaking.join(place.room.slug))["handle"] == "river_"
    await hearing.join(place.room.slug)
    await speaking.say(type="typing", room=place.room.slug)
    assert (await hearing.until("typing"))["handle"] == "river_"
    await speaking.post(place.room.slug, "o-1", "Hello")
    frame = await hearing.until("message")
    assert frame["author"] == {"handle": "river_", "name": "River"}
    heard = str([f for f in hearing.heard if f["type"] != "hello"])
    assert writer.handle not in heard
    assert "Writer" not in heard
    assert writer.person_id not in heard


async def test_who_leaves_the_hub_leaves_the_name_with_nobody_behind_it(
    hub: Hub, place: Place, visitor: Visitors, amina: Person, bo: Person
) -> None:
    """Were both names changed in one moment, everybody would see that they were one person's."""
    browser, reader = await visitor.of(amina), await visitor.of(bo)
    await place.says(amina, "Under my hub name")
    await name_oneself(browser, place, "River")
    await place.says(amina, "Under another")
    export = (await browser.get("/api/v1/me/export")).text
    assert "Under another" in export
    assert "river_" in export
    await browser.get("/me/data")
    await browser.submit("/me/data/leave", sure="yes")
    found = (await reader.get(f"/api/v1{place.path}/messages")).json()["items"]
    assert [m["author"]["name"] for m in found] == ["River", "Former member"]
    page = await name_oneself(reader, place, "River")
    assert page.status == 422, "the name stays taken"
    async with hub.reading() as db:
        rows = await db.execute(select(room_names.c.person_id))
        assert rows.scalars().all() == [None]
        left = select(room_members).where(room_members.c.person_id == amina.person_id)
        assert (await db.execute(left)).all() == []
