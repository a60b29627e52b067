"""Mentions and answers tell people: once, without words, and nobody who should not hear."""

import pytest
from sqlalchemy import func, select

from peerhub.core.hub import Hub
from peerhub.core.tables import metadata
from peerhub.moderation.access import cases_for_moderator
from peerhub.moderation.models import DecisionOutcome
from peerhub.moderation.service.decide import decide
from peerhub.people.blocks import person_name
from peerhub.people.models import Person
from peerhub.people.service.block import block
from peerhub.rooms.models import ChangeKind, MemberState, NewChange, NewRead, RoomKind
from peerhub.rooms.rules import mentioned_handles
from peerhub.rooms.service.change import change_messages
from peerhub.rooms.service.own_name import take_own_name
from peerhub.rooms.service.read import mark_read
from tests.rooms.places import Place, make_place
from tests.support.factories import change_community
from tests.support.visitor import Visitors, fields_of


@pytest.fixture
async def place(hub: Hub, amina: Person, bo: Person) -> Place:
    """A private room with Amina and Bo in it."""
    place = await make_place(hub, RoomKind.PRIVATE)
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    return place


async def told(hub: Hub, visitor: Visitors, person: Person) -> str:
    """One line for each of their notices: where it leads, and its sentence."""
    await hub.outbox.deliver_all()
    page = await (await visitor.of(person)).get("/notifications")
    links = [a for a in page.tree.iter("a") if a.get("class") == "list__link"]
    return "\n".join(f"{a.get('href')} {''.join(a.itertext())}" for a in links)


@pytest.mark.parametrize(
    ("body", "handles"),
    [
        ("@bo and @Amina, look", ["bo", "amina"]),
        ("ask @river_: she knows", ["river_"]),
        ("bo@example.org, x@y, https://a.example/@bo, a.@bo", []),
        ("@ bo", []),
        ("(@bo-2)", ["bo-2"]),
        ("@bo @bo", ["bo"]),
    ],
)
def test_what_is_a_mention(body: str, handles: list[str]) -> None:
    assert mentioned_handles(body) == handles


def test_more_mentions_than_a_table_has_seats_are_a_crowd() -> None:
    assert len(mentioned_handles(" ".join(f"@p{n}" for n in range(500)))) == 20


async def test_a_mention_is_told_once_without_its_words(
    hub: Hub, visitor: Visitors, place: Place, amina: Person, bo: Person
) -> None:
    said = await place.said_by(amina, "A secret for @bo and @bo")
    text = await told(hub, visitor, bo)
    assert text.count("Amina mentioned you in Willow.") == 1 and "A secret" not in text
    assert f"{place.path}?at={said}#m-{said}" in text
    assert "mentioned you" not in await told(hub, visitor, amina)


async def test_an_answer_is_told_to_whom_it_answers(
    hub: Hub, visitor: Visitors, place: Place, amina: Person, bo: Person
) -> None:
    first = await place.said_by(bo, "Who has the form?")
    await place.says(amina, "I have, @bo", reply_to=first)
    await place.says(bo, "And I answer myself, @bo", reply_to=first)
    text = await told(hub, visitor, bo)
    assert text.count("Amina answered you in Willow.") == 1 and "mentioned you" not in text
    assert "Bo answered" not in text and "Bo mentioned" not in text


async def test_a_plain_message_costs_no_duty(hub: Hub, place: Place, amina: Person) -> None:
    duties = metadata.tables["duties"]

    async def count() -> int:
        async with hub.reading() as db:
            return await db.scalar(select(func.count()).select_from(duties)) or 0

    before = await count()
    await place.said_by(amina, "Good morning, mail me: amina@example.org")
    assert await count() == before
    await place.said_by(amina, "Good morning, @bo")
    assert await count() == before + 1


@pytest.mark.parametrize("blocker", ["amina", "bo"])
async def test_no_block_is_crossed(
    hub: Hub, visitor: Visitors, place: Place, amina: Person, bo: Person, blocker: str
) -> None:
    people = {"amina": amina, "bo": bo}
    other = people["bo" if blocker == "amina" else "amina"]
    first = await place.said_by(bo, "Who has the form?")
    async with hub.transaction() as tx:
        await block(tx, people[blocker], blocked_name=person_name(other.person_id))
    await place.says(amina, "I have, @bo", reply_to=first)
    assert "Amina" not in await told(hub, visitor, bo)


async def test_nobody_outside_the_room_hears_of_it(
    hub: Hub, visitor: Visitors, place: Place, amina: Person, bo: Person, eli: Person
) -> None:
    first = await place.said_by(bo, "Who has the form?")
    await place.put(bo, MemberState.REMOVED)
    await place.says(amina, "I have, @bo and @eli", reply_to=first)
    for person in (bo, eli):
        assert "Willow" not in await told(hub, visitor, person)


async def test_in_an_open_room_who_has_read_there_can_be_mentioned(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, RoomKind.OPEN)
    await place.said_by(amina, "Does @bo read this?")
    assert "mentioned" not in await told(hub, visitor, bo)
    async with hub.transaction() as tx:
        await mark_read(tx, [NewRead(bo.person_id, place.room.slug, 1)])
    await place.said_by(amina, "Now @bo does")
    assert "Amina mentioned you" in await told(hub, visitor, bo)


async def test_what_is_held_tells_nobody_until_it_is_released(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    place = await make_place(hub, RoomKind.RESTRICTED)
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    await change_community(hub, hold_first_posts=1)
    await place.said_by(amina, "My first words are for @bo")
    assert "mentioned" not in await told(hub, visitor, bo)
    async with hub.reading() as db:
        (case,) = await cases_for_moderator(db, cleo, limit=2)
    path = f"/moderation/cases/{case.case_id}"
    page = await (await visitor.of(cleo)).get(path)
    seen = fields_of(page.form(f"{path}/decision"))["seen"][0]
    async with hub.transaction() as tx:
        await decide(tx, cleo, case.case_id, outcome=DecisionOutcome.RELEASE, reason="", seen=seen)
    assert "Amina mentioned you" in await told(hub, visitor, bo)


async def test_an_edit_tells_whom_it_adds_and_nobody_twice(
    hub: Hub, visitor: Visitors, place: Place, amina: Person, bo: Person
) -> None:
    said = await place.said_by(amina, "For @bo")
    await told(hub, visitor, bo)
    await place.put(place.mimi, MemberState.MEMBER)
    async with hub.transaction() as tx:
        body = f"For @bo and @{place.mimi.handle}"
        edit = NewChange(ChangeKind.EDIT, amina.person_id, "e-1", said, body=body, html=body)
        await change_messages(tx, [edit])
    assert (await told(hub, visitor, bo)).count("mentioned you") == 1
    assert "Amina mentioned you" in await told(hub, visitor, place.mimi)


async def test_a_name_for_one_room_is_mentioned_and_told_under_that_name(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, RoomKind.CONFIDENTIAL)
    await place.set(own_names=True)
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
        async with hub.transaction() as tx:
            await take_own_name(tx, person, place.room.slug, f"River {person.name}")
    await place.said_by(amina, "Ask @river-bo_")
    text = await told(hub, visitor, bo)
    assert "Somebody mentioned you in a confidential room." in text
    assert "Willow" not in text and "Amina" not in text
