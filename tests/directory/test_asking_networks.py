"""An organisation asks to join a network: who keeps the network says yes or no."""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.directory.conftest import Street, names_on
from tests.directory.test_networks import IN_NEST, NEST, answer, invite, keep, log_of, make
from tests.directory.test_pages import OWL
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor


@pytest.fixture
async def nest(street: Street, amina: Person, cleo: Person) -> Street:
    """Owl is Amina's, the nest is Cleo's; nobody has asked yet."""
    await street.make("Owl", amina)
    fay = await street.looks(street.fay)
    await make(fay)
    await keep(fay, cleo)
    return street


async def ask(editor: Visitor, slug: str = "nest") -> Page:
    await editor.get(f"{OWL}/networks")
    return await editor.submit(network=slug, button=("action", "ask"), holding="Ask to join it")


async def decide(keeper: Visitor, action: str) -> Page:
    await keeper.get(f"{NEST}/keep")
    return await keeper.submit(button=("action", action), holding="owl")


async def test_a_network_takes_in_who_asked(
    nest: Street, hub: Hub, amina: Person, cleo: Person, mail: Letters
) -> None:
    editor, keeper, stranger = await nest.looks(amina), await nest.looks(cleo), nest.visitors()
    page = await ask(editor)
    assert page.status == 200 and "Where it asks to join" in page.words
    assert "Ask to join a network" not in page.words, "there is no other"
    [letter] = await mail.to("cleo@example.org")
    assert f"{NEST}/keep" in letter.text and "Owl" not in letter.subject + letter.text
    assert "“Owl” asks to join the network “Nest”" in (await keeper.get("/notifications")).words
    for reader in (stranger, keeper):
        assert names_on(await reader.get(NEST)) == [] == names_on(await reader.get(IN_NEST))
        assert NEST not in (await reader.get(OWL)).links()
    page = await decide(keeper, "accept")
    assert "in the network since" in page.words
    assert names_on(await stranger.get(NEST)) == ["Owl"] == names_on(await stranger.get(IN_NEST))
    assert NEST in (await stranger.get(OWL)).links()
    await mail.all()
    assert "is in the network “Nest” now" in (await editor.get("/notifications")).words
    assert "is in the network" not in (await keeper.get("/notifications")).words
    assert (await log_of(hub))[-2:] == ["network.asked", "network.joined"]


async def test_a_no_is_told_and_leaves_nothing(
    nest: Street, amina: Person, cleo: Person, mail: Letters
) -> None:
    editor, keeper = await nest.looks(amina), await nest.looks(cleo)
    await ask(editor)
    assert "None yet." in (await decide(keeper, "remove")).words
    await mail.all()
    told = (await editor.get("/notifications")).words
    assert "“Nest” could not take “Owl” in this time" in told
    assert (await ask(editor)).status == 200, "another time it can ask again"
    page = await keeper.get(f"{NEST}/keep")
    assert "asks to join" in page.words


async def test_who_asks_can_stop_and_then_nobody_takes_it_in(
    nest: Street, amina: Person, cleo: Person, mail: Letters
) -> None:
    editor, keeper = await nest.looks(amina), await nest.looks(cleo)
    await ask(editor)
    await keeper.get(f"{NEST}/keep")
    await answer(editor, "leave")
    page = await keeper.submit(button=("action", "accept"), holding="owl")
    assert page.status == 422 and "does not ask any more" in page.words
    await mail.all()
    assert "could not take" not in (await editor.get("/notifications")).words


async def test_asking_and_inviting_meet(nest: Street, amina: Person, cleo: Person) -> None:
    editor, keeper = await nest.looks(amina), await nest.looks(cleo)
    await ask(editor)
    assert (await answer(editor, "confirm")).status == 422, "the network has not answered"
    assert names_on(await keeper.get(NEST)) == []
    assert (await invite(keeper)).status == 200
    assert names_on(await keeper.get(NEST)) == ["Owl"]
    await answer(editor, "leave")
    await editor.get(f"{OWL}/networks")
    await invite(keeper)
    page = await editor.submit(network="nest", button=("action", "ask"), holding="Ask to join it")
    assert page.status == 200 and names_on(await keeper.get(NEST)) == ["Owl"]


async def test_nobody_asks_or_takes_in_for_others(
    nest: Street, amina: Person, bo: Person, cleo: Person
) -> None:
    editor, other = await nest.looks(amina), await nest.looks(bo)
    assert (await answer(other, "ask")).status == 403
    assert (await answer(await nest.looks(cleo), "ask")).status == 403
    await ask(editor)
    for visitor in (editor, other):
        said = {"organisation": "owl", "action": "accept"}
        assert (await visitor.post(f"{NEST}/keep", said)).status == 403
    assert names_on(await editor.get(NEST)) == []


async def test_what_is_put_away_neither_asks_nor_is_asked(
    nest: Street, amina: Person, cleo: Person
) -> None:
    editor, fay = await nest.looks(amina), await nest.looks(nest.fay)
    await fay.post(f"{NEST}/state", {"action": "archive"})
    assert (await answer(editor, "ask")).status == 404
    assert "Ask to join" not in (await editor.get(f"{OWL}/networks")).words
    assert (await answer(editor, "ask", slug="nothing")).status == 404
    await fay.post(f"{NEST}/state", {"action": "restore"})
    await editor.post(f"{OWL}/state", {"action": "archive"})
    page = await answer(editor, "ask")
    assert page.status == 422 and "ask when it is back" in page.words


async def test_what_is_only_asked_does_not_leave_with_an_export(
    nest: Street, hub: Hub, amina: Person
) -> None:
    from peerhub.core.portable import Leaving
    from peerhub.directory.portable import portable

    await ask(await nest.looks(amina))
    (records,) = [one for one in portable.records if one.name == "network_members"]
    async with hub.reading() as db:
        leaving = Leaving(hub.config, hub.config.data_dir, hub.clock.now())
        rows = await db.execute(records.table.select().where(records.only(leaving)))
        assert rows.all() == []
