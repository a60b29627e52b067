"""From a group that nobody knows to a full room: it lists itself, is verified, announces a meetup, and
twenty-one people answer for twenty places.
"""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from peerhub.core.hub import Hub
from peerhub.meetups.tables import meetup_needs
from peerhub.people.models import Person
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitors

OWL, TEA = "/directory/night-owls", "First Thursday tea"
DOOR = "12 Invented Road, back door"


async def sends(
    visitors: Visitors, person: Person, path: str, action: str = "", **said: str
) -> Page:
    visitor = await visitors.of(person)
    await visitor.get(path)
    return await visitor.submit(action, **said)


async def sees(visitors: Visitors, person: Person, path: str) -> Page:
    return await (await visitors.of(person)).get(path)


async def presses(
    visitors: Visitors, person: Person, path: str, action: str, button: str, **said: str
) -> Page:
    visitor = await visitors.of(person)
    await visitor.get(path)
    return await visitor.submit(action, button=("action", button), **said)


async def list_and_verify(visitors: Visitors, mail: Letters, amina: Person, fay: Person) -> None:
    """Amina lists her group; Fay hears of it and says that it is who it says."""
    page = await sends(visitors, amina, "/directory/new", name="Night Owls", words="We hoot.")
    assert page.path.startswith(f"{OWL}/edit")
    assert "Not verified" in (await visitors().get(OWL)).words
    [letter] = await mail.to("fay@example.org")
    path = next(one for one in letter.links if one.endswith(OWL)).removeprefix(
        visitors.app.state.hub.config.address
    )
    await presses(visitors, fay, path, f"{OWL}/verification", "verify")
    assert "Verified by the hub on" in (await visitors().get(OWL)).words


async def announce(visitors: Visitors, clock: SettableClock, amina: Person) -> str:
    """Twenty places in a hall, in the name of the group."""
    visitor = await visitors.of(amina)
    await visitor.get("/meetups/new")
    page = await visitor.submit(
        title=TEA,
        day=(clock.now().date() + timedelta(days=10)).isoformat(),
        starts="18:30",
        modes=["in_person"],
        place="Brixton, a community hall",
        address=DOOR,
        seats_in_person="20",
        owners=["organisation:night-owls"],
    )
    assert page.status == 200, page.words
    return page.path.partition("?")[0]


@pytest.fixture
async def guests(hub: Hub) -> list[Person]:
    return [await make_person(hub, f"Guest {n:02}") for n in range(21)]


async def needs_kept(hub: Hub) -> int:
    async with hub.reading() as db:
        return await db.scalar(select(func.count()).select_from(meetup_needs)) or 0


async def test_from_a_new_group_to_a_full_room(
    hub: Hub,
    visitor: Visitors,
    clock: SettableClock,
    mail: Letters,
    amina: Person,
    fay: Person,
    guests: list[Person],
) -> None:
    await list_and_verify(visitor, mail, amina, fay)
    path = await announce(visitor, clock, amina)
    assert TEA in (await sees(visitor, guests[0], OWL)).words, "its page says what it does next"
    for n, guest in enumerate(guests):
        clock.move(minutes=1)
        need = f"A ramp for seat {n}"
        page = await sends(visitor, guest, path, f"{path}/reply", choice="in_person", needs=need)
        assert (DOOR in page.words) is (n < 20), n
    last = guests[20]
    assert "You are in the line" in (await sees(visitor, last, path)).words
    await sends(visitor, guests[6], path, f"{path}/reply", choice="no")
    await hub.outbox.deliver_all()
    assert TEA in (await sees(visitor, last, "/notifications")).words, "told that there is a seat"
    page = await sees(visitor, last, path)
    assert "You have a seat in person." in page.words and DOOR in page.words
    page = await sees(visitor, amina, f"{path}/people")
    assert "In person: 20" in page.words and "Waiting for a seat" not in page.words
    assert "A ramp for seat 20" in page.words and "A ramp for seat 6" not in page.words
    assert await needs_kept(hub) == 20
    clock.move(days=10 + 7)
    await hub.outbox.deliver_all()
    page = await sees(visitor, amina, f"{path}/people")
    assert "A ramp" not in page.words and await needs_kept(hub) == 0
    await sends(visitor, amina, f"{path}/people", f"{path}/attendance", came_in_person="19")
    await sends(visitor, amina, f"{path}/afterwards", notes="We **agreed**.")
    assert "We agreed." in (await sees(visitor, last, path)).words
