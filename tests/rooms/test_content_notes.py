"""What a content note may be about: the house's kinds, or those that an administrator has set."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from peerhub.rooms.models import RoomKind
from tests.rooms.places import Place, make_place
from tests.support.visitor import Page, Visitor, Visitors

WORDS = "Hard to write"


def kinds(page: Page) -> list[str]:
    select = page.tree.find(".//select[@id='f-note_kind']")
    assert select is not None
    return ["".join(option.itertext()) for option in select.iter("option")][1:]


async def set_kinds(browser: Visitor, said: str) -> Page:
    await browser.get("/admin/community")
    return await browser.submit(content_notes=said)


async def post(browser: Visitor, place: Place, kind: str) -> Page:
    await browser.get(place.path)
    return await browser.submit(f"{place.path}/messages", body=WORDS, note_kind=kind)


@pytest.fixture
async def place(hub: Hub) -> Place:
    return await make_place(hub, RoomKind.OPEN)


async def test_an_administrator_sets_them_and_messages_keep_theirs(
    visitor: Visitors, place: Place, amina: Person, fay: Person
) -> None:
    browser, administrator = await visitor.of(amina), await visitor.of(fay)
    usual = kinds(await browser.get(place.path))
    assert "Racism" in usual and len(usual) == 6
    await post(browser, place, "Racism")
    page = await set_kinds(administrator, "  Hate \r\n\r\nBirth and  loss\r\nHate\r\n")
    assert "Saved." in page.words
    page = await browser.get(place.path)
    assert kinds(page) == ["Hate", "Birth and loss"]
    assert "Content note: Racism" in page.words
    page = await post(browser, place, "Birth and loss")
    assert "Content note: Birth and loss" in page.words
    await set_kinds(administrator, "")
    page = await browser.get(place.path)
    assert kinds(page) == usual
    assert "Content note: Birth and loss" in page.words


async def test_what_was_begun_before_a_change_is_not_refused(
    visitor: Visitors, place: Place, amina: Person, fay: Person
) -> None:
    browser = await visitor.of(amina)
    await browser.get(place.path)
    await set_kinds(await visitor.of(fay), "Hate")
    page = await browser.submit(f"{place.path}/messages", body=WORDS, note_kind="Racism")
    assert page.status == 200 and "Content note: Racism" in page.words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("x" * 61, "at most 60 characters"),
        ("\n".join(f"Kind {n}" for n in range(21)), "at most 20 kinds"),
    ],
)
async def test_a_list_that_nobody_would_read_is_refused(
    visitor: Visitors, place: Place, fay: Person, said: str, words: str
) -> None:
    administrator = await visitor.of(fay)
    page = await set_kinds(administrator, said)
    assert page.status == 422 and words in page.words
    assert "Racism" in kinds(await administrator.get(place.path))
