"""The calendar of one's own meetups, read by two parsers through an address that can be revoked."""

import icalendar
import ics

from peerhub.core.hub import Hub
from peerhub.meetups.service.announce import set_removed
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from peerhub.people.service.suspend import freeze, suspend, thaw
from tests.meetups.conftest import DOOR, LINK, TEA, Organising
from tests.support.visitor import Page


async def makes_an_address(organising: Organising, person: Person) -> str:
    """The path of it, taken from the one page where it stands."""
    browser = await organising.at(person)
    await browser.get("/meetups/feed")
    page = await browser.submit("/meetups/feed")
    found = ["".join(one.itertext()) for one in page.tree.iter("code")]
    assert len(found) == 1 and found[0].startswith(organising.hub.config.address)
    return found[0].removeprefix(organising.hub.config.address)


def read(page: Page) -> tuple[dict[str, icalendar.Event], dict[str, ics.Event]]:
    """By title; both parsers find the same."""
    one = {str(e["SUMMARY"]): e for e in icalendar.Calendar.from_ical(page.text).walk("VEVENT")}
    other = {str(e.name): e for e in ics.Calendar(page.text).events}
    assert set(one) == set(other)
    assert {t: str(e["STATUS"]) for t, e in one.items()} == {t: e.status for t, e in other.items()}
    assert {t: str(e["DESCRIPTION"]) for t, e in one.items() if "DESCRIPTION" in e} == {
        t: e.description for t, e in other.items() if e.description
    }
    return one, other


async def test_both_parsers_read_what_somebody_comes_to_as_their_seat_allows(
    organising: Organising, amina: Person, bo: Person, cleo: Person
) -> None:
    first = await organising.both_ways(amina)
    full = await organising.both_ways(amina, title="A full one", seats_online="1")
    maybe = await organising.both_ways(amina, title="Perhaps this")
    refused = await organising.both_ways(amina, title="Not this")
    await organising.both_ways(amina, title="Never answered")
    await organising.answers(cleo, full, "online")
    for path, choice in (
        (first, "in_person"), (full, "online"), (maybe, "perhaps"), (refused, "no"),
    ):  # fmt: skip
        await organising.answers(bo, path, choice)
    address = await makes_an_address(organising, bo)
    page = await organising.sees(None, address)
    assert page.status == 200 and page.headers["content-type"].startswith("text/calendar")
    one, other = read(page)
    assert {title: str(e["STATUS"]) for title, e in one.items()} == {
        TEA: "CONFIRMED",
        "A full one": "TENTATIVE",
        "Perhaps this": "TENTATIVE",
    }
    assert DOOR in other[TEA].location and DOOR in one[TEA]["LOCATION"]
    assert LINK not in page.text.replace("\r\n ", ""), "he comes in person"
    assert all(DOOR not in other[title].location for title in ("A full one", "Perhaps this"))
    organiser = await organising.at(amina)
    await organiser.get(f"{first}/people")
    await organiser.submit(f"{first}/cancel", reason="Flood")
    one, _other = read(await organising.sees(None, address))
    assert one[TEA]["STATUS"] == "CANCELLED"
    hers, _other = read(await organising.sees(None, await makes_an_address(organising, amina)))
    assert hers["Never answered"]["STATUS"] == "CONFIRMED", "what she organises"


async def test_the_token_is_shown_once_rests_as_a_hash_and_ends_when_revoked(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    await organising.answers(bo, await organising.both_ways(amina), "online")
    browser = await organising.at(bo)
    assert "End it" not in (await browser.get("/meetups/feed")).words
    address = await makes_an_address(organising, bo)
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert token not in (await organising.sees(bo, "/meetups/feed")).text
    if hub.config.on_sqlite:
        for file in [p for p in hub.config.data_dir.rglob("*") if p.is_file()]:
            assert token.encode() not in file.read_bytes(), file
    other = await makes_an_address(organising, bo)
    nothing = await organising.sees(None, "/meetups/feed/nobody.ics")
    gone = await organising.sees(None, address)
    assert (gone.status, gone.words) == (nothing.status, nothing.words) == (404, nothing.words)
    assert (await organising.sees(None, other)).status == 200
    await browser.get("/meetups/feed")
    await browser.submit("/meetups/feed/revoke")
    assert (await organising.sees(None, other)).status == 404


async def test_it_ends_with_the_account_and_rests_while_somebody_may_not_write(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    path = await organising.both_ways(amina)
    addresses = {}
    for person in (bo, cleo):
        await organising.answers(person, path, "online")
        addresses[person] = await makes_an_address(organising, person)
    async with hub.transaction() as tx:
        await freeze(tx, person_id=bo.person_id)
    assert (await organising.sees(None, addresses[bo])).status == 404
    async with hub.transaction() as tx:
        await thaw(tx, person_id=bo.person_id)
        await suspend(tx, person_id=cleo.person_id, by=None)
    assert (await organising.sees(None, addresses[bo])).status == 200
    assert (await organising.sees(None, addresses[cleo])).status == 404
    async with hub.transaction() as tx:
        await leave(tx, bo, hub.personal)
    assert (await organising.sees(None, addresses[bo])).status == 404


async def test_what_waits_for_a_moderator_or_was_removed_is_in_nobodys_calendar(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    await organising.answers(bo, path, "online")
    addresses = [await makes_an_address(organising, person) for person in (amina, bo)]
    async with hub.transaction() as tx:
        await set_removed(tx, path.rpartition("/")[2], removed=True)
    for address in addresses:
        assert TEA not in (await organising.sees(None, address)).text
