"""Who sees and decides a case, on every level: each role with each part in it, asked at two doors.

The rule and the database say it in two languages; here they are compared pair by pair.
"""

from dataclasses import replace
from itertools import product

import pytest

from peerhub.core.errors import NotFound
from peerhub.core.hub import Hub
from peerhub.moderation import access, rules
from peerhub.moderation.models import Case, Level, ReportReason
from peerhub.moderation.service.organisations import barred_by, declare
from peerhub.moderation.service.report import report
from peerhub.moderation.store import cases, stakes
from peerhub.people.models import Person
from tests.moderation.conftest import Stories, make_report
from tests.support.factories import make_person

FITS = {  # role -> the levels on which it decides something in the kitchen
    "moderator": {Level.PLACE, Level.HUB},
    "moderator@sector:health": {Level.PLACE},
    "moderator@space:kitchen": {Level.PLACE},
    "moderator@space:noise": set(),
    "reviewer": {Level.REVIEWER},
    "administrator": set(),
    "safeguarding": set(),
    "": set(),
}
PARTS = ("none", "reported it", "was named", "same organisation", "its organisation was named")
LEVELS = [(low, high) for low, high in product(Level, Level) if low <= high]


async def _takes_part(hub: Hub, case: Case, person: Person, author: Person, part: str) -> None:
    async with hub.transaction() as tx:
        if part == "was named":
            named = await barred_by(tx.db, tx.keys, people=f"@{person.handle}", organisations="")
            await stakes.insert_barred(tx.db, case.case_id, named)
        if "organisation" in part:
            await declare(tx, person, "Elsewhere\nThe  Étoile Group")
        if part == "same organisation":
            await declare(tx, author, "the etoile group")
        if part == "its organisation was named":
            named = await barred_by(
                tx.db, tx.keys, people="", organisations="Etoile, THE ÉTOILE GROUP"
            )
            await stakes.insert_barred(tx.db, case.case_id, named)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", FITS)
async def test_each_role_with_each_part_on_each_level(
    people: Stories, hub: Hub, amina: Person, bo: Person, role: str, part: str
) -> None:
    gus = await make_person(hub, "Gus", roles=(role,) if role else ())
    await make_person(hub, "Judge", roles=("moderator", "reviewer"))
    message = await people.says(bo, "Words")
    await make_report(hub, gus if part == "reported it" else amina, message)
    judge = await make_person(hub, "Other Judge", roles=("moderator", "reviewer"))
    async with hub.reading() as db:
        case = (await access.cases_for_moderator(db, judge, limit=1))[0]
    await _takes_part(hub, case, gus, bo, part)
    for low, high in LEVELS:
        async with hub.transaction() as tx:
            await cases.set_open_case(tx.db, case.case_id, from_level=low, level=high)
        may = part == "none" and bool(FITS[role] & set(range(low, high + 1)))
        moved = replace(case, from_level=low, level=high)
        async with hub.reading() as db:
            found = await access.stakes_of(db, moved, gus)
            assert rules.can_decide(gus, moved, found) is may, (low, high)
            listed = await access.cases_for_moderator(db, gus, limit=5)
            assert [one.case_id for one in listed] == ([case.case_id] if may else []), (low, high)
            assert await access.count_for_moderator(db, gus) == len(listed)
            told = {one.person_id for one in await access.moderators_of(db, moved)}
            assert (gus.person_id in told) is may, (low, high)
            if not may:
                with pytest.raises(NotFound):
                    await access.case_for_moderator(db, gus, case.case_id)


@pytest.mark.parametrize("role", rules.POWER)
async def test_a_report_about_somebody_with_power_goes_to_a_reviewer(
    people: Stories, hub: Hub, amina: Person, cleo: Person, role: str
) -> None:
    gus = await make_person(hub, "Gus", roles=(f"{role}@sector:health",))
    reviewer = await make_person(hub, "Rue", roles=("reviewer",))
    await make_report(hub, amina, await people.says(gus, "Words of power"))
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, cleo) == 0
        assert await access.count_for_moderator(db, reviewer) == 1
    assert any("was reported" in words for words in await people.told(reviewer))
    assert not any("was reported" in words for words in await people.told(cleo))


async def test_not_the_moderators_of_this_place(
    people: Stories, hub: Hub, amina: Person, bo: Person
) -> None:
    near = await make_person(hub, "Nia", roles=("moderator@space:kitchen",))
    whole = await make_person(hub, "Hal", roles=("moderator",))
    message = await people.says(bo, "Words")
    await make_report(hub, amina, message)
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, near) == 1
    visitor = await people.visitors.of(await make_person(hub, "Second Reporter"))
    await visitor.get(f"/report?kind=message&id={message}")
    page = await visitor.submit(reason="rules", avoids_place="yes")
    assert page.path.startswith("/report/")
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, near) == 0, "the case left the place"
        assert await access.count_for_moderator(db, whole) == 1


async def test_whom_a_reporter_names_never_sees_it_and_never_learns_so(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    message = await people.says(bo, "Words")
    visitor = await people.visitors.of(amina)
    await visitor.get(f"/report?kind=message&id={message}")
    wrong = await visitor.submit(reason="racism", not_people="@nobody-of-this-name", note="Kept")
    assert wrong.status == 422 and "Nobody here is called" in wrong.words and "Kept" in wrong.text
    page = await visitor.submit(reason="racism", not_people=f"@{cleo.handle}")
    assert "has the reference" in page.words
    assert "was reported" not in " ".join(await people.told(cleo))
    assert any("was reported" in words for words in await people.told(other))
    case = await people.opens_case(other)
    assert cleo.name not in case.page.words


async def test_where_nobody_may_decide_the_reporter_is_told_whom_to_ask(
    people: Stories, hub: Hub, amina: Person, bo: Person, fay: Person
) -> None:
    admin = await people.visitors.of(fay)
    await admin.get("/admin/moderation")
    await admin.submit(outside="Ask Ida of the neighbours' council.")
    visitor = await people.visitors.of(amina)
    await visitor.get(f"/report?kind=message&id={await people.says(bo, 'Words')}")
    page = await visitor.submit(reason="racism")
    assert "nobody in this hub may decide it" in page.words
    assert "Ask Ida of the neighbours' council." in page.words
    assert any("nobody may decide it" in words for words in await people.told(fay))
    await make_person(hub, "Rue", roles=("reviewer",))
    assert "Ask Ida" not in (await visitor.get(page.path)).words


async def test_the_most_urgent_come_first_whoever_reported(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    said = {}
    for reason in (ReportReason.SPAM, ReportReason.RACISM, ReportReason.THREAT):
        said[reason] = await people.says(bo, f"Words of {reason}")
        await people.reports(amina, said[reason], reason=reason)
        await people.later()
    async with hub.reading() as db:
        found = await access.cases_for_moderator(db, cleo, limit=10)
        first, rest = (
            found[0],
            await access.cases_for_moderator(db, cleo, after=found[0].case_id, limit=10),
        )
    order = [said[r] for r in (ReportReason.THREAT, ReportReason.RACISM, ReportReason.SPAM)]
    assert [one.item.id for one in found] == order
    assert [first, *rest] == found
    page = await (await people.visitors.of(cleo)).get("/moderation")
    headings = [" ".join("".join(h.itertext()).split()) for h in page.tree.findall(".//main//h3")]
    assert [h.partition(" ·")[0] for h in headings] == ["Urgent", "Soon", "Not urgent"]


async def test_a_more_urgent_report_of_the_same_thing_makes_its_case_urgent(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person, eli: Person
) -> None:
    message = await people.says(bo, "Words")
    await people.reports(amina, message, reason="spam")
    async with hub.transaction() as tx:
        await report(
            tx,
            eli,
            item=(await access.cases_for_moderator(tx.db, cleo, limit=1))[0].item,
            reason=ReportReason.THREAT,
            note="",
            client_id="e-1",
        )
    async with hub.reading() as db:
        case = (await access.cases_for_moderator(db, cleo, limit=1))[0]
    assert case.urgency == 0
    assert case.due_at and (case.due_at - hub.clock.now()).total_seconds() <= 4 * 3600
