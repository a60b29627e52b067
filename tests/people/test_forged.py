"""No other site can act as the visitor, and no field but a form's own is taken (promises S11, S15)."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.feature import feature
from peerhub.people.models import Person
from peerhub.people.store import persons
from tests.support.visitor import Visitors

UNSAFE = sorted(
    route.path.replace("{handle}", "amina").replace("{secret}", "none")  # type: ignore[attr-defined]
    for route in feature.routes
    if "POST" in (route.methods or ())  # type: ignore[attr-defined]
)
COLUMNS = ["person_id", "handle", "email", "password_hash", "state", "joined_at", "role", "roles"]


@pytest.mark.parametrize("path", UNSAFE)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
    ],
)
async def test_another_site_is_refused(
    visitor: Visitors, fay: Person, path: str, headers: dict[str, str]
) -> None:
    browser = await visitor.of(fay)
    if not headers["Sec-Fetch-Site"]:
        del browser.client.headers["Sec-Fetch-Site"]
        headers = {"Origin": headers["Origin"]}
    assert (await browser.post(path, {}, headers=headers)).status == 403


@pytest.mark.parametrize("path", UNSAFE)
async def test_an_old_browser_needs_the_forms_own_token(
    visitor: Visitors, fay: Person, amina: Person, path: str
) -> None:
    browser, other = await visitor.of(fay), await visitor.of(amina)
    del browser.client.headers["Sec-Fetch-Site"]
    assert (await browser.post(path, {})).status == 403
    assert (await browser.post(path, {"_token": "0" * 64})).status == 403
    await other.get("/me/profile")
    token = next(i.get("value") for i in other.page.tree.iter("input") if i.get("name") == "_token")
    assert (await browser.post(path, {"_token": token})).status == 403


async def test_with_its_token_an_old_browser_works(visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(amina)
    del browser.client.headers["Sec-Fetch-Site"]
    await browser.get("/me/profile")
    assert "Saved." in (await browser.submit(name="Night Owl")).words


@pytest.mark.parametrize("path", UNSAFE)
async def test_a_get_changes_nothing(visitor: Visitors, fay: Person, path: str) -> None:
    browser = await visitor.of(fay)
    page = await browser.get(path, follow=False)
    assert page.status in (200, 404, 405)
    assert (await browser.get("/api/v1/me")).status == 200


@pytest.mark.parametrize("column", COLUMNS)
async def test_a_column_of_ours_is_no_field_of_theirs(
    hub: Hub, visitor: Visitors, amina: Person, column: str
) -> None:
    browser = await visitor.of(amina)
    page = await browser.post("/me/profile", {"name": "Night Owl", column: "administrator"})
    assert page.status == 422
    async with hub.reading() as db:
        assert await persons.get_person(db, amina.person_id) == amina
