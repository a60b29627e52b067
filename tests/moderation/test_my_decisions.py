"""What the audit trail says about me, I can read: in plain sentences, without a moderator's name."""

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation import audit
from peerhub.moderation.mine import PAGE_ENTRIES
from peerhub.people.models import Person
from peerhub.people.rules import parse_role
from peerhub.people.service.roles import give_role, take_role
from tests.moderation.conftest import Stories
from tests.support.factories import make_person, publish
from tests.support.visitor import Visitors

WORDS = "Words that somebody minds"
PATH = "/me/decisions"


async def test_each_decision_with_its_rule_reason_role_and_address(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, fay: Person
) -> None:
    await publish(hub, "rules", "- Be kind.\n- No names of patients.")
    judge = await make_person(hub, "Judith Zebedee", roles=("moderator", "reviewer"))
    await people.reports(amina, await people.says(bo, WORDS))
    await people.later()
    moderator = await people.opens_case(judge)
    await moderator.submit(
        holding="What should happen?",
        outcome="remove",
        measure="limit",
        days="7",
        rule="No names of patients.",
        reason="A patient is named",
    )
    await people.later()
    page = await (await visitor.of(bo)).get(PATH)
    assert "What you wrote in Kitchen table was removed." in page.words
    assert "Until 29 November 2026 you can post once in ten minutes in that place" in page.words
    assert page.words.count("The ground rule: No names of patients.") == 2
    assert page.words.count("The reason: A patient is named") == 2
    assert "Decided by a moderator" in page.words
    assert len([link for link in page.links() if link.startswith("/appeal/")]) == 2
    assert judge.name not in page.text and amina.name not in page.words
    nothing = "Nothing was decided about you or your words."
    for other in (amina, fay):
        assert nothing in (await (await visitor.of(other)).get(PATH)).words


async def test_what_was_left_and_what_moderators_noted_is_not_there(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    await people.reports(amina, await people.says(bo, WORDS))
    await people.later()
    moderator = await people.opens_case(cleo)
    await moderator.submit(
        holding="What should happen?", outcome="leave", measure="note", reason="Watch this"
    )
    await people.later()
    page = await (await visitor.of(bo)).get(PATH)
    assert "Nothing was decided about you or your words." in page.words


async def test_roles_and_endings_are_there_too(
    people: Stories, hub: Hub, visitor: Visitors, bo: Person, fay: Person
) -> None:
    role = parse_role("facilitator@space:kitchen")
    async with hub.transaction() as tx:
        await give_role(tx, person_id=bo.person_id, role=role, by=fay)
    await people.later()
    async with hub.transaction() as tx:
        await take_role(tx, person_id=bo.person_id, role=role, by=fay)
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people/bo/measures")
    await administrator.submit(measure="freeze", days="1", reason="Too loud")
    await administrator.get("/admin/people/bo/measures")
    await administrator.submit(holding="End this measure", lift_reason="All is calm")
    await people.later()
    page = await (await visitor.of(bo)).get(PATH)
    for words in (
        "You were given a role: facilitator.",
        "A role of yours was taken back: facilitator.",
        "you can read, but not write.",
        "The reason: Too loud",
        "It was ended before its time:",
        "The reason: All is calm",
        "Decided by an administrator",
    ):
        assert words in page.words, words
    assert fay.name not in page.words


@pytest.mark.parametrize("action", ["concern.opened", "safeguarding.looked", "measure.note"])
async def test_nothing_else_of_the_trail_is_shown(
    hub: Hub, visitor: Visitors, bo: Person, dana: Person, action: str
) -> None:
    async with hub.transaction() as tx:
        subject = f"person:{bo.person_id}"
        await audit.append(tx, actor_id=dana.person_id, action=action, subject=subject)
    page = await (await visitor.of(bo)).get(PATH)
    assert "Nothing was decided about you or your words." in page.words


async def test_a_long_trail_is_read_page_by_page(
    hub: Hub, visitor: Visitors, bo: Person, fay: Person
) -> None:
    subject = f"person:{bo.person_id}"
    async with hub.transaction() as tx:
        for n in range(PAGE_ENTRIES + 3):
            detail = f"role{n}@hub"
            await audit.append(
                tx, actor_id=fay.person_id, action="role.given", subject=subject, detail=detail
            )
    browser = await visitor.of(bo)
    page = await browser.get(PATH)
    assert page.words.count("You were given a role") == PAGE_ENTRIES
    older = next(link for link in page.links() if "before=" in link)
    assert (await browser.get(older)).words.count("You were given a role") == 3
    for wrong in ("x", "-1", "9" * 40, "²"):
        assert (await browser.get(f"{PATH}?before={wrong}")).status == 200
