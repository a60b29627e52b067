"""Services of an organisation: on its page, and each a service of its own in the open feed."""

from typing import Any

import pytest

from peerhub.core.hub import Hub
from peerhub.directory.models import Service
from peerhub.people.models import Person
from tests.directory.conftest import Street, names_on
from tests.directory.test_open_referral import ask, fits, names_of
from tests.directory.test_pages import OWL
from tests.support.listed import change_page, make_organisation
from tests.support.visitor import Visitors

PART = f"{OWL}/edit/services"
TWO = {
    "name-1": "Warm room",
    "words-1": "Tea is free.\nSo is the window.",
    "way-1": "Bus 98, then ring",
    "name-2": "Help with forms",
}


async def test_services_stand_on_the_page_and_go_again(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    await change_page(editor, OWL, part="services", **TWO)
    page = await street.visitors().get(OWL)
    assert names_on(page) == ["Warm room", "Help with forms"]
    assert "Tea is free." in page.words and "How to come to it: Bus 98, then ring" in page.words
    assert "Tea is free." in (await editor.get(f"{OWL}/history")).words
    gone = {"name-1": "", "words-1": "", "way-1": ""}
    await change_page(editor, OWL, part="services", **gone)
    assert names_on(await street.visitors().get(OWL)) == ["Help with forms"]
    await editor.get(f"{OWL}/history")
    await editor.submit(holding="(Version 2)", button=("action", "restore"))
    assert names_on(await street.visitors().get(OWL)) == ["Warm room", "Help with forms"]


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"name-1": ""}, "name-1", "Give this service a name."),
        ({"name-1": "x" * 121}, "name-1", "at most 120 signs"),
        ({"words-2": "x" * 1_001}, "words-2", "at most 1000 signs"),
        ({"way-2": "x" * 301}, "way-2", "at most 300 signs"),
    ],
)
async def test_a_wrong_row_gets_one_sentence_at_its_field(
    street: Street, amina: Person, said: dict[str, str], field: str, sentence: str
) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    await editor.get(PART)
    page = await editor.submit(**{**TWO, **said})
    assert page.status == 422 and page.words.count(sentence) == 2
    assert f"#f-{field}" in page.links() and "So is the window." in page.text
    assert names_on(await street.visitors().get(OWL)) == []


async def test_services_are_open_to_whom_the_page_says_and_found_by_nobody_else(
    street: Street, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    readers = {"s": None, "b": bo, "a": amina}
    for level, seers in {"public": "sba", "members": "ba", "hidden": "a"}.items():
        await change_page(editor, OWL, part="services", **TWO, see_services=level)
        for letter, person in readers.items():
            visitor = await street.looks(person)
            shown = "Warm room" in (await visitor.get(OWL)).words
            assert shown == (letter in seers), (level, letter)
            finds = letter in seers and level != "hidden"
            for path in ("/directory?q=window", "/search?q=window"):
                page = await visitor.get(path)
                assert ("Owl" in page.words) == finds, (level, letter, path)


@pytest.fixture
async def listed(hub: Hub, fay: Person) -> None:
    """One with two services, one that shows its service to members alone."""
    await make_organisation(
        hub,
        fay,
        "Rook House",
        words="We are neighbours.",
        address="2 Low Road",
        language=("pl",),
        access=("online",),
        services=(
            Service("", "Warm room", "Tea is free.", "Bus 98"),
            Service("", "Help with forms"),
        ),
        seen={"address": "public"},
    )
    await make_organisation(
        hub,
        fay,
        "Quiet Corner",
        words="We listen.",
        services=(Service("", "SECRET hours", "Nobody else knows."),),
        seen={"services": "members"},
    )


@pytest.mark.usefixtures("listed")
async def test_each_public_service_is_one_of_the_feed(visitor: Visitors) -> None:
    three = ["Quiet Corner", "Warm room", "Help with forms"]
    page = await ask(visitor, "/services")
    assert [one["name"] for one in page["contents"]] == three and page["total_items"] == 3
    first, second = [(await ask(visitor, f"/services?per_page=2&page={n}")) for n in (1, 2)]
    assert [one["name"] for one in first["contents"] + second["contents"]] == three
    assert "SECRET" not in str(page)
    said: dict[str, Any] = {}
    for one in page["contents"]:
        fits("service_list.json", one)
        said[one["name"]] = whole = await ask(visitor, f"/services/{one['id']}")
        fits("service.json", whole)
        assert whole["id"] == one["id"] and "SECRET" not in str(whole)
    warm, forms = said["Warm room"], said["Help with forms"]
    assert warm["description"] == "Tea is free.\n\nBus 98"
    assert forms["description"] == "We are neighbours."
    assert warm["organization"] == forms["organization"]
    assert [one["name"] for one in warm["languages"]] == ["Polish"]
    whole = await ask(visitor, f"/organizations/{warm['organization_id']}")
    fits("organization.json", whole)
    assert [one["name"] for one in whole["services"]] == ["Warm room", "Help with forms"]
    assert await names_of(visitor, "/organizations") == ["Quiet Corner", "Rook House"]


@pytest.mark.usefixtures("listed")
async def test_each_service_is_at_each_place(visitor: Visitors) -> None:
    page = await ask(visitor, "/service_at_locations")
    assert [(p["service"]["name"], p["location"]["location_type"]) for p in page["contents"]] == [
        ("Warm room", "physical"),
        ("Warm room", "virtual"),
        ("Help with forms", "physical"),
        ("Help with forms", "virtual"),
    ]
    assert page["total_items"] == 4 and len({p["id"] for p in page["contents"]}) == 4
    assert len({p["location_id"] for p in page["contents"]}) == 2, "the organisation's own places"
    for one in page["contents"]:
        whole = await ask(visitor, f"/service_at_locations/{one['id']}")
        fits("service_at_location.json", whole)
        assert whole["service"]["name"] == one["service"]["name"]


async def test_a_service_keeps_its_id_while_it_keeps_its_row(
    street: Street, amina: Person, visitor: Visitors
) -> None:
    await street.make("Owl", amina, words="We hoot.")
    editor = await street.looks(amina)
    alone = (await ask(visitor, "/services"))["contents"][0]["id"]
    await change_page(editor, OWL, part="services", **TWO)
    await ask(visitor, f"/services/{alone}", 404)
    before = {one["name"]: one["id"] for one in (await ask(visitor, "/services"))["contents"]}
    await change_page(editor, OWL, part="services", **{"name-1": "Warmer room"})
    after = {one["name"]: one["id"] for one in (await ask(visitor, "/services"))["contents"]}
    assert after["Warmer room"] == before["Warm room"]
    assert after["Help with forms"] == before["Help with forms"]


async def test_nobody_takes_a_service_of_another_page(
    street: Street, amina: Person, visitor: Visitors
) -> None:
    await street.make("Owl", amina, words="We hoot.")
    await street.make("Wren", words="We sing.", services=(Service("", "Choir"),))
    wren = (await ask(visitor, "/services?search=sing"))["contents"][0]["id"]
    page = await (await street.looks(street.fay)).get("/directory/wren/edit/services")
    (known,) = [
        i.get("value", "") for i in page.tree.iter("input") if i.get("name") == "service_id-1"
    ]
    editor = await street.looks(amina)
    twice = {"service_id-1": known, "name-1": "Hoots", "service_id-2": known, "name-2": "Hoo"}
    done = await editor.post(PART, {**twice, "see_services": "public"})
    assert done.status == 200 and len(known) == 16
    assert (await ask(visitor, f"/services/{wren}"))["name"] == "Choir"
    names = await names_of(visitor, "/services")
    assert names == ["Hoots", "Hoo", "Choir"]
