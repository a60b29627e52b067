"""Networks: who makes one, who keeps it, and which organisation is in it once both said yes."""

import pytest
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.moderation.tables import log_entries
from peerhub.people.models import Person
from tests.directory.conftest import Street, names_on
from tests.directory.test_pages import OWL
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor

NEST, IN_NEST = "/networks/nest", "/directory?network=nest"


async def make(visitor: Visitor, slug: str = "nest", seen: str = "public", **said: str) -> Page:
    await visitor.get("/networks/new")
    fields = {"name": slug.title(), "words": "We *roost* together.", **said}
    return await visitor.submit(slug=slug, seen=seen, **fields)


async def keep(visitor: Visitor, person: Person, slug: str = "nest") -> Page:
    path = f"/networks/{slug}/keepers"
    return await visitor.post(path, {"handle": person.handle, "action": "add"})


async def invite(visitor: Visitor, organisation: str = "owl", slug: str = "nest") -> Page:
    await visitor.get(f"/networks/{slug}/keep")
    button = ("action", "invite")
    return await visitor.submit(organisation=organisation, button=button, holding="Invite it")


async def answer(visitor: Visitor, action: str, slug: str = "nest", path: str = OWL) -> Page:
    return await visitor.post(f"{path}/networks", {"network": slug, "action": action})


async def log_of(hub: Hub) -> list[str]:
    async with hub.reading() as db:
        rows = await db.scalars(select(log_entries.c.action).order_by(log_entries.c.entry_id))
        return [action for action in rows if action.startswith("network.")]


@pytest.fixture
async def nest(street: Street, amina: Person, cleo: Person) -> Street:
    """Owl is Amina's, the nest is Cleo's; nothing is invited yet."""
    await street.make("Owl", amina, for_whom="Night birds")
    fay = await street.looks(street.fay)
    await make(fay)
    await keep(fay, cleo)
    return street


async def test_a_network_shows_an_organisation_once_both_said_yes(
    nest: Street, hub: Hub, amina: Person, cleo: Person, mail: Letters
) -> None:
    stranger, keeper = nest.visitors(), await nest.looks(cleo)
    editor, fay = await nest.looks(amina), await nest.looks(nest.fay)
    page = await stranger.get("/networks")
    assert NEST in page.links()
    page = await invite(keeper)
    assert page.status == 200 and "invited on" in page.words
    assert names_on(await stranger.get(NEST)) == []
    assert NEST not in (await stranger.get(OWL)).links()
    assert names_on(await stranger.get(IN_NEST)) == []
    [letter] = await mail.to("amina@example.org")
    assert f"{OWL}/networks" in letter.text
    assert "Owl" not in letter.subject + letter.text and "Nest" not in letter.subject + letter.text
    assert not await mail.to("fay@example.org"), "whoever looks after the page answers"
    page = await editor.get(f"{OWL}/networks")
    assert "invited on" in page.words
    page = await editor.submit(button=("action", "confirm"), holding="Yes, we belong to it")
    assert page.status == 200 and "Where it belongs" in page.words
    page = await stranger.get(NEST)
    assert names_on(page) == ["Owl"] and "Night birds" in page.words
    assert "<em>roost</em>" in page.text and "1 organisation" in page.words
    assert NEST in (await stranger.get(OWL)).links()
    assert names_on(await stranger.get(IN_NEST)) == ["Owl"]
    await mail.all()
    assert "is in the network “Nest” now" in (await keeper.get("/notifications")).words
    assert "is in the network" not in (await fay.get("/notifications")).words
    assert await log_of(hub) == [
        "network.made", "network.keeper_added", "network.invited", "network.joined",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["keeper", "editor"])
async def test_either_side_leaves_with_one_button(
    nest: Street, hub: Hub, amina: Person, cleo: Person, who: str
) -> None:
    keeper, editor = await nest.looks(cleo), await nest.looks(amina)
    await invite(keeper)
    await answer(editor, "confirm")
    assert names_on(await keeper.get(NEST)) == ["Owl"]
    if who == "keeper":
        await keeper.get(f"{NEST}/keep")
        page = await keeper.submit(button=("action", "remove"), holding="Take away")
    else:
        await editor.get(f"{OWL}/networks")
        page = await editor.submit(button=("action", "leave"), holding="Leave")
    assert page.status == 200
    assert names_on(await keeper.get(NEST)) == [] and NEST not in (await editor.get(OWL)).links()
    assert (await log_of(hub))[-1] == "network.parted"
    assert (await answer(editor, "leave")).status == 404
    assert (await answer(editor, "confirm")).status == 404
    assert "invited on" in (await invite(keeper)).words


async def test_an_invitation_is_refused_or_taken_back_and_nothing_is_left(
    nest: Street, amina: Person, cleo: Person
) -> None:
    keeper, editor = await nest.looks(cleo), await nest.looks(amina)
    await invite(keeper)
    await answer(editor, "leave")
    assert "None yet." in (await keeper.get(f"{NEST}/keep")).words
    await invite(keeper)
    await keeper.get(f"{NEST}/keep")
    await keeper.submit(button=("action", "remove"), holding="Take the invitation back")
    assert (await answer(editor, "confirm")).status == 404
    assert names_on(await keeper.get(NEST)) == []


async def test_nobody_answers_for_others(
    nest: Street, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await nest.make("Wren", bo)
    keeper, other, editor = await nest.looks(cleo), await nest.looks(bo), await nest.looks(amina)
    await invite(keeper)
    assert (await answer(keeper, "confirm")).status == 403
    assert (await answer(other, "confirm")).status == 403
    assert (await answer(other, "confirm", path="/directory/wren")).status == 404
    for path in (f"{NEST}/keep", f"{NEST}/keepers"):
        assert (await other.get(path)).status == 403
        assert (await editor.get(path)).status == 403
    assert (await editor.get(f"{NEST}/edit")).status == 403
    assert (await keeper.get(f"{NEST}/edit")).status == 403, "its words are the hub's"
    page = await other.post(f"{NEST}/keep", {"organisation": "wren", "action": "invite"})
    assert page.status == 403
    assert (await keep(other, bo)).status == 403
    assert names_on(await editor.get(NEST)) == []
    assert "Cleo" not in (await editor.get(NEST)).text


async def test_administrators_answer_where_nobody_looks_after_the_page(
    nest: Street, cleo: Person, mail: Letters
) -> None:
    await nest.make("Wren")
    await invite(await nest.looks(cleo), "wren")
    [letter] = await mail.to("fay@example.org")
    assert "/directory/wren/networks" in letter.text
    await answer(await nest.looks(nest.fay), "confirm", path="/directory/wren")
    assert names_on(await nest.visitors().get(NEST)) == ["Wren"]


async def test_strangers_learn_nothing_of_a_network_for_members(
    nest: Street, hub: Hub, amina: Person, bo: Person
) -> None:
    fay, stranger, member = await nest.looks(nest.fay), nest.visitors(), await nest.looks(bo)
    await make(fay, "attic", "members")
    await invite(fay, slug="attic")
    await answer(await nest.looks(amina), "confirm", "attic")
    assert names_on(await member.get("/networks/attic")) == ["Owl"]
    assert names_on(await member.get("/directory?network=attic")) == ["Owl"]
    assert "/networks/attic" in (await member.get(OWL)).links()
    there, gone = await stranger.get("/networks/attic"), await stranger.get("/networks/cellar")
    assert there.status == gone.status == 404
    assert there.text.replace("attic", "cellar") == gone.text
    for path in ("/networks", OWL, "/directory"):
        assert "attic" not in (await stranger.get(path)).text.casefold(), path
    assert names_on(await stranger.get("/directory?network=attic")) == []


async def test_one_in_three_networks_is_one_and_filters_go_together(
    nest: Street, amina: Person, cleo: Person, bo: Person
) -> None:
    await nest.make("Wren", bo)
    fay = await nest.looks(nest.fay)
    for slug in ("barn", "tree"):
        await make(fay, slug)
    for slug in ("nest", "barn", "tree"):
        await invite(fay, slug=slug)
        await answer(await nest.looks(amina), "confirm", slug)
    page = await nest.visitors().get(OWL)
    assert [one for one in page.links() if one.startswith("/networks/")] == [
        "/networks/barn", "/networks/nest", "/networks/tree",
    ]  # fmt: skip
    page = await nest.visitors().get("/directory")
    assert names_on(page) == ["Owl", "Wren"] and "2 organisations" in page.words
    assert names_on(await nest.visitors().get("/directory?network=barn&q=night")) == ["Owl"]
    assert names_on(await nest.visitors().get("/directory?network=barn&q=noon")) == []
    page = await nest.visitors().get("/directory?network=barn")
    assert 'value="barn" selected' in page.text


async def test_a_hidden_field_stays_hidden_and_what_is_put_away_is_gone(
    nest: Street, amina: Person, cleo: Person
) -> None:
    editor, keeper, fay = (
        await nest.looks(amina), await nest.looks(cleo), await nest.looks(nest.fay),
    )  # fmt: skip
    await nest.make("Wren", amina, for_whom="Thorns", seen={"for_whom": "hidden"})
    await invite(keeper, "https://hub.example.org/directory/Wren?f=saved")
    await answer(editor, "confirm", path="/directory/wren")
    page = await nest.visitors().get(NEST)
    assert names_on(page) == ["Wren"] and "Thorns" not in page.text
    await editor.post("/directory/wren/state", {"action": "archive"})
    assert names_on(await fay.get(NEST)) == []
    page = await invite(keeper, "wren")
    assert page.status == 422 and "No page of the directory has this address" in page.words
    await invite(keeper)
    await answer(editor, "confirm")
    await fay.get(f"{NEST}/edit")
    assert (await fay.submit(f"{NEST}/state", button=("action", "archive"))).status == 200
    assert (await nest.visitors().get(NEST)).status == 404
    assert (await editor.get(NEST)).status == 404
    assert NEST not in (await editor.get(OWL)).links()
    assert names_on(await editor.get(IN_NEST)) == []
    assert "put away" in (await keeper.get(NEST)).words
    await fay.submit(f"{NEST}/state", button=("action", "restore"))
    assert names_on(await nest.visitors().get(NEST)) == ["Owl"]


async def test_what_an_administrator_says_of_a_network_changes(nest: Street) -> None:
    fay = await nest.looks(nest.fay)
    await fay.get(f"{NEST}/edit")
    await fay.submit(f"{NEST}/edit", name="High Nest", words="We sleep.", seen="members")
    page = await fay.get(NEST)
    assert "High Nest" in page.words and "We sleep." in page.words
    assert (await nest.visitors().get(NEST)).status == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"slug": "nest"}, "Another network has this address"),
        ({"slug": "a b"}, "Use letters, digits and hyphens"),
        ({"name": ""}, "Write something here."),
        ({"seen": "nobody"}, "Choose one of the answers given."),
    ],
)
async def test_a_wrong_network_gets_a_sentence(
    nest: Street, said: dict[str, str], sentence: str
) -> None:
    fay = await nest.looks(nest.fay)
    fields = {"name": "Barn", "slug": "barn", "words": "Hay", "seen": "public", **said}
    page = await fay.post("/networks/new", fields)
    assert page.status == 422 and sentence in page.words
    assert "Barn" not in (await fay.get("/networks")).words


async def test_a_wrong_invitation_or_keeper_gets_a_sentence(nest: Street, cleo: Person) -> None:
    keeper = await nest.looks(cleo)
    await invite(keeper)
    page = await invite(keeper)
    assert page.status == 422 and "already" in page.words
    page = await invite(keeper, "nobody-here")
    assert page.status == 422 and "No page of the directory has this address" in page.words
    page = await keep(keeper, cleo)
    assert page.status == 422 and "keeps the network already" in page.words


async def test_who_keeps_a_network_is_in_their_file_and_goes_with_them(
    nest: Street, hub: Hub, cleo: Person, bo: Person
) -> None:
    keeper = await nest.looks(cleo)
    assert "Bo" in (await keep(keeper, bo)).words
    port = hub.personal["directory"]
    async with hub.reading() as db:
        held = await port.export_person(db, hub.keys, cleo.person_id)
    assert held["keeps"] == [{"network": "Nest", "slug": "nest"}]
    async with hub.transaction() as tx:
        await port.erase_person(tx, cleo.person_id)
    assert (await keeper.get(f"{NEST}/keep")).status == 403
    other = await nest.looks(bo)
    await other.get(f"{NEST}/keepers")
    page = await other.submit(button=("action", "remove"), holding="Take away")
    assert page.path == "/networks?f=saved"
    assert (await other.get(f"{NEST}/keep")).status == 403


async def test_a_network_goes_with_the_api(nest: Street, amina: Person, cleo: Person) -> None:
    await nest.make("Wren")
    await invite(await nest.looks(cleo))
    member = await nest.looks(amina)
    await answer(member, "confirm")
    page = await member.get("/api/v1/directory/organisations?network=nest")
    assert [one["slug"] for one in page.json()["items"]] == ["owl"]
