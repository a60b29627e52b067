"""Organisations under Get help now: chosen by an administrator, shown while a person confirms them."""

from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_pages import OWL
from tests.support.clock import SettableClock
from tests.support.visitor import Page, Visitor

CHOSEN = "/admin/help-organisations"


async def choose(fay: Visitor, organisation: str = "owl") -> Page:
    await fay.get(CHOSEN)
    return await fay.submit(
        organisation=organisation, button=("action", "add"), holding="Choose it"
    )


async def confirm(editor: Visitor) -> None:
    await editor.get(OWL)
    await editor.submit(f"{OWL}/confirm")


async def test_only_what_is_confirmed_stands_there(
    street: Street, amina: Person, clock: SettableClock
) -> None:
    await street.make(
        "Owl", amina, for_whom="Night birds", phone="020 7946 0101", seen={"phone": "members"}
    )
    fay, stranger = await street.looks(street.fay), street.visitors()
    page = await choose(fay)
    assert "Not shown: nobody has confirmed its page yet." in page.words
    assert "Owl" not in (await stranger.get("/get-help")).words
    editor = await street.looks(amina)
    await confirm(editor)
    page = await stranger.get("/get-help")
    assert "Owl" in page.words and "Night birds" in page.words and OWL in page.links()
    assert "7946" not in page.words, "a field for members is for members here too"
    assert "020 7946 0101" in (await editor.get("/get-help")).words
    assert "Shown. Last confirmed" in (await fay.get(CHOSEN)).words
    clock.move(days=183)
    assert "Owl" not in (await stranger.get("/get-help")).words
    fay, editor = await street.looks(street.fay), await street.looks(amina)
    assert "Not shown: not confirmed since" in (await fay.get(CHOSEN)).words
    await confirm(editor)
    assert "Owl" in (await stranger.get("/get-help")).words
    await editor.post(f"{OWL}/state", {"action": "archive"})
    assert "Owl" not in (await stranger.get("/get-help")).words
    assert "Not shown: nobody else can open" in (await fay.get(CHOSEN)).words


async def test_an_administrator_takes_one_away(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    await confirm(await street.looks(amina))
    fay = await street.looks(street.fay)
    await choose(fay)
    page = await choose(fay)
    assert page.status == 422 and "chosen already" in page.words
    page = await choose(fay, "nobody-here")
    assert page.status == 422 and "No page of the directory" in page.words
    assert "Owl" in (await street.visitors().get("/get-help")).words
    await fay.get(CHOSEN)
    await fay.submit(holding="Take away", button=("action", "remove"))
    assert "Owl" not in (await street.visitors().get("/get-help")).words
    said = {"organisation": "owl", "action": "remove"}
    assert (await fay.post(CHOSEN, said)).status == 404
    editor = await street.looks(amina)
    assert (await editor.post(CHOSEN, said)).status == 403
    assert (await editor.get(CHOSEN)).status == 403
