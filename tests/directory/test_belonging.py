"""Rooms and boards that belong to organisations and networks: both say yes, and only who may open one
ever reads its name.
"""

from dataclasses import dataclass

import pytest

from peerhub.core.hub import Hub
from peerhub.forum.models import BoardKind
from peerhub.forum.service.boards import archive_board, open_board, open_board_for
from peerhub.moderation.tables import log_entries
from peerhub.people.models import Person
from peerhub.rooms.models import RoomKind
from peerhub.rooms.service.rooms import archive_room, open_room, open_room_for
from tests.directory.conftest import Street
from tests.directory.test_networks import NEST, keep, make
from tests.directory.test_pages import OWL
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor

WILLOW = "Willow circle"
KINDS = [("room", kind) for kind in ("open", "restricted", "private")]
KINDS += [("board", kind) for kind in ("open", "restricted", "private")]


@dataclass
class Willow:
    """A room or a board that Amina looks after, and where it is."""

    kind: str
    slug: str

    @property
    def belongs(self) -> str:
        return f"/belongs/{self.kind}/{self.slug}"

    @property
    def path(self) -> str:
        return f"/rooms/{self.slug}" if self.kind == "room" else f"/forum/{self.slug}"


def main_of(page: Page) -> str:
    """Without the frame, which lists the rooms of whoever looks: words and addresses."""
    (main,) = page.tree.iter("main")
    links = [one.get("href") or "" for one in main.iter("a")]
    return " ".join([*main.itertext(), *links])


async def plant(hub: Hub, fay: Person, kind: str, how: str) -> Willow:
    said = {"facilitator": "amina", "slug": "willow", "title": WILLOW}
    async with hub.transaction() as tx:
        await open_room(tx, slug="elder", title="Elder")  # that belongs to nobody
        await open_board(tx, slug="elder", title="Elder")
        if kind == "room":
            return Willow(kind, (await open_room_for(tx, fay, kind=RoomKind(how), **said)).slug)
        return Willow(kind, (await open_board_for(tx, fay, kind=BoardKind(how), **said)).slug)


async def says(visitor: Visitor, willow: Willow, owner: str, action: str = "say") -> Page:
    return await visitor.post(willow.belongs, {"owner": owner, "action": action})


async def asks(visitor: Visitor, willow: Willow, owner: str) -> Page:
    """By the form."""
    await visitor.get(willow.belongs)
    return await visitor.submit(holding="Ask them", button=("action", "say"), owner=owner)


@pytest.fixture
async def nest(street: Street, amina: Person, cleo: Person) -> Street:
    """Owl is Amina's, the nest is Cleo's."""
    await street.make("Owl", amina)
    fay = await street.looks(street.fay)
    await make(fay)
    await keep(fay, cleo)
    return street


@pytest.mark.parametrize(("kind", "how"), KINDS)
async def test_a_place_stands_on_the_page_for_who_may_open_it_and_for_nobody_else(
    nest: Street, hub: Hub, amina: Person, bo: Person, kind: str, how: str
) -> None:
    willow = await plant(hub, nest.fay, kind, how)
    visitor = await nest.looks(amina)
    await visitor.get(f"{willow.path}/manage")
    assert willow.belongs in visitor.page.links()
    await visitor.get(willow.belongs)
    page = await visitor.submit(holding="It belongs to it", button=("action", "say"))
    assert page.status == 200 and "since" in page.words, "she says both yeses"
    said = main_of(await visitor.get(OWL))
    assert willow.path in said and WILLOW in said and "Elder" not in said
    assert OWL in (await visitor.get(f"{willow.path}/about")).links()
    for person in (bo, nest.fay, None):
        page = await (await nest.looks(person)).get(OWL)
        seen = how == "open" and person is not None
        assert page.status == 200, person
        said = main_of(page)
        assert (WILLOW in said, willow.path in said) == (seen, seen), (person, how)
    answers = await nest.looks(nest.fay)
    knows = how != "private"
    assert (WILLOW in main_of(await answers.get(f"{OWL}/places"))) is knows


async def test_strangers_see_a_public_board_and_nothing_that_is_closed(
    nest: Street, hub: Hub, amina: Person
) -> None:
    async with hub.transaction() as tx:
        await open_board(tx, slug="willow", title=WILLOW, public=True)
    fay = await nest.looks(nest.fay)
    await says(fay, Willow("board", "willow"), OWL)
    assert WILLOW in main_of(await nest.visitors().get(OWL))
    about = await nest.visitors().get("/forum/willow/about")
    assert OWL in about.links()
    async with hub.transaction() as tx:
        await archive_board(tx, "willow")
    for person in (None, amina):
        assert WILLOW not in main_of(await (await nest.looks(person)).get(OWL))


@pytest.mark.parametrize("kind", ["room", "board"])
async def test_a_confidential_place_belongs_to_nobody(
    nest: Street, hub: Hub, amina: Person, kind: str
) -> None:
    willow = await plant(hub, nest.fay, kind, "confidential")
    visitor = await nest.looks(amina)
    assert willow.belongs not in (await visitor.get(f"{willow.path}/manage")).links()
    assert (await visitor.get(willow.belongs)).status == 404
    assert (await says(visitor, willow, OWL)).status == 404


@pytest.mark.parametrize("kind", ["room", "board"])
async def test_others_are_asked_and_say_yes_before_anybody_sees_it(
    nest: Street, hub: Hub, amina: Person, bo: Person, cleo: Person, mail: Letters, kind: str
) -> None:
    willow = await plant(hub, nest.fay, kind, "restricted")
    visitor, keeper = await nest.looks(amina), await nest.looks(cleo)
    page = await asks(visitor, willow, f"https://hub.example.org{NEST}?f=saved")
    assert "They are asked, since" in page.words
    assert "already" in (await asks(visitor, willow, NEST)).words
    [letter] = await mail.to("cleo@example.org")
    assert f"{NEST}/places" in letter.text
    assert WILLOW not in letter.subject + letter.text and "Nest" not in letter.subject + letter.text
    assert "Something asks to belong to “Nest”." in (await keeper.get("/notifications")).words
    assert WILLOW not in keeper.page.text
    for person in (amina, bo, cleo, None):
        assert WILLOW not in main_of(await (await nest.looks(person)).get(NEST))
    await keeper.get(f"{NEST}/places")
    page = await keeper.submit(holding="Yes, it belongs to us", button=("action", "confirm"))
    assert page.status == 200 and "What belongs to it" in page.words
    assert WILLOW in main_of(await visitor.get(NEST))
    assert NEST in (await (await nest.looks(bo)).get(f"{willow.path}/about")).links(), "its door"
    assert WILLOW not in main_of(await (await nest.looks(bo)).get(NEST))
    async with hub.reading() as db:
        rows = (await db.execute(log_entries.select().order_by(log_entries.c.entry_id))).all()
    said = [row for row in rows if row.action.startswith("belonging.")]
    assert [row.action for row in said] == ["belonging.asked", "belonging.made"]
    assert "willow" not in str(said).casefold()


@pytest.mark.parametrize("side", ["place", "owner", "answer"])
async def test_either_side_ends_it(
    nest: Street, hub: Hub, amina: Person, cleo: Person, side: str
) -> None:
    willow = await plant(hub, nest.fay, "room", "open")
    visitor, keeper = await nest.looks(amina), await nest.looks(cleo)
    await asks(visitor, willow, NEST)
    if side != "answer":
        await keeper.get(f"{NEST}/places")
        await keeper.submit(holding="Yes, it belongs to us", button=("action", "confirm"))
        assert WILLOW in main_of(await keeper.get(NEST))
    if side == "place":
        await visitor.get(willow.belongs)
        await visitor.submit(holding=" Nest", button=("action", "remove"))
    else:
        await keeper.get(f"{NEST}/places")
        await keeper.submit(holding=f" {WILLOW}", button=("action", "end"))
    assert WILLOW not in main_of(await keeper.get(NEST))
    assert "Nothing yet." in (await keeper.get(f"{NEST}/places")).words
    assert "To nobody yet." in (await visitor.get(willow.belongs)).words
    assert (await says(visitor, willow, NEST, "remove")).status == 404


@pytest.mark.parametrize("kind", ["room", "board"])
async def test_of_a_private_place_nobody_outside_is_asked(
    nest: Street, hub: Hub, amina: Person, cleo: Person, kind: str
) -> None:
    willow = await plant(hub, nest.fay, kind, "private")
    visitor = await nest.looks(amina)
    assert "Nobody outside learns of this" in (await visitor.get(willow.belongs)).words
    assert (await says(visitor, willow, NEST)).status == 422
    await hub.outbox.deliver_all()
    keeper = await nest.looks(cleo)
    assert "asks to belong" not in (await keeper.get("/notifications")).words
    assert "Nothing yet." in (await keeper.get(f"{NEST}/places")).words


@pytest.mark.parametrize(("kind", "how"), KINDS)
async def test_nobody_speaks_for_a_place_that_is_not_theirs(
    nest: Street, hub: Hub, bo: Person, kind: str, how: str
) -> None:
    """As at its own settings' door: forbidden where one may know of it, absent where not."""
    await nest.make("Wren", bo)
    willow = await plant(hub, nest.fay, kind, how)
    visitor = await nest.looks(bo)
    wanted = 404 if how == "private" else 403
    assert (await visitor.get(willow.belongs)).status == wanted
    assert (await says(visitor, willow, "/directory/wren")).status == wanted
    assert WILLOW not in main_of(await visitor.get("/directory/wren"))
    assert (await visitor.get("/belongs/garden/willow")).status == 404


async def test_nobody_answers_for_an_owner_that_is_not_theirs(
    nest: Street, hub: Hub, amina: Person, bo: Person
) -> None:
    await nest.make("Wren", bo)
    willow = await plant(hub, nest.fay, "room", "open")
    await asks(await nest.looks(amina), willow, NEST)
    visitor = await nest.looks(amina)
    assert (await visitor.get(f"{NEST}/places")).status == 403
    other = await nest.looks(bo)
    stolen = {"together": "x" * 16, "action": "confirm"}
    assert (await other.post("/directory/wren/places", stolen)).status == 422
    assert (await other.post("/directory/wren/places", {**stolen, "action": "end"})).status == 404
    assert (await other.get(f"{OWL}/places")).status == 403


async def test_an_owner_that_one_may_not_open_is_not_there(
    nest: Street, hub: Hub, amina: Person, bo: Person
) -> None:
    fay = await nest.looks(nest.fay)
    await make(fay, "attic", "members")
    async with hub.transaction() as tx:
        await open_board(tx, slug="willow", title=WILLOW, public=True)
    await says(fay, Willow("board", "willow"), "/networks/attic")
    assert "/networks/attic" in (await (await nest.looks(bo)).get("/forum/willow/about")).links()
    assert "ttic" not in (await nest.visitors().get("/forum/willow/about")).text
    await fay.post("/networks/attic/state", {"action": "archive"})
    assert "ttic" not in (await (await nest.looks(bo)).get("/forum/willow/about")).text
    gone = await says(fay, Willow("board", "willow"), "/networks/attic")
    assert gone.status == 422 and "No organisation and no network" in gone.words


async def test_a_place_belongs_to_ten_at_most(nest: Street, hub: Hub, amina: Person) -> None:
    willow, visitor = await plant(hub, nest.fay, "room", "open"), await nest.looks(amina)
    for number in range(10):
        await nest.make(f"Nook {number}", amina)
        page = await says(visitor, willow, f"/directory/nook-{number}")
        assert page.status == 200, page.words
    page = await says(visitor, willow, OWL)
    assert page.status == 422 and "It belongs to ten already" in page.words
    async with hub.transaction() as tx:
        await archive_room(tx, willow.slug)
    assert WILLOW not in main_of(await visitor.get("/directory/nook-1"))
