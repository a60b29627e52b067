"""The page of an organisation is reported from where it stands, removed, and given back."""

import re

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.directory.conftest import Street, names_on
from tests.support.factories import make_person
from tests.support.letters import Letters
from tests.support.visitor import Visitor

OWL = "/directory/owl"


async def report(visitor: Visitor) -> None:
    page = await visitor.get(OWL)
    [link] = [one for one in page.links() if one.startswith("/report?kind=organisation")]
    await visitor.get(link)
    page = await visitor.submit(
        holding="What is wrong", reason="other", note="They are somebody else."
    )
    assert page.status == 200, page.words


async def open_case(visitor: Visitor) -> str:
    """The path of the one case about a page that waits for this person; "" for none."""
    page = await visitor.get("/moderation")
    found = [one for one in page.links() if re.fullmatch(r"/moderation/cases/[a-z0-9]+", one)]
    for path in dict.fromkeys(found):
        if "Reported page of an organisation" in (await visitor.get(path)).words:
            return path
    return ""


async def decide(visitor: Visitor, case: str, outcome: str, reason: str) -> None:
    await visitor.get(case)
    page = await visitor.submit(holding="What should happen", outcome=outcome, reason=reason)
    assert page.status == 200, page.words


@pytest.mark.parametrize("who", ["stranger", "member"])
async def test_a_page_is_reported_removed_and_given_back(
    street: Street, amina: Person, bo: Person, cleo: Person, who: str
) -> None:
    await street.make("Owl", amina, words="We hoot.", borough=("brent",))
    stranger, member = street.visitors(), await street.looks(bo)
    await report(stranger if who == "stranger" else member)
    moderator = await street.looks(cleo)
    case = await open_case(moderator)
    await decide(moderator, case, "remove", "They are no such thing.")
    for visitor in (stranger, member):
        assert (await visitor.get(OWL)).status == 404
        assert names_on(await visitor.get("/directory?borough=brent")) == []
    editor = await street.looks(amina)
    page = await editor.get(OWL)
    assert "They are no such thing." in page.words and "/complaints" in page.links()
    await moderator.get(case)
    page = await moderator.submit(f"{case}/undo", undo_reason="They are.")
    assert names_on(await stranger.get("/directory?borough=brent")) == ["Owl"]
    assert "no such thing" not in (await editor.get(OWL)).words


async def test_each_editor_hears_of_a_removal_and_can_ask_for_another_look(
    street: Street, hub: Hub, amina: Person, bo: Person, cleo: Person, mail: Letters
) -> None:
    other = await make_person(hub, "Ida", roles=("reviewer",))
    eli = await make_person(hub, "Eli")
    await street.make("Owl", amina, eli, words="We hoot.")
    await report(await street.looks(bo))
    moderator = await street.looks(cleo)
    await decide(moderator, await open_case(moderator), "remove", "They are no such thing.")
    await mail.all()
    editor = await street.looks(amina)
    for visitor in (editor, await street.looks(eli)):
        page = await visitor.get("/notifications")
        assert "removed the page of “Owl”" in page.words and "no such thing" in page.words
        [link] = {one for one in page.links() if "/appeal/" in one}
    for person in (bo, street.fay):
        assert "“Owl”" not in (await (await street.looks(person)).get("/notifications")).words
    page = await editor.get(link)
    assert "removed the page of “Owl”" in page.words and "no such thing" in page.words
    page = await editor.submit(words="We are. Ring the town hall.")
    assert "You asked for another look" in page.words
    reviewer = await street.looks(other)
    page = await reviewer.get("/moderation")
    cases = [one for one in page.links() if re.fullmatch(r"/moderation/cases/[a-z0-9]+", one)]
    await decide(reviewer, cases[0], "restore", "They are.")
    await mail.all()
    assert "“Owl” can be read again" in (await editor.get("/notifications")).words
    assert (await street.visitors().get(OWL)).status == 200


async def test_nobody_decides_about_a_page_that_they_edit(
    street: Street, hub: Hub, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Ida", roles=("moderator",))
    await street.make("Owl", cleo, words="We hoot.")
    await report(await street.looks(bo))
    assert not await open_case(await street.looks(cleo))
    assert await open_case(await street.looks(other))


async def test_nobody_decides_about_an_organisation_that_they_said_they_belong_to(
    street: Street, hub: Hub, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Ida", roles=("moderator",))
    await street.make("Owl", words="We hoot.")
    moderator = await street.looks(cleo)
    await moderator.get("/me/organisations")
    await moderator.submit("/me/organisations", organisations="Fox\nOWL")
    await report(await street.looks(bo))
    assert not await open_case(await street.looks(cleo))
    assert await open_case(await street.looks(other))


async def test_a_moderator_sees_no_more_than_members_do(
    street: Street, hub: Hub, bo: Person, cleo: Person
) -> None:
    await street.make(
        "Owl", words="We hoot.", phone="020 7946 0101", address="The old oak",
        seen={"phone": "members"},
    )  # fmt: skip
    await report(await street.looks(bo))
    moderator = await street.looks(cleo)
    page = await moderator.get(await open_case(moderator))
    assert "020 7946 0101" in page.words and "old oak" not in page.words


async def test_what_is_put_away_cannot_be_reported(
    street: Street, amina: Person, bo: Person
) -> None:
    new = await street.make("Owl", amina)
    editor = await street.looks(amina)
    await editor.get(f"{OWL}/edit")
    await editor.submit(f"{OWL}/state", button=("action", "archive"))
    path = f"/report?kind=organisation&id={new.organisation_id}"
    assert (await (await street.looks(bo)).get(path)).status == 404
