"""What the leads settle for their hub: which kinds hide an item at once, how long records are kept."""

import pytest
from sqlalchemy import func, select

from peerhub.core.hub import Hub
from peerhub.moderation.safeguarding.tables import concerns
from peerhub.moderation.tables import log_entries
from peerhub.people.models import Person
from tests.safeguarding.conftest import Circle
from tests.safeguarding.test_items import BODY, in_the_room, says
from tests.support.factories import make_room
from tests.support.visitor import Visitor

SETTINGS = "/safeguarding/settings"
PICTURE = "intimate_image"


@pytest.fixture
async def lead(circle: Circle, hub: Hub, dana: Person, gita: Person) -> Visitor:
    await make_room(hub, "kitchen", "Kitchen table")
    return (await circle.found(dana, gita))[0]


async def flags(circle: Circle, person: Person | None, message_id: str, *kinds: str) -> Visitor:
    path = f"/flag?kind=message&id={message_id}"
    visitor = await circle.visitors.of(person) if person else circle.visitors()
    await visitor.get(path)
    page = await visitor.submit("/flag", holding="What did you see", urgency="1", kinds=list(kinds))
    assert page.status == 200, page.words
    return visitor


async def test_a_kind_that_the_hub_lists_hides_the_item_at_once_and_only_a_lead_shows_it(
    circle: Circle, lead: Visitor, amina: Person, bo: Person
) -> None:
    message_id = await says(circle, bo, BODY)
    reader = await circle.visitors.of(amina)
    page = await reader.get(f"/flag?kind=message&id={message_id}")
    assert page.words.count("It is hidden from everybody at once") == 1
    await flags(circle, amina, message_id, PICTURE, "other")
    assert "It is hidden for now." in await in_the_room(circle, amina)
    page = await circle.opens(lead)
    assert "It was hidden" in page.words and "An intimate picture" in page.words
    assert "not whole" not in page.words
    await lead.submit(holding="What should become of it?", act="show")
    assert BODY in await in_the_room(circle, amina)


async def test_other_kinds_and_strangers_hide_nothing(
    circle: Circle, lead: Visitor, amina: Person, bo: Person
) -> None:
    message_id = await says(circle, bo, BODY)
    await flags(circle, amina, message_id, "domestic", "child")
    await flags(circle, None, message_id, PICTURE)
    assert BODY in await in_the_room(circle, amina)


async def test_leads_change_the_list_and_the_trail_says_so(
    circle: Circle, hub: Hub, lead: Visitor, amina: Person, bo: Person
) -> None:
    await lead.get(SETTINGS)
    page = await lead.submit(hidden_kinds=["child"], keep_years="10")
    assert page.status == 200 and "Saved." in page.words
    message_id = await says(circle, bo, BODY)
    await flags(circle, amina, message_id, PICTURE)
    assert BODY in await in_the_room(circle, amina)
    await flags(circle, amina, message_id, "child")
    assert BODY not in await in_the_room(circle, amina)
    query = select(log_entries.c.detail).where(log_entries.c.action == "safeguarding.settings")
    async with hub.reading() as db:
        assert (await db.execute(query)).scalars().all() == ["keep 10 years; hide child"]


async def test_a_locked_key_settles_nothing(circle: Circle, lead: Visitor, gita: Person) -> None:
    locked = await circle.visitors.of(gita)
    await locked.get(SETTINGS)
    page = await locked.submit(keep_years="1")
    assert page.status == 422 and "Your key is locked." in page.words


async def test_a_closed_concern_is_kept_as_long_as_the_leads_settled(
    circle: Circle, hub: Hub, lead: Visitor, dana: Person, amina: Person
) -> None:
    await lead.get(SETTINGS)
    await lead.submit(hidden_kinds=[], keep_years="1")
    for held in (False, True):
        await circle.raises(amina)
        await circle.opens(lead)
        await lead.submit(holding="What came of it?", outcome="Safe", why="We rang.")
        if held:
            page = await lead.get("/safeguarding")
            closed = [a for a in page.links() if "/concerns/" in a]
            await lead.get(closed[0])
            await lead.submit(holding="whatever the usual time is", held="yes", hold_why="Court")
    await circle.later(days=364)
    assert await count(hub) == 2
    await circle.later(days=3)
    assert await count(hub) == 1, "the other one is held by law"


async def count(hub: Hub) -> int:
    async with hub.reading() as db:
        return await db.scalar(select(func.count()).select_from(concerns)) or 0
