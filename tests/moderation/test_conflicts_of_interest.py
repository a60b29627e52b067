"""Who sees and decides a case: every pair of a role and a part in it, at every door alike."""

import pytest

from peerhub.core.errors import NotFound
from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.moderation.models import DecisionOutcome
from peerhub.moderation.service.decide import decide as decide_case
from peerhub.moderation.store import cases
from peerhub.people.models import Person
from tests.moderation.conftest import Stories, make_report
from tests.support.factories import make_person
from tests.support.visitor import Visitors

ROLES = {
    "moderator": True,
    "moderator@sector:health": True,
    "moderator@space:kitchen": True,
    "moderator@sector:noise": False,
    "moderator@space:noise": False,
    "administrator": False,
    "reviewer": False,
    "safeguarding": False,
    "facilitator@sector:health": False,
    "": False,
}
PARTS = ("none", "author", "reporter", "second reporter", "author and reporter")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("part", PARTS)
async def test_every_pair_of_role_and_part(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, role: str, part: str
) -> None:
    gus = await make_person(hub, "Gus", roles=(role,) if role else ())
    await make_person(hub, "Judge", roles=("moderator", "reviewer"))  # or it goes up at once
    author = gus if "author" in part else bo
    message = await people.says(author, "Words that somebody minds")
    await make_report(hub, gus if part == "author and reporter" else amina, message)
    if part in ("reporter", "second reporter"):
        await make_report(hub, gus, message, "r-2")
    may = ROLES[role] and part == "none"
    case_id = await _case_id(hub)
    async with hub.reading() as db:
        case = await access.case_to_tell(db, case_id)
        assert case is not None
        listed = await access.cases_for_moderator(db, gus, limit=10)
        count = await access.count_for_moderator(db, gus)
        told = await access.moderators_of(db, case)
        assert [c.case_id for c in listed] == ([case_id] if may else [])
        assert count == len(listed)
        assert (gus.person_id in {p.person_id for p in told}) is may
    browser = await visitor.of(gus)
    page = await browser.get(f"/moderation/cases/{case_id}")
    assert (page.status == 200) is may
    assert ("Words that somebody minds" in page.words) is may
    queue = await browser.get("/moderation")
    assert (f"/moderation/cases/{case_id}" in queue.links()) is may
    sent = {"outcome": "remove", "reason": "Why", "seen": await _seen(hub, case_id)}
    answer = await browser.post(f"/moderation/cases/{case_id}/decision", sent, follow=False)
    assert (answer.status == 303) is may
    assert (await _is_decided(hub, case_id)) is may


async def _case_id(hub: Hub) -> str:
    judge = await make_person(hub, "First Judge", roles=("moderator", "reviewer"))
    async with hub.reading() as db:
        return (await access.cases_for_moderator(db, judge, limit=1))[0].case_id


async def _seen(hub: Hub, case_id: str) -> str:
    judge = await make_person(hub, "Second Judge", roles=("moderator", "reviewer"))
    async with hub.reading() as db:
        dossier = await access.dossier_for_moderator(db, hub.keys, hub.contents, judge, case_id)
    return dossier.seen


async def _is_decided(hub: Hub, case_id: str) -> bool:
    async with hub.reading() as db:
        return await cases.find_decision(db, case_id) is not None


async def test_the_service_refuses_too_not_only_the_pages(
    people: Stories, hub: Hub, amina: Person, bo: Person
) -> None:
    gus = await make_person(hub, "Gus", roles=("moderator",))
    message = await people.says(bo, "Words")
    await make_report(hub, gus, message)
    case_id = await _case_id(hub)
    seen = await _seen(hub, case_id)
    with pytest.raises(NotFound):
        async with hub.transaction() as tx:
            await decide_case(
                tx, gus, case_id, outcome=DecisionOutcome.REMOVE, reason="Why", seen=seen
            )


async def test_a_case_about_the_only_moderator_goes_to_nobody_and_administrators_hear(
    people: Stories, hub: Hub, amina: Person, cleo: Person, fay: Person
) -> None:
    message = await people.says(cleo, "Words of the moderator")
    await people.reports(amina, message)
    assert not any("was reported" in n for n in await people.told(cleo))
    assert any("nobody may decide it" in n for n in await people.told(fay))


async def test_the_count_in_the_frame_is_what_waits_for_this_moderator(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    await make_report(hub, amina, await people.says(bo, "One"), "a")
    await make_report(hub, cleo, await people.says(bo, "Two"), "b")
    page = await (await visitor.of(cleo)).get("/")
    assert "1 waits" in " ".join("".join(page.tree.itertext()).split())
    assert "1 thing waits for a moderator." in page.words
    assert "/moderation" not in (await (await visitor.of(amina)).get("/")).links()
