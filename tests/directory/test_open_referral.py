"""The open feed: what the standard's own schemas ask for, and nothing that was not made public."""

from typing import Any

import jsonschema_rs
import orjson
import pytest

from peerhub.core.hub import Hub
from peerhub.directory.models import Funder, Identifier, ListState
from peerhub.directory.store.organisations import set_state
from peerhub.people.models import Person
from tests.support.listed import make_organisation
from tests.support.shared import shared_data
from tests.support.visitor import Visitors

FEED = "/open-referral"
SECRET = "14 Hidden Lane"
HIDES = {
    "address": "members",
    "strand": "members",
    "access": "hidden",
    "identifiers": "members",
    "funders": "hidden",
}


@pytest.fixture
async def listed(hub: Hub, fay: Person) -> None:
    """Four pages: one that says much, one that hides most, one put away, one without words."""
    await make_organisation(
        hub,
        fay,
        "Tea and Toast",
        words="We make tea for neighbours.",
        for_whom="Anybody who is thirsty",
        website="https://tea.example.org/",
        phone="020 7946 0199",
        email="tea@example.org",
        address="1 High Road\nLondon N1 9ZZ",
        borough=("brent", "barnet"),
        strand=("poverty", "race"),
        language=("en", "so"),
        access=("step-free", "online"),
        identifiers=(Identifier("GB-CHC", "1090095"), Identifier("XE-EXAMPLE", "TEA-1")),
        funders=(Funder("Penny Fund", "2026-04"),),
        seen={"phone": "public", "email": "public", "address": "public"},
    )
    await make_organisation(
        hub,
        fay,
        "Quiet Corner",
        words="We listen.",
        phone="020 7946 0111",
        address=SECRET,
        strand=("race",),
        access=("online",),
        identifiers=(Identifier("XE-EXAMPLE", "CORNER-1"),),
        funders=(Funder("CORNER Fund"),),
        seen=HIDES,
    )
    gone = await make_organisation(hub, fay, "Gone Group", words="We were here.")
    async with hub.transaction() as tx:
        before, state = ListState.LISTED, ListState.ARCHIVED
        await set_state(tx.db, gone.organisation_id, before=before, state=state)
    words = {"words": "members"}
    await make_organisation(hub, fay, "Unsaid", words="For members to read.", seen=words)


async def ask(visitor: Visitors, path: str, status: int = 200) -> Any:
    page = await visitor().get(FEED + path)
    assert page.status == status, page.text
    assert page.headers["access-control-allow-origin"] == "*"
    return orjson.loads(page.text)


async def names_of(visitor: Visitors, path: str) -> list[str]:
    return [one["name"] for one in (await ask(visitor, path))["contents"]]


def fits(schema: str, found: Any) -> None:
    """By the compiled schemas of the profile (CC BY-SA 4.0), which stand beside the project."""
    path = shared_data(f"open-referral/schema/{schema}")
    validator = jsonschema_rs.validator_for(orjson.loads(path.read_bytes()))
    wrong = [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(found)]
    assert not wrong, "; ".join(wrong)


@pytest.mark.usefixtures("listed")
async def test_every_door_answers_as_the_standard_asks(visitor: Visitors) -> None:
    begun = await ask(visitor, "/")
    assert begun["version"] == "HSDS-UK-3.0"
    assert begun["profile"].startswith("https://") and begun["openapi_url"].endswith(".json")
    for path, one, many in (
        ("/services", "service.json", "service_list.json"),
        ("/organizations", "organization.json", "organization_list.json"),
        ("/service_at_locations", "service_at_location.json", "service_at_location_list.json"),
    ):
        page = await ask(visitor, path)
        assert page["total_items"] == page["size"] > 0 and page["first_page"] is page["last_page"]
        for entry in page["contents"]:
            fits(many, entry)
            whole = await ask(visitor, f"{path}/{entry['id']}")
            fits(one, whole)
            assert whole["id"] == entry["id"]
            assert not {"", None} & {
                said for said in whole.values() if isinstance(said, str | None)
            }
    for path in ("/taxonomies", "/taxonomy_terms"):
        for entry in (await ask(visitor, path))["contents"]:
            assert await ask(visitor, f"{path}/{entry['id']}") == entry


@pytest.mark.usefixtures("listed")
async def test_only_what_is_public_goes_out(visitor: Visitors) -> None:
    """Not to members who happen to be signed in either: whoever fetches it may show it to all."""
    assert await names_of(visitor, "/services") == ["Quiet Corner", "Tea and Toast"]
    places = (await ask(visitor, "/service_at_locations"))["contents"]
    assert [(p["service"]["name"], p["location"]["location_type"]) for p in places] == [
        ("Tea and Toast", "physical"),
        ("Tea and Toast", "virtual"),
    ]
    for path in ("/services", "/organizations", "/service_at_locations"):
        page = await ask(visitor, path)
        whole = [await ask(visitor, f"{path}/{one['id']}") for one in page["contents"]]
        said = orjson.dumps([page, whole]).decode()
        for hidden in (SECRET, "0111", "CORNER", "Gone Group", "For members to read", "Unsaid"):
            assert hidden not in said, path
        assert "We make tea" in said


@pytest.mark.usefixtures("listed")
async def test_what_is_said_arrives_whole(visitor: Visitors) -> None:
    (tea,) = [o for o in (await ask(visitor, "/services"))["contents"] if "Tea" in o["name"]]
    whole = await ask(visitor, f"/services/{tea['id']}")
    assert [one["name"] for one in whole["service_areas"]] == ["Barnet", "Brent"]
    assert [one["name"] for one in whole["languages"]] == ["English", "Somali"]
    assert [one["number"] for one in whole["phones"]] == ["020 7946 0199"]
    assert {a["taxonomy_term"]["name"] for a in whole["attributes"]} == {"Poverty", "Race"}
    here, online = whole["service_at_locations"]
    assert "1 High Road" in here["location"]["description"]
    assert online["location"]["location_type"] == "virtual"
    numbers = [
        (one["identifier_scheme"], one["identifier"])
        for one in whole["organization"]["organization_identifiers"]
    ]
    assert numbers == [("GB-CHC", "1090095"), ("XE-EXAMPLE", "TEA-1")]
    assert [one["source"] for one in whole["funding"]] == ["Penny Fund, 2026-04 – "]
    assert whole["organization"]["uri"].endswith("/directory/tea-and-toast")
    assert "organization" not in (
        await ask(visitor, f"/organizations/{whole['organization']['id']}")
    )


@pytest.mark.usefixtures("listed")
async def test_lists_are_asked_by_words_terms_and_pages(visitor: Visitors) -> None:
    terms = {
        t["name"]: t["id"] for t in (await ask(visitor, "/taxonomy_terms?per_page=100"))["contents"]
    }
    strands = [t for t in (await ask(visitor, "/taxonomies"))["contents"] if "strand" in t["name"]]
    assert await names_of(visitor, "/services?search=tea") == ["Tea and Toast"]
    race = f"/services?taxonomy_term_id={terms['Race']}"
    assert await names_of(visitor, race) == ["Tea and Toast"], "the other hides it from strangers"
    assert await names_of(visitor, f"{race}&search=listen") == []
    assert await names_of(visitor, f"/services?taxonomy_id={strands[0]['id']}") == ["Tea and Toast"]
    assert await names_of(visitor, "/services?minimum_age=80") == ["Quiet Corner", "Tea and Toast"]
    for nothing in ("postcode=N1 9ZZ", "day=MO", "taxonomy_term_id=none", "taxonomy_id=none"):
        assert await names_of(visitor, f"/services?{nothing}") == []
    second = await ask(visitor, "/services?per_page=1&page=2")
    assert [one["name"] for one in second["contents"]] == ["Tea and Toast"]
    assert (second["total_pages"], second["page_number"], second["last_page"]) == (2, 2, True)
    assert (await ask(visitor, "/services?per_page=1&page=3"))["empty"] is True


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("query", ["page=0", "page=x", "per_page=101", "per_page=-1", "page=9e99"])
async def test_a_wrong_number_is_a_problem_in_one_sentence(visitor: Visitors, query: str) -> None:
    found = await ask(visitor, f"/services?{query}", 400)
    assert found["code"] == "bad_request" and found["detail"].startswith(
        query.split("=", maxsplit=1)[0]
    )


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    "said", ["none", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-8fff-bfff-ffffffffffff"]
)
async def test_what_is_not_there_is_not_found(visitor: Visitors, said: str) -> None:
    for kind in (
        "services",
        "organizations",
        "service_at_locations",
        "taxonomies",
        "taxonomy_terms",
    ):
        assert (await ask(visitor, f"/{kind}/{said}", 404))["code"] == "not_found"
    service = (await ask(visitor, "/services"))["contents"][0]["id"]
    await ask(visitor, f"/organizations/{service}", 404)
