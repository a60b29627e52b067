"""The access table: every role, every conflict, every door to a case, in every state of the case."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.moderation import access
from peerhub.moderation.appeals import appeal_path
from peerhub.moderation.measures import MeasureKind, NewMeasure
from peerhub.moderation.models import Case, DecisionOutcome, Level
from peerhub.moderation.rules import organisation_mark
from peerhub.moderation.service import handle
from peerhub.moderation.service.appeal import appeal
from peerhub.moderation.service.decide import decide
from peerhub.moderation.service.organisations import declare
from peerhub.moderation.store import cases as case_store
from peerhub.moderation.store import measures, reports, stakes
from peerhub.moderation.tables import cases
from peerhub.people.models import Person
from peerhub.people.service.suspend import freeze
from peerhub.web.visitor import frozen_words
from tests.moderation.conftest import Stories, make_report
from tests.moderation.doors import (
    CONFLICTS,
    FROZEN,
    OF_ITS_PLACE,
    ROLES,
    STATES,
    Door,
    comes_in,
    doors_to_a_case,
    expected,
)
from tests.support.factories import make_person
from tests.support.visitor import Page, Visitor, Visitors

DOORS = doors_to_a_case()


@dataclass(frozen=True)
class Cell:
    """Somebody before the case."""

    role: str
    conflict: str
    person: Person
    browser: Visitor


@dataclass(frozen=True)
class Stage:
    """The case in one state, with everybody who tries its doors."""

    state: str
    case_id: str
    measure_id: str
    cells: list[Cell]
    judge: Visitor  # who decided first, where anything was decided

    def address(self, door: Door) -> str:
        return door.path.format(case_id=self.case_id, measure_id=self.measure_id)


@pytest.fixture(params=STATES)
async def stage(
    request: pytest.FixtureRequest,
    people: Stories,
    hub: Hub,
    visitor: Visitors,
    amina: Person,
    bo: Person,
) -> Stage:
    state: str = request.param
    judge = await make_person(hub, "First Judge", roles=("moderator",))
    await make_person(hub, "Second Judge", roles=("moderator",))  # or it climbs at once
    await make_person(hub, "Last Resort", roles=("reviewer",))
    message = await people.says(bo, "Words that somebody minds")
    await make_report(hub, amina, message)
    case = await _only_case(hub, judge)
    case_id, measure_id = await _brought_to(hub, case, state, judge)
    cells = await _everybody(hub, visitor, case_id, message if state != "appealed" else "", bo)
    return Stage(state, case_id, measure_id or "none", cells, await visitor.of(judge))


async def _only_case(hub: Hub, judge: Person) -> Case:
    async with hub.reading() as db:
        (case,) = await access.cases_for_moderator(db, judge, limit=2)
    return case


async def _brought_to(hub: Hub, case: Case, state: str, judge: Person) -> tuple[str, str]:
    """The case in this state, and a measure that was taken by it, or ""."""
    if state == "claimed":
        async with hub.transaction() as tx:
            await handle.claim(tx, judge, case.case_id)
    if state == "climbed":
        async with hub.transaction() as tx:
            await case_store.set_open_case(tx.db, case.case_id, level=Level.REVIEWER)
    if state in ("open", "claimed", "climbed"):
        return case.case_id, ""
    async with hub.transaction() as tx:
        dossier = await access.dossier_for_moderator(
            tx.db, tx.keys, tx.contents, judge, case.case_id
        )
        await decide(
            tx,
            judge,
            case.case_id,
            outcome=DecisionOutcome.REMOVE,
            reason="Why",
            seen=dossier.seen,
            measure=NewMeasure(MeasureKind.LIMIT, 7),
        )
    async with hub.reading() as db:
        (measure,) = await measures.list_measures_in(db, case.case_id)
    if state == "decided":
        return case.case_id, measure.measure_id
    return await _appealed(hub, measure.decision_id), ""


async def _appealed(hub: Hub, decision_id: str) -> str:
    secret = appeal_path(hub.keys, decision_id).rpartition("/")[2]
    async with hub.transaction() as tx:
        await appeal(tx, decision_id, secret, words="It was not so", client_id="a-1")
        found = await case_store.find_appeal(tx.db, decision_id)
    assert found is not None
    return found.case_id


async def _everybody(
    hub: Hub, visitors: Visitors, case_id: str, message: str, author: Person
) -> list[Cell]:
    """Everyone with one role and no part in it, and each who would fit with each part in it."""
    async with hub.transaction() as tx:
        await declare(tx, author, "Author's group")
        barred = organisation_mark(tx.keys, "Barred group")
        await stakes.insert_barred(tx.db, case_id, {barred})
    cells = []
    for role in ROLES:
        fits = role in (*OF_ITS_PLACE, "reviewer")
        for conflict in ("", *(CONFLICTS if fits else ())):
            name = f"{role} {conflict}".replace("@", " ").replace(":", " ").title()
            held = (role.removesuffix(" frozen"),) if role != "member" else ()
            person = await make_person(hub, name, roles=held)
            if role in FROZEN:
                person = await _frozen(hub, person)
            await _involve(hub, person, conflict, case_id, message)
            cells.append(Cell(role, conflict, person, await visitors.of(person)))
    return cells


async def _frozen(hub: Hub, person: Person) -> Person:
    async with hub.transaction() as tx:
        await freeze(tx, person_id=person.person_id)
    return replace(person, frozen=True)


async def _involve(hub: Hub, person: Person, conflict: str, case_id: str, message: str) -> None:
    """Somebody's part in a case. Reports of what is removed already come as a row."""
    async with hub.transaction() as tx:
        if conflict == "named" or (conflict == "reporter" and not message):
            await stakes.insert_barred(tx.db, case_id, {f"person:{person.person_id}"})
        if conflict in ("colleague", "organisation"):
            name = "Author's group" if conflict == "colleague" else "Barred group"
            await declare(tx, person, name)
        if conflict == "reporter" and message:
            await _join_report(tx.db, person, case_id)


async def _join_report(db: AsyncConnection, person: Person, case_id: str) -> None:
    (first, *_more) = await reports.list_reports(db, case_id)
    theirs = replace(
        first, report_id=new_id(), reporter_id=person.person_id, reference=new_id()[:9]
    )
    await reports.insert_report(db, theirs)


async def test_every_role_and_conflict_at_every_door(hub: Hub, stage: Stage) -> None:
    doors = [door for door in DOORS if stage.measure_id != "none" or not door.needs_measure]
    before = await _row(hub, stage.case_id)
    wrong = []
    for door in doors:
        for cell in stage.cells:
            page = await _knock(cell.browser, door, stage)
            if page.status == 303:
                await _put_back(hub, stage.case_id, before)
            want, got = expected(cell.role, cell.conflict, stage.state, door.method), _answer(page)
            if want != got:
                wrong.append(f"{cell.role or 'member'} {cell.conflict} at {door.name}: {got}")
    assert not wrong, f"{stage.state}: " + "; ".join(wrong)
    assert len(doors) * len(stage.cells) >= 200


async def _knock(browser: Visitor, door: Door, stage: Stage) -> Page:
    """With an empty form, so that who comes in is told what is missing and changes nothing."""
    if door.method == "GET":
        return await browser.get(stage.address(door), follow=False)
    return await browser.ask("POST", stage.address(door), data={}, follow=False)


def _answer(page: Page) -> str:
    if page.status == 422 and frozen_words() in page.words:
        return "told"
    if page.status in (200, 422):
        return "in"
    if page.status == 303:
        return "in" if "/sign-in" not in page.headers["location"] else "sign in"
    return {403: "refused", 404: "shut"}.get(page.status, str(page.status))


async def _row(hub: Hub, case_id: str) -> dict[str, object]:
    async with hub.reading() as db:
        row = (await db.execute(select(cases).where(cases.c.case_id == case_id))).mappings().one()
    return dict(row)


async def _put_back(hub: Hub, case_id: str, row: dict[str, object]) -> None:
    async with hub.transaction() as tx:
        await tx.db.execute(update(cases).where(cases.c.case_id == case_id).values(**row))


async def test_no_stranger_comes_further_than_the_sign_in(stage: Stage, visitor: Visitors) -> None:
    stranger = visitor()
    for door in DOORS:
        page = await _knock(stranger, door, stage)
        assert page.status == 303 and page.headers["location"].startswith("/sign-in"), door


async def test_the_queue_lists_and_counts_for_exactly_those_who_come_in(
    hub: Hub, stage: Stage
) -> None:
    waits = stage.state != "decided"
    for cell in stage.cells:
        may = waits and comes_in(cell.role, cell.conflict, stage.state)
        async with hub.reading() as db:
            listed = await access.cases_for_moderator(db, cell.person, limit=10)
            count = await access.count_for_moderator(db, cell.person)
        who = f"{cell.role} {cell.conflict} {stage.state}"
        assert ([one.case_id for one in listed] == [stage.case_id]) is may, who
        assert count == len(listed), who
        api = (await cell.browser.get("/api/v1/moderation/queue")).text
        assert (stage.case_id in api) is may, who


async def test_whoever_decided_sees_their_decision_and_never_the_appeal_against_it(
    stage: Stage,
) -> None:
    for door in DOORS:
        if door.needs_measure and stage.measure_id == "none":
            continue
        shut = stage.state == "appealed"
        assert (_answer(await _knock(stage.judge, door, stage)) == "shut") is shut, door.name


def test_the_doors_that_are_tried_are_those_of_today() -> None:
    """They come from the routes; a door that is found no more would be tried by nobody."""
    assert {door.name for door in DOORS} == {
        "moderation:case",
        "moderation:decide",
        "moderation:claim",
        "moderation:unclaim",
        "moderation:assign",
        "moderation:create_note",
        "moderation:undo",
        "moderation:pass_on",
        "moderation:lift_measure",
        "moderation:hand_on",
        "safeguarding:pass_case",
    }
