"""What somebody needs to take part: read by them and by the organisers, sealed at rest, and soon gone."""

import pytest
from sqlalchemy import func, select

from peerhub.core.hub import Hub
from peerhub.meetups.tables import meetup_needs
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from tests.meetups.conftest import Organising
from tests.support.factories import make_token

MARK = "Marker-of-a-need: a seat near the door"


async def kept(hub: Hub) -> int:
    """How many people's needs are in the database."""
    async with hub.reading() as db:
        return int((await db.execute(select(func.count()).select_from(meetup_needs))).scalar_one())


async def test_it_is_read_by_whoever_wrote_it_and_by_the_organisers_and_by_nobody_else(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person, fay: Person
) -> None:
    path = await organising.both_ways(amina, audience="public")
    await organising.answers(cleo, path, "in_person")
    mine = await organising.answers(bo, path, "in_person", needs=MARK)
    assert MARK in mine.text
    assert MARK in (await organising.sees(amina, f"{path}/people")).words
    assert MARK not in (await organising.sees(amina, path)).text, "among people who look over"
    for other in (cleo, fay, None):
        for door in (path, f"{path}.ics", "/meetups", "/meetups.ics", f"{path}/people"):
            assert MARK not in (await organising.sees(other, door)).text, (other, door)
    meetup_id = path.rpartition("/")[2]
    for person in (amina, bo):
        program = organising.visitors(
            headers={"Authorization": f"Bearer {await make_token(hub, person)}"}
        )
        for door in ("/meetups", f"/meetups/{meetup_id}/replies", "/me/export", "/notifications"):
            assert MARK not in (await program.get(f"/api/v1{door}")).text, door
    assert MARK not in await organising.told(amina)
    own = (await organising.sees(bo, "/me/data/export")).json()["parts"]["meetups"]["replies"]
    assert own[0]["needs"] == "on the page of the meetup"


async def test_no_file_of_the_hub_has_it_in_the_clear(
    organising: Organising,
    hub: Hub,
    amina: Person,
    bo: Person,
    request: pytest.FixtureRequest,
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "online", needs=MARK)
    await hub.outbox.deliver_all()
    folders = [hub.config.data_dir]
    if not hub.config.on_sqlite:
        server = request.getfixturevalue("postgres_server")
        server.execute("CHECKPOINT")
        folders.append(server.data)
    for file in [p for folder in folders for p in folder.rglob("*") if p.is_file()]:
        assert b"Marker-of-a-need" not in file.read_bytes(), file
    assert await kept(hub) == 1


async def test_another_answer_keeps_it_while_somebody_comes_and_ends_it_when_they_do_not(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "in_person", needs=MARK)
    assert MARK in (await organising.answers(bo, path, "online")).text
    program = organising.visitors(
        headers={"Authorization": f"Bearer {await make_token(hub, bo, 'write')}"}
    )
    replies = f"/api/v1/meetups/{path.rpartition('/')[2]}/replies"
    await program.ask("POST", replies, json={"choice": "in_person"})
    assert MARK in (await organising.sees(bo, path)).text, "a program says nothing of it"
    page = await organising.answers(bo, path, "no")
    assert MARK not in page.text and await kept(hub) == 0
    assert MARK not in (await organising.sees(amina, f"{path}/people")).text
    await organising.answers(bo, path, "perhaps", needs=MARK)
    assert await kept(hub) == 0, "only who comes is prepared for"
    await organising.answers(bo, path, "online", needs=MARK)
    await organising.answers(bo, path, "online", needs="")
    assert await kept(hub) == 0


async def test_a_day_after_its_end_it_is_deleted_and_not_before(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina, starts="18:30", ends="20:30")
    await organising.answers(bo, path, "in_person", needs=MARK)
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    await organiser.submit(day=organising.day(12))
    organising.clock.move(days=11, hours=12)
    await hub.outbox.deliver_all()
    assert await kept(hub) == 1, "it was moved to a later day"
    organising.clock.move(days=1)
    await hub.outbox.deliver_all()
    assert MARK in (await organising.sees(amina, f"{path}/people")).words
    organising.clock.move(days=1)
    await hub.outbox.deliver_all()
    assert await kept(hub) == 0


async def test_it_goes_with_a_cancelled_meetup_a_way_that_ended_and_a_person_who_leaves(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "in_person", needs=MARK)
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    await organiser.submit(modes=["online"])
    assert await kept(hub) == 0
    await organising.answers(bo, path, "online", needs=MARK)
    await organiser.get(f"{path}/people")
    await organiser.submit(f"{path}/cancel", reason="Flood")
    assert await kept(hub) == 0
    other = await organising.both_ways(amina, title="Another")
    await organising.answers(bo, other, "online", needs=MARK)
    async with hub.transaction() as tx:
        await leave(tx, bo, hub.personal)
    assert await kept(hub) == 0


async def test_too_long_is_said_kindly_and_nothing_is_lost(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    page = await organising.answers(bo, path, "online", needs="A seat. " * 80)
    assert page.status == 422 and "A seat. A seat." in page.text
    assert "You have a seat" not in page.words


async def test_where_the_key_is_another_now_the_organisers_are_asked_to_ask_again(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "online", needs=MARK)
    async with hub.transaction() as tx:
        await tx.db.execute(meetup_needs.update().values(sealed=b"x" * 40))
    page = await organising.sees(amina, f"{path}/people")
    assert "What they need cannot be read any more. Please ask them again." in page.words
    assert (await organising.sees(bo, path)).status == 200
