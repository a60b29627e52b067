"""`import directory` as the hub sees it: a second run follows the source, and never a person's own word."""

import json
from pathlib import Path
from typing import Any

import pytest

from peerhub.core.hub import Hub
from peerhub.directory.importers.bring import Report, bring_directory
from peerhub.directory.service.arriving import Arrival
from peerhub.directory.store.organisations import list_listed
from peerhub.people.models import Person
from tests.directory.conftest import Street, names_on
from tests.support.listed import change_page
from tests.support.shared import shared_data
from tests.support.visitor import Visitors

TEA = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c611"


def organisation(**said: Any) -> dict[str, Any]:
    service = {
        "id": "ac148810-d857-441c-9679-408f346de14b",
        "name": "A warm room",
        "status": "active",
        "service_areas": [{"name": "London Borough of Brent"}, {"code": "E09000003"}],
        "languages": [{"code": "so-SO"}, {"name": "english"}, {"name": "Klingon"}],
        "phones": [{"number": "Tel. 020 7946 0199 (mornings)"}],
        "service_at_locations": [
            {
                "location": {
                    "location_type": "physical",
                    "addresses": [{"address_1": "1 High Road", "city": "London"}],
                }
            },
            {"location": {"location_type": "virtual"}},
        ],
    }
    numbers = [
        {"identifier_scheme": "GB-COH", "identifier": "9506232"},
        {"identifier_scheme": "GB-CHC", "identifier": "none yet"},
        {"identifier_type": "a club", "identifier": "7"},
    ]
    whole = {
        "id": TEA,
        "name": "Tea XE-EXAMPLE",
        "description": "We <b>make</b> tea.<br>Daily.",
        "organization_identifiers": numbers,
    }
    return {**whole, "services": [service], **said}


class Import:
    """A file that is written and brought, again and again."""

    def __init__(self, hub: Hub, path: Path) -> None:
        self.hub = hub
        self.path = path

    async def bring(self, *said: Any, dry_run: bool = False) -> Report:
        self.path.write_text(json.dumps(list(said)))
        return await self.run(str(self.path), dry_run=dry_run)

    async def run(self, source: str, *, dry_run: bool = False) -> Report:
        return await bring_directory(self.hub, source, dry_run=dry_run, tell=lambda _d, _of: None)


@pytest.fixture
def other(hub: Hub, tmp_path: Path) -> Import:
    return Import(hub, tmp_path / "feed.json")


def came(report: Report) -> dict[str, int]:
    return {str(arrival): count for arrival, count in report.count().items()}


async def read(visitor: Visitors, fay: Person, slug: str = "tea-xe-example") -> str:
    page = await (await visitor.of(fay)).get(f"/directory/{slug}")
    assert page.status == 200
    return page.text


async def edit(street: Street, **said: str) -> None:
    """As a person does on the page: what stands there, with these fields changed."""
    visitor = await street.looks(street.fay)
    part = "services" if "name-1" in said else ""
    await change_page(visitor, "/directory/tea-xe-example", part=part, **said)


async def test_it_comes_with_what_we_have_words_for(
    other: Import, street: Street, visitor: Visitors, fay: Person
) -> None:
    report = await other.bring(organisation())
    assert came(report) == {"new": 1} and report.bad == []
    page = await read(visitor, fay)
    for said in ("Tea XE-EXAMPLE", "We make tea.", "Daily.", "A warm room", "Brent", "Barnet"):
        assert said in page
    for said in (
        "Somali",
        "English",
        "020 7946 0199",
        "1 High Road, London",
        "Online",
        "Companies House: <",
        "09506232",
        "Unclaimed",
    ):
        assert said in page
    assert (
        "Klingon" not in page
        and "none yet" not in page
        and "club" not in page
        and "xxx" not in page
        and "mornings" not in page
        and "&lt;b" not in page
    )
    stranger = (await visitor().get("/directory/tea-xe-example")).text
    assert "We make tea." in stranger
    assert "7946" not in stranger and "High Road" not in stranger  # hidden at first


async def test_a_dry_run_changes_nothing(other: Import, visitor: Visitors) -> None:
    assert came(await other.bring(organisation(), dry_run=True)) == {"new": 1}
    assert (await visitor().get("/directory/tea-xe-example")).status == 404
    assert came(await other.bring(organisation())) == {"new": 1}


async def test_a_second_run_adds_nothing_and_follows_the_source(
    other: Import, street: Street, visitor: Visitors, fay: Person
) -> None:
    await other.bring(organisation())
    assert came(await other.bring(organisation())) == {"same": 1}
    renamed = organisation(name="Tea and Cake XE-EXAMPLE", description="Cake too.")
    assert came(await other.bring(renamed)) == {"changed": 1}
    page = await read(visitor, fay)
    assert "Tea and Cake XE-EXAMPLE" in page and "Cake too." in page
    assert came(await other.bring(renamed)) == {"same": 1}
    history = await (await visitor.of(fay)).get("/directory/tea-xe-example/history")
    assert "We make tea." in history.text or "Cake too." in history.text


async def test_what_a_person_changed_here_stays(
    other: Import, street: Street, visitor: Visitors, fay: Person
) -> None:
    await other.bring(organisation())
    await edit(street, words="We rest on Mondays.")
    report = await other.bring(organisation(description="New words.", email="tea@example.org"))
    assert came(report) == {"changed": 1}
    assert [line.plan.kept for line in report.lines if line.plan] == [("words",)]
    page = await read(visitor, fay)
    assert "We rest on Mondays." in page and "New words." not in page
    assert "tea@example.org" in page  # nobody had said anything there
    same = organisation(description="We rest on Mondays.", email="tea@example.org")
    await other.bring({**same, "services": []})  # the source says the same for once
    await other.bring(organisation(description="Newer words.", email="tea@example.org"))
    assert "We rest on Mondays." in await read(visitor, fay)  # it is theirs for good


async def test_what_was_put_away_or_has_a_name_that_is_here_is_left(
    other: Import, street: Street, visitor: Visitors, fay: Person
) -> None:
    await street.make("Tea XE-EXAMPLE", words="Made here.")
    assert came(await other.bring(organisation())) == {"name_here": 1}
    assert "Made here." in await read(visitor, fay)
    cake = {"id": "5c4d79d7-cc55-470e-9f1f-8cad074e4892", "name": "Cake XE-EXAMPLE"}
    await other.bring(cake)
    fay_there = await visitor.of(fay)
    await fay_there.get("/directory/cake-xe-example/edit")
    done = await fay_there.submit("/directory/cake-xe-example/state", button=("action", "archive"))
    assert done.status == 200, done.words
    assert came(await other.bring({**cake, "description": "We bake."})) == {"put_away": 1}
    assert (await visitor().get("/directory/cake-xe-example")).status == 404
    twins = [{"id": TEA[:-1] + end, "name": "Twin XE-EXAMPLE"} for end in "23"]
    assert came(await other.bring(*twins)) == {"new": 1, "name_here": 1}


BAD = [
    ({"id": TEA}, "does not stand in the file"),
    ({"id": TEA, "description": "Nameless."}, "no name"),
    ({"id": TEA, "name": "N" * 121}, "longer than 120"),
    ({"id": TEA, "name": ["Tea"]}, "name is no text"),
    ({"id": TEA, "name": "Tea", "website": "javascript:alert(1)"}, "web address"),
    ({"id": TEA, "name": "Tea", "email": "tea at example"}, "email address"),
    ({"id": TEA, "name": "Tea", "services": "none"}, "services is no list"),
    ({"id": TEA, "name": "Tea", "services": [{"phones": ["1"]}]}, "phones is no list"),
    ({"id": TEA, "name": "Tea", "services": [{"status": "defunct"}]}, "offers nothing any more"),
    ({"id": TEA, "name": "A term", "taxonomy_id": TEA}, "no organisation"),
    ("Tea", "no organisation"),
]


@pytest.mark.parametrize(("said", "why"), BAD)
async def test_a_bad_record_is_named_and_the_others_come(
    said: Any, why: str, other: Import, visitor: Visitors
) -> None:
    good = {"id": "5c4d79d7-cc55-470e-9f1f-8cad074e4892", "name": "Cake XE-EXAMPLE"}
    report = await other.bring(said, good)
    assert came(report) == {"new": 1}
    assert [(line.where, why in line.why) for line in report.bad] == [("record 1", True)]
    assert (await visitor().get("/directory/cake-xe-example")).status == 200


async def test_services_of_one_organisation_are_one_page(other: Import, visitor: Visitors) -> None:
    of = {"id": TEA, "name": "Tea XE-EXAMPLE"}
    rooms = [
        {"id": f"s{n}", "name": f"Room {n}", "status": "active", "organization": of} for n in (1, 2)
    ]
    place = {"location": {"location_type": "virtual"}}
    third = {"id": "p", "service": rooms[0], **place}
    assert came(await other.bring(*rooms, third)) == {"new": 1}
    page = (await visitor().get("/directory/tea-xe-example")).text
    assert "Room 1" in page and "Room 2" in page and "Online" in page


async def test_services_of_a_feed_are_services_on_the_page(
    other: Import, street: Street, visitor: Visitors, fay: Person
) -> None:
    def of(*names: str, words: str = "It is warm.") -> dict[str, Any]:
        return organisation(services=[{"name": name, "description": words} for name in names])

    await other.bring(of("Room 1", "room 1", "Tea XE-EXAMPLE", "Room 2"))
    page = await (await visitor.of(fay)).get("/directory/tea-xe-example")
    assert names_on(page) == ["Room 1", "Room 2"] and page.words.count("It is warm.") == 2
    assert came(await other.bring(of("Room 1", "Room 2"))) == {"same": 1}
    before = await service_ids(other.hub)
    assert came(await other.bring(of("Room 2", "Room 3", words="Warmer."))) == {"changed": 1}
    after = await service_ids(other.hub)
    assert set(after) == {"Room 2", "Room 3"} and after["Room 2"] == before["Room 2"]
    await edit(street, **{"name-1": "Our room"})
    report = await other.bring(of("Room 4"))
    assert [line.plan.kept for line in report.lines if line.plan] == [("services",)]
    assert "Our room" in await service_ids(other.hub), "what a person changed here is theirs"


async def test_what_a_page_has_no_room_for_is_named_in_its_words(
    other: Import, visitor: Visitors
) -> None:
    many = [{"name": f"Room {n:02}"} for n in range(1, 24)]
    await other.bring(organisation(services=many))
    page = await visitor().get("/directory/tea-xe-example")
    assert len(names_on(page)) == 20 and "Room 23" in page.words and "Room 21" in page.words


async def service_ids(hub: Hub) -> dict[str, str]:
    async with hub.reading() as db:
        (one,) = await list_listed(db, "", 2)
    return {service.name: service.service_id for service in one.profile.services}


async def only_slug(hub: Hub) -> str:
    async with hub.reading() as db:
        (one,) = await list_listed(db, "", 2)
    return one.slug


async def test_the_samples_of_the_standard_come_once(
    other: Import, visitor: Visitors, fay: Person
) -> None:
    folder = shared_data("open-referral/examples")
    first = await other.run(str(folder / "organization_full.json"))
    assert came(first) == {str(Arrival.NEW): 1} and not first.bad
    again = await other.run(str(folder / "service_full.json"))
    assert sum(again.count().values()) == 1 and Arrival.NEW not in again.count()
    page = await (await visitor.of(fay)).get(f"/directory/{await only_slug(other.hub)}")
    assert "01234567" in page.words
    sheets = await other.run(str(folder / "csv" / "organizations.csv"))
    assert sum(sheets.count().values()) == 1 and Arrival.NEW not in sheets.count()
