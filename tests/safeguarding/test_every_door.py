"""The access table: everybody there is, at every door of safeguarding, in every state of a concern."""

import pytest

from peerhub.core.config import Config
from peerhub.core.hub import Hub
from tests.moderation.conftest import Stories, people, places
from tests.safeguarding.conftest import QUEUE
from tests.safeguarding.doors import (
    CASE_DOORS,
    CIRCLE,
    CIRCLE_DOORS,
    CONCERN_DOORS,
    DONE,
    IN,
    LETTER_DOORS,
    LOCKED,
    NOT_NOW,
    NOTHING,
    PUBLIC_DOORS,
    REFUSED,
    SIGN_IN,
    STATES,
    at_a_case,
    at_a_concern,
    at_a_letter,
    at_the_circle,
    comes_in,
)
from tests.safeguarding.stage import (
    WORDS,
    Stage,
    bring_to,
    everybody,
    in_every_state,
    put_back,
    raise_concern,
    rows_of,
    write_to_whom_it_names,
)
from tests.support.leads import give_passkey
from tests.support.visitor import Page, Visitors
from tests.web.writes_safeguarding import CREDENTIAL, SECRET

__all__ = ["people", "places"]


@pytest.fixture
def config(config: Config) -> Config:
    """Without limits: this knocks more often than any person."""
    return config.model_copy(update={"limits": "off"})


@pytest.fixture
async def stage(hub: Hub, people: Stories, visitor: Visitors) -> Stage:
    """A founded circle, and a concern that nobody has opened."""
    stage = await everybody(hub, visitor)
    await raise_concern(stage, people)
    return stage


def answer(page: Page) -> str:
    if page.status == 303:
        return SIGN_IN if page.headers["location"].startswith("/sign-in") else DONE
    if page.status == 200:
        return LOCKED if "Unlock your key to read it" in page.words else IN
    return {403: REFUSED, 404: NOTHING, 422: NOT_NOW}.get(page.status, str(page.status))


@pytest.mark.parametrize("state", STATES)
async def test_everybody_at_every_door_of_a_concern(stage: Stage, state: str) -> None:
    await bring_to(stage, state)
    async with stage.hub.reading() as db:
        before = await rows_of(db)
    wrong = []
    for door in CONCERN_DOORS:
        for cell in stage.cells:
            page = await cell.knock(door, stage.names)
            want, got = at_a_concern(cell.who, door.name, state), answer(page)
            if want != got or (WORDS in page.words) is not (got in (IN, NOT_NOW)):
                wrong.append(f"{cell.role} at {door.name}: {got} instead of {want}")
            if got in (IN, DONE, NOT_NOW):
                await put_back(stage, before)
                cell.refill()
    assert not wrong, f"{state}: " + "; ".join(wrong)
    assert len(CONCERN_DOORS) * len(stage.cells) >= 200


async def test_the_queue_lists_for_exactly_those_who_come_in(stage: Stage) -> None:
    path = f"{QUEUE}/concerns/{stage.names['concern_id']}"
    async for state in in_every_state(stage):
        for cell in stage.cells:
            page = await cell.browser.get(QUEUE, follow=False)
            assert (path in page.links()) is comes_in(cell.who, state), f"{cell.role} {state}"
            assert WORDS not in page.text, cell.role


@pytest.mark.parametrize("founded", [True, False])
async def test_everybody_at_every_door_of_the_circle(
    hub: Hub, visitor: Visitors, founded: bool
) -> None:
    stage = await everybody(hub, visitor, founded=founded)
    passkey_id = await give_passkey(hub, stage.pens["a locked lead"], CREDENTIAL, SECRET)
    async with hub.reading() as db:
        before = await rows_of(db)
    wrong = []
    cells = {cell.who: cell for cell in stage.cells}.values()  # what somebody is decides here
    for door in CIRCLE_DOORS:
        names = {"key_id": stage.names.get(door.name, "none"), "passkey_id": passkey_id}
        for cell in stage.cells if founded else cells:
            got = answer(await cell.knock(door, names))
            want = at_the_circle(cell.who, door.name, founded=founded)
            if want != got:
                wrong.append(f"{cell.role} at {door.name}: {got} instead of {want}")
            if got in (IN, DONE):
                await put_back(stage, before)
                cell.refill()
    assert not wrong, "; ".join(wrong)


async def test_a_door_to_a_case_is_moderations(stage: Stage) -> None:
    for door in CASE_DOORS:
        for cell in stage.cells:
            got = answer(await cell.knock(door, {"case_id": "none"}))
            assert got == at_a_case(cell.role), f"{cell.role} at {door.name}"


async def test_a_letter_is_read_and_answered_by_whom_it_is_for_alone(stage: Stage) -> None:
    await write_to_whom_it_names(stage)
    for cell in stage.cells:
        for door in LETTER_DOORS:
            page = await cell.knock(door, stage.names)
            got = answer(page)
            assert got == at_a_letter(cell.role, door), f"{cell.role} at {door.name}"
            assert (WORDS in page.words) is (got == IN), cell.role


async def test_anybody_raises_a_flag_and_reads_its_state_with_reference_and_code_alone(
    stage: Stage,
) -> None:
    """Reference and code are the key, and no role is. One of each kind: a code is stretched slowly."""
    for cell in {cell.who: cell for cell in stage.cells}.values():
        for door in PUBLIC_DOORS:
            page = await cell.knock(door, stage.names)
            assert answer(page) == IN, f"{cell.role} at {door.name}"
            assert WORDS not in page.text, "what was sealed is shown to no code"


async def test_without_the_code_the_state_stays_shut(stage: Stage) -> None:
    stranger, right = stage.cell("a stranger"), stage.names
    wrong = {**right, "code": "2222-2222-2222-2222"}
    async for state in in_every_state(stage):
        for door in PUBLIC_DOORS:
            if "code" in door.form:
                assert answer(await stranger.knock(door, right)) == IN, f"{door.name} {state}"
                assert answer(await stranger.knock(door, wrong)) == NOT_NOW, f"{door.name} {state}"


def test_the_doors_that_are_tried_are_those_of_today() -> None:
    """They come from the routes; a door that is found no more would be tried by nobody."""
    assert {door.name for door in CIRCLE_DOORS} == set(CIRCLE)
    assert {door.name for door in CASE_DOORS} == {"pass_case"}
    assert {door.name for door in LETTER_DOORS} == {"letters", "create_answer"}
    assert {door.name for door in PUBLIC_DOORS} == {
        "new_flag",
        "create_flag",
        "create_more",
        "kept",
        "read_kept",
    }
    assert {door.name for door in CONCERN_DOORS} == {
        "concern",
        "file",
        "take",
        "pass_on",
        "create_record",
        "create_letter",
        "create_person_letter",
        "update_item",
        "unmask",
        "join",
        "update_review",
        "create_task",
        "finish_task",
        "update_hold",
        "close",
        "open_again",
    }
