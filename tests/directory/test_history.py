"""What a page said before: each change is a version, and an earlier one is a button away."""

from typing import Any

import pytest

from peerhub.core.hub import Hub
from peerhub.directory.parts import PARTS
from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_pages import OWL, log_of
from tests.support.factories import make_sector
from tests.support.listed import change_page
from tests.support.visitor import Page, Visitor

HISTORY = f"{OWL}/history"


async def change(visitor: Visitor, **said: Any) -> Page:
    return await change_page(visitor, OWL, **said)


async def put_back(visitor: Visitor, number: int, action: str = "restore") -> Page:
    await visitor.get(HISTORY)
    return await visitor.submit(holding=f"(Version {number})", button=("action", action))


def versions_on(page: Page) -> list[str]:
    """Each version as its card reads, the newest first."""
    cards = [one for one in page.tree.iter("section") if one.get("class") == "card"]
    return [" ".join("".join(one.itertext()).split()) for one in cards]


async def test_each_change_is_a_version_that_says_what_changed(
    street: Street, amina: Person, hub: Hub
) -> None:
    await street.make("Owl", amina, words="We hoot.", borough=("brent",))
    editor, fay = await street.looks(amina), await street.looks(street.fay)
    await change(editor, words="We sing.", for_whom="Night birds")
    await change(editor, borough=["brent", "camden"])
    await change(fay, phone="020 7946 0102", see_phone="members")
    newest, where, second, *older = versions_on(await editor.get(HISTORY))
    assert "an administrator" in newest and "020 7946 0102" in newest and "We sing" not in newest
    assert "Members of this hub" in newest and "Nobody but its editors" in newest
    assert "an editor" in second and "We hoot." in second and "We sing." in second
    assert "Night birds" in second and "Camden" not in second and "020" not in second
    assert "Brent, Camden" in where and "We sing" not in where
    assert len(older) == 2
    for page in (editor.page, await fay.get(HISTORY)):
        assert "Amina" not in page.words and "Fay" not in page.words
    changed = [detail for action, _kind, detail in await log_of(hub) if action.endswith("changed")]
    assert changed == ["2", "3", "4", "5"]


async def test_nothing_changed_is_no_version(street: Street, amina: Person) -> None:
    await street.make("Owl", amina, words="We hoot.", borough=("brent",), strand=("race", "age"))
    editor = await street.looks(amina)
    before = versions_on(await editor.get(HISTORY))
    for part in PARTS:
        await editor.get(f"{OWL}/edit/{part}")
        assert (await editor.submit()).path == f"{OWL}/edit?f=saved"
    assert versions_on(await editor.get(HISTORY)) == before


async def test_an_earlier_version_is_put_back_as_a_new_one(street: Street, amina: Person) -> None:
    await street.make("Owl", amina, words="We hoot.", borough=("brent",), phone="020 7946 0101")
    editor = await street.looks(amina)
    await change(editor, name="Barn Owl", words="Buy here!", borough=[], see_phone="public")
    page = await put_back(editor, 2)
    assert page.status == 200 and len(versions_on(page)) == 6
    page = await street.visitors().get(OWL)
    assert "We hoot." in page.words and "Brent" in page.words and "Buy here" not in page.words
    assert "020" not in page.words, "to whom it was open goes back too"
    assert page.tree.find(".//h1").text == "Owl"  # type: ignore[union-attr]
    assert "Buy here!" in (await editor.get(HISTORY)).words


async def test_what_changed_meanwhile_is_not_overwritten(
    street: Street, amina: Person, bo: Person
) -> None:
    await street.make("Owl", amina, bo, words="We hoot.")
    one, other = await street.looks(amina), await street.looks(bo)
    await change(other, words="We whistle.")
    await one.get(HISTORY)
    await change(other, words="We sing.")
    page = await one.submit(holding="(Version 1)", button=("action", "restore"))
    assert page.status == 422 and "changed this page meanwhile" in page.words
    await one.get(f"{OWL}/edit/about")
    await change(other, words="We dance.")
    page = await one.submit(words="We sleep.")
    assert page.status == 422 and "changed this page meanwhile" in page.words
    assert "We sleep." in page.text and "We dance." in (await other.get(OWL)).words
    await one.submit()
    assert "We sleep." in (await other.get(OWL)).words, "a second press knows what it overwrites"


async def test_nobody_else_looks_back(street: Street, amina: Person, bo: Person) -> None:
    await street.make("Owl", amina, words="We hoot.")
    member = await street.looks(bo)
    assert HISTORY not in (await member.get(OWL)).links()
    assert (await member.get(HISTORY)).status == 403
    said = {"number": "1", "latest": "2", "action": "restore"}
    assert (await member.post(HISTORY, said)).status == 403
    assert (await street.visitors().get(HISTORY, follow=False)).status == 303
    assert (await (await street.looks(amina)).get(OWL)).text.count(HISTORY) == 1


async def test_only_administrators_forget_a_version_and_never_the_one_that_stands(
    street: Street, amina: Person, hub: Hub
) -> None:
    await street.make("Owl", amina, words="We hoot.")
    editor, fay = await street.looks(amina), await street.looks(street.fay)
    await change(editor, words="My name is Ida.")
    await change(editor, words="We sing.")
    assert "Forget" not in (await editor.get(HISTORY)).words
    said = {"number": "2", "latest": "3", "action": "forget"}
    assert (await editor.post(HISTORY, said)).status == 403
    page = await put_back(fay, 2, "forget")
    assert "Ida" not in page.text and len(versions_on(page)) == 2
    assert (await fay.post(HISTORY, said)).status == 404
    assert (await fay.post(HISTORY, {**said, "number": "3"})).status == 404
    assert (await log_of(hub))[-1] == ("organisation.version_forgotten", "organisation", "2")


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "7"])
async def test_a_version_that_is_none_is_not_put_back(
    street: Street, amina: Person, number: str
) -> None:
    await street.make("Owl", amina, words="We hoot.")
    editor = await street.looks(amina)
    page = await editor.post(HISTORY, {"number": number, "latest": "1", "action": "restore"})
    assert page.status in (404, 422)
    assert "We hoot." in (await editor.get(OWL)).words


async def test_a_fact_that_is_known_no_more_is_left_out(
    street: Street, hub: Hub, amina: Person
) -> None:
    await make_sector(hub, "law", "Law")
    await street.make("Owl", amina, sector=("law", "housing"))
    editor, fay = await street.looks(amina), await street.looks(street.fay)
    await change(editor, sector=[])
    await fay.post("/admin/sectors/change", {"slug": "law", "action": "archive"})
    page = await put_back(editor, 2)
    assert page.status == 200 and "Law" in page.words
    page = await editor.get(OWL)
    assert "Housing" in page.words and "Law" not in page.words


async def test_a_sector_that_was_put_away_keeps_nobody_from_changing_something_else(
    street: Street, hub: Hub, amina: Person
) -> None:
    await make_sector(hub, "law", "Law")
    await street.make("Owl", amina, sector=("law",))
    editor, fay = await street.looks(amina), await street.looks(street.fay)
    await fay.post("/admin/sectors/change", {"slug": "law", "action": "archive"})
    await change(editor, for_whom="Night birds")
    assert "Night birds" in (await editor.get(OWL)).words


async def test_thirty_versions_are_kept(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    for number in range(33):
        await change(editor, words=f"We hoot {number} times.")
    found = versions_on(await editor.get(HISTORY))
    assert len(found) == 30 and found[0].startswith("Version 34") and "Version 5" in found[-1]
