"""What is near, and what is of one's own field of work: a borough and a sector, in the address."""

import pytest

from peerhub.people.models import Person
from tests.meetups.conftest import Organising
from tests.support.factories import make_sector
from tests.support.visitor import Page

NEAR = {"borough": "brent", "sector": "housing", "audience": "public"}


@pytest.fixture
async def two(organising: Organising, amina: Person) -> Organising:
    """One near, one that says neither where nor what it is about."""
    await make_sector(organising.hub, "housing", "Housing")
    for title, more in (("Near tea", NEAR), ("Any tea", {"audience": "public"})):
        page = await organising.announce(amina, title=title, **more)
        assert page.status == 200, page.words
    return organising


def teas(page: Page) -> list[str]:
    return sorted(title for title in ("Near tea", "Any tea") if title in page.words)


async def test_a_stranger_looks_for_what_is_near(two: Organising) -> None:
    assert teas(await two.sees(None, "/meetups")) == ["Any tea", "Near tea"]
    for asked in ("borough=brent", "sector=housing", "borough=brent&sector=housing"):
        assert teas(await two.sees(None, f"/meetups?{asked}")) == ["Near tea"]
    assert teas(await two.sees(None, "/meetups?borough=barnet")) == []
    assert teas(await two.sees(None, "/meetups?borough=atlantis")) == ["Any tea", "Near tea"]


async def test_its_page_says_both_and_a_month_keeps_what_is_looked_for(two: Organising) -> None:
    page = await two.sees(None, "/meetups?borough=brent")
    (path,) = [one for one in page.links() if one.startswith("/meetups/") and len(one) == 25]
    by_month = next(one for one in page.links() if "month=" in one)
    assert "borough=brent" in by_month
    assert teas(await two.sees(None, "/meetups?month=2026-12&borough=brent")) == ["Near tea"]
    said = (await two.sees(None, path)).words
    assert "Brent" in said and "Housing" in said


async def test_an_organiser_changes_them_and_chooses_only_what_is_on_the_list(
    two: Organising, amina: Person
) -> None:
    page = await two.sees(None, "/meetups?borough=brent")
    (path,) = [one for one in page.links() if one.startswith("/meetups/") and len(one) == 25]
    visitor = await two.at(amina)
    await visitor.get(f"{path}/edit")
    page = await visitor.submit(holding="Near tea", borough="atlantis")
    assert page.status == 422 and "Choose one of the list, or none." in page.words
    await visitor.get(f"{path}/edit")
    page = await visitor.submit(holding="Near tea", borough="barnet", sector="")
    assert page.status == 200, page.words
    assert teas(await two.sees(None, "/meetups?borough=barnet")) == ["Near tea"]
    assert teas(await two.sees(None, "/meetups?sector=housing")) == []
