"""Finding an organisation in one page: by words, by what it says of itself, and by nothing that is hidden."""

import pytest

from peerhub.core.hub import Hub
from peerhub.directory.models import Kind
from peerhub.directory.service.pages import list_organisation
from peerhub.directory.store import organisations as store
from peerhub.people.models import Person
from tests.directory.conftest import Street, names_on, tiles_on
from tests.support.factories import make_token
from tests.support.visitor import Visitors


@pytest.fixture
async def full(street: Street) -> Street:
    await street.make(
        "Zebra Crossing", words="We paint *roads*.", borough=("brent",), sector=("housing",),
        strand=("race",), size="many", user_led="no", language=("so",), access=("loop",),
    )  # fmt: skip
    await street.make(
        "ant hill", for_whom="Children under 100%", borough=("brent", "camden"), size="volunteers",
        user_led="yes", strand=("age",), language=("en",), access=("bsl",),
    )  # fmt: skip
    await street.make("Bee Hive", borough=("camden",), seen={"borough": "members"}, words="Honey.")
    await street.make("Crow’s Nest", borough=("camden",), seen={"borough": "hidden"})
    return street


async def test_everything_stands_by_name_and_never_by_size(full: Street) -> None:
    page = await full.visitors().get("/directory")
    assert names_on(page) == ["ant hill", "Bee Hive", "Crow’s Nest", "Zebra Crossing"]
    assert "4 organisations" in page.words
    assert len(tiles_on(page)) == 33 and page.text.count('role="list"') == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=ROADS", ["Zebra Crossing"]),
        ("q=hill+children", ["ant hill"]),
        ("q=100%25", ["ant hill"]),
        ("q=_", []),
        ("sector=housing", ["Zebra Crossing"]),
        ("strand=age", ["ant hill"]),
        ("borough=brent", ["ant hill", "Zebra Crossing"]),
        ("size=many", ["Zebra Crossing"]),
        ("user_led=yes", ["ant hill"]),
        ("language=so", ["Zebra Crossing"]),
        ("access=bsl", ["ant hill"]),
        ("borough=brent&size=many", ["Zebra Crossing"]),
        ("borough=camden&size=many", []),
        ("borough=atlantis", []),
        ("q=+", ["ant hill", "Bee Hive", "Crow’s Nest", "Zebra Crossing"]),
    ],
)
async def test_each_filter_finds_what_says_so(full: Street, asked: str, found: list[str]) -> None:
    assert names_on(await full.visitors().get(f"/directory?{asked}")) == found


async def test_a_hidden_field_is_neither_found_nor_counted(full: Street, amina: Person) -> None:
    stranger, member = full.visitors(), await full.looks(amina)
    administrator = await full.looks(full.fay)
    for visitor, found in (
        (stranger, ["ant hill"]),
        (member, ["ant hill", "Bee Hive"]),
        (administrator, ["ant hill", "Bee Hive", "Crow’s Nest"]),
    ):
        page = await visitor.get("/directory?borough=camden")
        assert names_on(page) == found
        assert tiles_on(page)["Camden"] == len(found)
        assert f"{len(found)} organisation" in page.words


async def test_hidden_words_are_found_by_nobody_else(street: Street, amina: Person) -> None:
    await street.make(
        "Owl", words="Marzipan", for_whom="Night birds", size="few", user_led="yes",
        seen={"words": "hidden", "for_whom": "members", "size": "hidden", "user_led": "members"},
    )  # fmt: skip
    stranger, member = street.visitors(), await street.looks(amina)
    for asked in ("q=marzipan", "q=night", "size=few", "user_led=yes"):
        page = await stranger.get(f"/directory?{asked}")
        assert names_on(page) == [] and "0 organisations" in page.words, asked
        assert (await member.get(f"/directory?{asked}")).status == 200
    assert names_on(await member.get("/directory?q=marzipan")) == []
    assert names_on(await member.get("/directory?q=night")) == ["Owl"]
    assert names_on(await member.get("/directory?user_led=yes")) == ["Owl"]
    assert names_on(await member.get("/directory?size=few")) == []


async def test_a_list_shows_no_hidden_field_either(street: Street) -> None:
    await street.make(
        "Owl", for_whom="Night birds", borough=("brent",), access=("loop",), user_led="yes",
        seen={"for_whom": "members", "borough": "hidden", "access": "members", "user_led": "hidden"},
    )  # fmt: skip
    page = await street.visitors().get("/directory")
    section = page.words.split("1 organisation")[-1]
    for words in ("Night birds", "Brent", "Hearing loop", "Led by"):
        assert words not in section


async def test_tiles_count_what_the_other_choices_leave(full: Street, amina: Person) -> None:
    page = await (await full.looks(amina)).get("/directory?borough=brent")
    assert tiles_on(page)["Brent"] == 2 and tiles_on(page)["Camden"] == 2
    page = await full.visitors().get("/directory?borough=brent&size=volunteers&q=ant")
    assert tiles_on(page)["Brent"] == 1 and tiles_on(page)["Camden"] == 1
    [camden] = [one for one in page.links() if "borough=camden" in one]
    assert camden == "/directory?q=ant&borough=camden&size=volunteers"
    assert "Shown: Brent." in page.words and "/directory?q=ant&size=volunteers" in page.links()


async def test_a_form_keeps_what_was_asked_in_the_address(full: Street) -> None:
    visitor = full.visitors()
    page = await visitor.get("/directory?borough=brent&user_led=no")
    chosen = [o.get("value") for o in page.tree.iter("option") if o.get("selected") is not None]
    assert "brent" in chosen and "no" in chosen
    assert [f.get("method") for f in page.forms() if f.get("action") == "/directory"] == ["get"]


@pytest.mark.parametrize("asked", ["size=huge", "user_led=perhaps", f"q={'x' * 201}", "after=zz"])
async def test_a_wrong_address_gets_a_sentence_and_the_list(full: Street, asked: str) -> None:
    page = await full.visitors().get(f"/directory?{asked}")
    assert page.status == 422 and "Please put this right" in page.words
    assert len(names_on(page)) == 4


async def test_fifty_a_page_and_the_rest_behind_a_link(street: Street, hub: Hub) -> None:
    async with hub.transaction() as tx:
        for number in range(53):
            await list_organisation(tx, street.fay, name=f"Group {number:02}", words="")
    visitor = street.visitors()
    first = await visitor.get("/directory?q=group")
    assert names_on(first) == [f"Group {number:02}" for number in range(50)]
    assert "53 organisations" in first.words
    [link] = [one for one in first.links() if "after=" in one]
    second = await visitor.get(link)
    assert names_on(second) == ["Group 50", "Group 51", "Group 52"]
    assert not [one for one in second.links() if "after=" in one]


async def test_an_empty_directory_says_what_it_is_for(street: Street) -> None:
    stranger = street.visitors()
    page = await stranger.get("/directory")
    assert "This is where organisations will stand" in page.words
    assert "/directory" not in (await stranger.get("/help")).links()
    await street.make("Owl")
    assert "/directory" in (await stranger.get("/help")).links()


async def test_programs_ask_the_same_and_see_as_much(
    full: Street, hub: Hub, amina: Person, visitor: Visitors
) -> None:
    token = await make_token(hub, amina, "read")
    program = visitor(headers={"Authorization": f"Bearer {token}"})
    path = "/api/v1/directory/organisations"
    said = (await program.get(f"{path}?borough=camden")).json()
    assert [one["name"] for one in said["items"]] == ["ant hill", "Bee Hive"]
    assert said["items"][0]["borough"] == ["brent", "camden"] and "next" not in said
    said = (await program.get(f"{path}?limit=3")).json()
    assert said["items"][2]["name"] == "Crow’s Nest" and said["items"][2]["borough"] == []
    rest = (await program.get(f"{path}?limit=3&cursor={said['next']}")).json()
    assert [one["name"] for one in rest["items"]] == ["Zebra Crossing"]
    assert (await program.get(f"{path}?size=huge")).status == 400
    assert (await visitor().get(path)).status == 401


async def test_facts_are_kept_once_each(street: Street, hub: Hub) -> None:
    await street.make("Owl", borough=("brent", "brent", "barnet"))
    async with hub.reading() as db:
        found = await store.find_organisation(db, "owl")
    assert found and found.profile.facts[Kind.BOROUGH] == ("barnet", "brent")
