"""Messages are kept as long as the door says and no longer; what must outlive them does."""

import json
import logging
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from peerhub.core.duties import list_waiting_fields
from peerhub.core.events import RetentionDue
from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.outbox import Outbox
from peerhub.core.tables import duties, metadata
from peerhub.moderation.models import ReportReason
from peerhub.moderation.service.report import report as report_item
from peerhub.people.models import Person
from peerhub.rooms.models import Answer, RoomKind
from peerhub.rooms.service import keep
from peerhub.rooms.service.pin import pin
from peerhub.rooms.store.members import list_reads, raise_read
from peerhub.rooms.store.messages import find_message, insert_version
from peerhub.rooms.store.reactions import insert_reaction
from peerhub.rooms.tables import messages, room_members, rooms
from tests.rooms.places import Place, make_place
from tests.support.clock import SettableClock
from tests.support.factories import change_community
from tests.support.visitor import Visitors


@pytest.fixture
async def place(hub: Hub) -> Place:
    place = await make_place(hub, RoomKind.OPEN)
    await place.set(keep_days=30)
    return place


async def rows(hub: Hub, name: str) -> int:
    async with hub.reading() as db:
        return await db.scalar(select(func.count()).select_from(metadata.tables[name])) or 0


async def waiting(hub: Hub, room_id: str) -> int:
    async with hub.reading() as db:
        found = await list_waiting_fields(db, RetentionDue)
    return [fields["room_id"] for fields in found].count(room_id)


async def test_words_go_when_their_time_has_passed_and_not_before(
    place: Place, clock: SettableClock, outbox: Outbox, amina: Person
) -> None:
    await place.says(amina, "Old words")
    clock.move(days=20)
    await place.says(amina, "Newer words")
    clock.move(days=10)
    await outbox.deliver_all()
    assert await place.bodies() == ["Newer words", "Old words"], "thirty days are not over"
    clock.move(days=1)
    await outbox.deliver_all()
    assert await place.bodies() == ["Newer words"]
    clock.move(days=20)
    await outbox.deliver_all()
    assert await place.bodies() == []
    assert (await place.now()).seq == 2, "the room goes on counting"


async def test_every_day_has_one_duty_for_each_room(
    hub: Hub, place: Place, clock: SettableClock, outbox: Outbox
) -> None:
    for _day in range(3):
        clock.move(days=1)
        await outbox.deliver_all()
        assert await waiting(hub, place.room.room_id) == 1


async def test_a_room_may_keep_them_as_long_as_it_stands(
    place: Place, clock: SettableClock, outbox: Outbox, amina: Person
) -> None:
    await place.set(keep_days=0)
    await place.says(amina, "For good")
    clock.move(days=4_000)
    await outbox.deliver_all()
    assert await place.bodies() == ["For good"]


async def test_what_is_fixed_to_a_message_goes_and_what_must_stay_stays(
    hub: Hub, place: Place, clock: SettableClock, outbox: Outbox, amina: Person
) -> None:
    first = await place.says(amina, "Hello")
    async with hub.transaction() as tx:
        message = await find_message(tx.db, first.message_id)
        assert message is not None
        await insert_version(tx.db, message, tx.now)
        await insert_reaction(tx.db, first.message_id, amina.person_id, "👍")
        await pin(tx, place.mimi, place.room.slug, first.message_id)
        await raise_read(tx.db, place.room.room_id, amina.person_id, 1, tx.now)
    fixed = ("messages", "message_versions", "reactions", "room_pins")
    assert [await rows(hub, name) for name in fixed] == [1, 1, 1, 1]
    clock.move(days=31)
    await outbox.deliver_all()
    assert [await rows(hub, name) for name in fixed] == [0, 0, 0, 0]
    async with hub.reading() as db:
        marks = await list_reads(db, amina.person_id, [place.room.room_id])
        assert marks[place.room.room_id].seq == 1
        assert await db.scalar(select(func.count()).select_from(room_members)) == 2
    again = await place.says(amina, "Hello", client_id="said-1")
    assert isinstance(again, Answer)
    assert again == first, "a late retry gets its first answer and says nothing twice"
    assert await place.bodies() == []


async def test_a_report_outlives_the_message(
    hub: Hub, place: Place, visitor: Visitors, clock: SettableClock, outbox: Outbox,
    amina: Person, bo: Person, cleo: Person,
) -> None:  # fmt: skip
    message = await place.said_by(amina, "Rude words")
    async with hub.transaction() as tx:
        reference = await report_item(
            tx, bo, item=ItemRef("message", message), reason=ReportReason.RULES, note="Look",
            client_id="r-1",
        )  # fmt: skip
    clock.move(days=31)
    await outbox.deliver_all()
    assert await place.bodies() == []
    moderator = await visitor.of(cleo)
    queue = await moderator.get("/moderation")
    (case,) = {link for link in queue.links() if "/cases/" in link}
    page = await moderator.get(case)
    assert "Rude words" in page.words
    assert "It is no longer there" in page.words
    await moderator.submit(f"{case}/decision", outcome="leave")
    assert moderator.page.status == 200
    await outbox.deliver_all()
    assert (await (await visitor.of(bo)).get(f"/report/{reference}")).status == 200


async def test_a_held_message_that_nobody_read_leaves_a_case_that_can_be_closed(
    hub: Hub, place: Place, visitor: Visitors, clock: SettableClock, outbox: Outbox,
    amina: Person, cleo: Person,
) -> None:  # fmt: skip
    await change_community(hub, hold_first_posts=1)
    await place.says(amina, "My first words")
    clock.move(days=31)
    await outbox.deliver_all()
    assert await place.bodies() == []
    moderator = await visitor.of(cleo)
    (case,) = {x for x in (await moderator.get("/moderation")).links() if "/cases/" in x}
    assert (await moderator.get(case)).status == 200
    await moderator.submit(f"{case}/decision", outcome="leave")
    assert "/moderation?f=left" in moderator.page.path


async def test_a_server_begins_what_a_room_lacks_and_doubles_nothing(
    hub: Hub, place: Place, clock: SettableClock, outbox: Outbox, amina: Person
) -> None:
    await place.says(amina, "Old words")
    async with hub.transaction() as tx:
        await tx.db.execute(duties.delete())
    clock.move(days=31)
    for _start in range(2):
        async with hub.transaction() as tx:
            await keep.keep_all(tx)
    assert await waiting(hub, place.room.room_id) == 1
    await outbox.deliver_all()
    assert await place.bodies() == []


async def test_two_chains_become_one(
    hub: Hub, place: Place, clock: SettableClock, outbox: Outbox
) -> None:
    async with hub.transaction() as tx:
        tx.record(RetentionDue(place.room.room_id), due_at=tx.now + timedelta(hours=1))
    assert await waiting(hub, place.room.room_id) == 2
    clock.move(days=2)
    await outbox.deliver_all()
    assert await waiting(hub, place.room.room_id) == 1


async def test_a_great_many_go_in_several_transactions(
    hub: Hub, place: Place, clock: SettableClock, outbox: Outbox, amina: Person
) -> None:
    many = keep.AT_ONCE + 7
    shape = {"html": "", "renderer": 1, "reactions": {}, "state": "visible", "body": "x"}
    async with hub.transaction() as tx:
        said = [
            {"message_id": f"m{n}", "room_id": place.room.room_id, "seq": n, "created_seq": n,
             "author_id": amina.person_id, "client_id": f"c{n}", "at": tx.now, **shape}
            for n in range(1, many + 1)
        ]  # fmt: skip
        await tx.db.execute(messages.insert(), said)
        await tx.db.execute(rooms.update().values(seq=many))
    clock.move(days=31)
    await outbox.deliver_all()
    assert await rows(hub, "messages") == 0


async def test_the_log_counts_and_holds_no_words(
    place: Place, clock: SettableClock, outbox: Outbox, amina: Person,
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO)
    await place.says(amina, "Unmistakable words")
    clock.move(days=31)
    await outbox.deliver_all()
    seen = "".join([*capsys.readouterr(), caplog.text])
    assert "messages past their time" in seen
    assert "Unmistakable" not in seen
    assert json.dumps(amina.name) not in seen
