"""What rooms hold about one person goes along with them, without others' words, and none is left."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.rooms.models import ChangeKind, MemberState, NewChange, NewRead, RoomKind
from peerhub.rooms.service.change import change_messages
from peerhub.rooms.service.read import mark_read
from peerhub.rooms.store import direct, members, reactions
from tests.rooms.places import make_place
from tests.rooms.talks import ask
from tests.support.factories import make_person
from tests.support.visitor import Visitors


async def test_one_takes_ones_own_things_along_and_leaves_none(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, RoomKind.PRIVATE)
    for person in (amina, bo):
        await place.put(person, MemberState.MEMBER)
    await place.said_by(amina, "My own words")
    said = await place.said_by(bo, "The words of another")
    async with hub.transaction() as tx:
        thanks = NewChange(ChangeKind.REACT, amina.person_id, "r", said, emoji="🙏")
        await change_messages(tx, [thanks])
        await mark_read(tx, [NewRead(amina.person_id, place.room.slug, 2)])
    browser = await visitor.of(amina)
    await browser.get("/messages")
    await browser.submit("/messages/who", who="nobody")
    page = await browser.get("/me/data/export")
    held = page.json()["parts"]["rooms"]
    assert [m["body"] for m in held["messages"]] == ["My own words"]
    assert "another" not in page.text
    assert held["reactions"] == [{"room": "Willow", "emoji": "🙏"}]
    assert held["read"][0]["up_to"] == 2 and held["who_may_ask"] == "nobody"
    await browser.get("/me/data")
    await browser.submit("/me/data/leave", sure="yes")
    async with hub.reading() as db:
        assert await reactions.list_all_of(db, amina.person_id) == []
        assert await members.list_all_reads(db, amina.person_id) == {}
        assert await members.list_all_of(db, amina.person_id) == []
        assert await direct.list_choices(db, [amina.person_id]) == {}
    words = (await (await visitor.of(bo)).get(place.path)).words
    assert "Former member" in words and "My own words" in words


async def test_an_export_tells_of_no_request_that_a_block_kept_back(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    ben = await make_person(hub, "Ben")
    one, other = await visitor.of(amina), await visitor.of(ben)
    await one.get("/people/ben/block")
    await one.submit()
    before = (await other.get("/me/data/export")).json()["parts"]["rooms"]
    await ask(one, "ben")
    assert (await other.get("/me/data/export")).json()["parts"]["rooms"] == before
