"""What the lists of organisations and of meetups cost in statements, however much there is."""

from datetime import timedelta

from bench.lists import DIRECTORY_READS, MEETUPS_READS
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.meetups.models import Audience, Meetup, MeetupKind
from peerhub.meetups.store.meetups import insert_meetup
from peerhub.people.models import Person
from tests.support.listed import make_organisation
from tests.support.statements import statements
from tests.support.visitor import Visitor, Visitors


async def cost(hub: Hub, reader: Visitor, path: str) -> int:
    await reader.get(path)
    with statements(hub) as said:
        assert (await reader.get(path)).status == 200
    return len(said)


async def test_a_search_costs_the_same_in_any_directory(
    hub: Hub, visitor: Visitors, bo: Person, fay: Person
) -> None:
    reader, path = await visitor.of(bo), "/directory?q=tea&borough=brent"
    await make_organisation(hub, fay, "Tea", borough=("brent",), words="Tea")
    small = await cost(hub, reader, path)
    for n in range(60):
        await make_organisation(hub, fay, f"Tea {n}", borough=("brent", "barnet"), words="Tea")
    assert await cost(hub, reader, path) == small
    assert small == DIRECTORY_READS


async def test_the_meetups_cost_the_same_however_many(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    reader = await visitor.of(bo)

    async def add(many: int) -> None:
        async with hub.transaction() as tx:
            for n in range(many):
                starts = tx.now + timedelta(days=1, minutes=n)
                meetup = Meetup(
                    new_id(), f"Meetup {n}", "", MeetupKind.MEETUP, Audience.MEMBERS,
                    starts, starts + timedelta(hours=1), "Europe/London", amina.person_id,
                    tx.now, tx.now, in_person=True, place="Brixton",
                )  # fmt: skip
                await insert_meetup(tx.db, meetup)

    await add(1)
    small = await cost(hub, reader, "/meetups")
    await add(80)
    assert await cost(hub, reader, "/meetups") == small
    assert small == MEETUPS_READS


async def test_meetups_for_networks_rooms_and_boards_cost_the_same_however_many(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    reader = await visitor.of(bo)

    async def add(many: int) -> None:
        async with hub.transaction() as tx:
            for n in range(many):
                kind = ("network", "room", "board")[n % 3]
                starts = tx.now + timedelta(days=1, minutes=n)
                meetup = Meetup(
                    new_id(), f"Meetup {n}", "", MeetupKind.MEETUP,
                    Audience.NETWORK if kind == "network" else Audience.SPACE,
                    starts, starts + timedelta(hours=1), "Europe/London", amina.person_id,
                    tx.now, tx.now, in_person=True, place="Brixton", circle=f"{kind}:{new_id()}",
                )  # fmt: skip
                await insert_meetup(tx.db, meetup)

    await add(3)
    small = await cost(hub, reader, "/meetups")
    await add(90)
    assert await cost(hub, reader, "/meetups") == small
    assert small == MEETUPS_READS + 3, "one for each kind"
