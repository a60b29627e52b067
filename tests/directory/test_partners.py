"""Partners of the hub: what each does for it and since when, in the order of their names."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.directory.conftest import Street
from tests.directory.test_pages import OWL, log_of
from tests.support.clock import SettableClock
from tests.support.visitor import Page, Visitor

PARTNER = f"{OWL}/partner"


async def say(visitor: Visitor, path: str = PARTNER, **said: str) -> Page:
    await visitor.get(path)
    fields = {"role": "funds the hub", "since": "2025-05-31", "until": "", **said}
    return await visitor.submit(path if path in visitor.page.text else "", holding="Keep", **fields)


def partners_on(page: Page) -> list[str]:
    return [one for one in page.links() if one.startswith("/directory/")]


async def test_partners_stand_by_name_with_what_they_do(
    street: Street, hub: Hub, amina: Person
) -> None:
    await street.make("Wren", size="many")
    await street.make("Owl", amina, size="volunteers", for_whom="Night birds")
    await street.make("Robin")
    fay, stranger = await street.looks(street.fay), street.visitors()
    assert partners_on(await stranger.get("/partners")) == []
    await say(fay, "/directory/wren/partner", role="carries everything")
    assert (await say(fay)).path == f"{OWL}?f=saved"
    page = await stranger.get("/partners")
    assert partners_on(page) == [OWL, "/directory/wren"]
    assert "funds the hub since 31 May 2025" in page.words
    assert "funds the hub" in (await stranger.get(OWL)).words
    assert "Partner" not in (await stranger.get("/directory/robin")).text
    assert "/partners" in (await stranger.get("/directory")).links()
    assert [action for action, *_rest in await log_of(hub)][-1] == "organisation.partner"


async def test_a_partner_begins_and_ends_on_its_days(street: Street, clock: SettableClock) -> None:
    await street.make("Owl")
    fay, stranger = await street.looks(street.fay), street.visitors()
    await say(fay, since="2026-11-24", until="2026-11-25")
    assert partners_on(await stranger.get("/partners")) == []
    assert "funds" not in (await stranger.get(OWL)).words
    clock.move(days=2)
    page = await stranger.get("/partners")
    assert partners_on(page) == [OWL] and "from 24 November 2026 until" in page.words
    assert "before" not in page.words and "funds" in (await stranger.get(OWL)).words
    clock.move(days=2)
    page = await stranger.get("/partners")
    assert partners_on(page) == [OWL] and "Who was a partner before" in page.words
    assert "funds" not in (await stranger.get(OWL)).words


async def test_a_mistake_is_taken_back_and_a_page_put_away_is_no_partner(
    street: Street, amina: Person
) -> None:
    await street.make("Owl", amina)
    await street.make("Wren")
    fay, stranger = await street.looks(street.fay), street.visitors()
    for path in (PARTNER, "/directory/wren/partner"):
        await say(fay, path)
    await fay.get(PARTNER)
    assert 'value="2025-05-31"' in fay.page.text
    await fay.submit(f"{PARTNER}/forget")
    assert (await fay.post(f"{PARTNER}/forget")).status == 404
    await fay.post("/directory/wren/state", {"action": "archive"})
    assert partners_on(await stranger.get("/partners")) == []
    assert partners_on(await (await street.looks(amina)).get("/partners")) == []


async def test_nobody_else_makes_a_partner(street: Street, amina: Person) -> None:
    await street.make("Owl", amina)
    editor = await street.looks(amina)
    assert PARTNER not in (await editor.get(OWL)).links()
    assert (await editor.get(PARTNER)).status == 403
    said = {"role": "funds the hub", "since": "2025-05-31", "until": ""}
    assert (await editor.post(PARTNER, said)).status == 403
    assert (await editor.post(f"{PARTNER}/forget")).status == 403
    assert partners_on(await editor.get("/partners")) == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"role": ""}, "Write something here."),
        ({"since": "soon"}, "Write the day as in 2026-12-03."),
        ({"until": "2025-05-30"}, "The last day comes after the first."),
    ],
)
async def test_a_wrong_partner_gets_a_sentence(
    street: Street, said: dict[str, str], sentence: str
) -> None:
    await street.make("Owl")
    fay = await street.looks(street.fay)
    fields = {"role": "funds the hub", "since": "2025-05-31", "until": "", **said}
    page = await fay.post(PARTNER, fields)
    assert page.status == 422 and sentence in page.words
    assert partners_on(await fay.get("/partners")) == []
