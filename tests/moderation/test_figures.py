"""What is published: no number below five, no difference that gives one away, nothing of anybody."""

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation.figures import count
from peerhub.moderation.models import CaseKind, DecisionOutcome
from peerhub.moderation.store.courses import Course
from peerhub.people.models import Person
from tests.moderation.conftest import Stories
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.visitor import Visitors

REPORT, HOLD, APPEAL = CaseKind.REPORT, CaseKind.HOLD, CaseKind.APPEAL
DAY = 86_400.0


def some(kind: CaseKind, number: int, outcome: str = "", days: float = 1) -> list[Course]:
    ended = DecisionOutcome(outcome) if outcome else None
    return [Course(kind, ended, days * DAY if ended else None)] * number


def test_enough_of_each_is_said() -> None:
    reports, held, appeals = count(
        [
            *some(REPORT, 7, "leave", 2),
            *some(REPORT, 6, "remove", 3),
            *some(HOLD, 8, "release", 0.5),
            *some(HOLD, 5),
            *some(APPEAL, 6, "restore"),
            *some(APPEAL, 3, "uphold"),
        ],
    )
    assert reports.ends[DecisionOutcome.LEAVE] == 7 and reports.ends[DecisionOutcome.REMOVE] == 6
    assert (reports.total, reports.whole, reports.days) == (13, False, 2.0)
    assert held.ends[DecisionOutcome.RELEASE] == 8 and held.ends[None] == 5
    assert (
        appeals.ends[DecisionOutcome.RESTORE] == 6 and appeals.ends[DecisionOutcome.UPHOLD] is None
    )
    assert appeals.total == 6


@pytest.mark.parametrize("number", range(5))
def test_fewer_than_five_are_never_said(number: int) -> None:
    for group in count([*some(REPORT, number, "remove"), *some(APPEAL, number, "restore")]):
        assert set(group.ends.values()) == {None} and group.total == 0 and group.days is None


def test_no_difference_of_what_is_said_gives_a_hidden_number_away() -> None:
    """However many there are below five, the page is the same, whatever stands beside them."""
    for beside in range(5, 25):
        plain = [*some(REPORT, beside, "leave"), *some(APPEAL, beside, "uphold")]
        pages = {
            repr(count([*plain, *some(REPORT, n, "remove"), *some(APPEAL, n, "restore")]))
            for n in range(5)
        }
        assert len(pages) == 1


async def test_the_page_is_for_everybody_and_holds_nobodys_words(
    people: Stories,
    hub: Hub,
    visitor: Visitors,
    clock: SettableClock,
    amina: Person,
    bo: Person,
    cleo: Person,
) -> None:
    assert "fewer than five" in (await visitor().get("/figures")).words
    for n in range(6):
        reporter = await make_person(hub, f"Reporter {n}")
        await people.reports(reporter, await people.says(bo, f"Secret words {n}"))
        await people.decides(cleo, "remove", "Secret reason")
    page = await visitor().get("/figures")
    first = page.tree.find(".//main//table")
    assert first is not None
    rows = [
        " ".join("".join(cell.itertext()).strip() for cell in row)
        for row in first.findall("tbody/tr")
    ]
    assert rows == [
        "Left as it was fewer than five",
        "Its author was asked to change it fewer than five",
        "Removed 6",
        "Its conversation was locked fewer than five",
        "Removed or locked, and undone by a moderator fewer than five",
        "Not decided yet fewer than five",
        "Together at least 6",
        "Half of the decisions took at most 1 hour",
    ]
    for word in ("Secret", bo.name, cleo.name, amina.name, "kitchen", "Kitchen"):
        assert word not in page.words
    clock.move(days=365)
    assert "fewer than five" in (await visitor().get("/figures")).words
    assert "at least 6" in (await visitor().get("/figures?year=2026")).words
    for wrong in ("2025", "2099", "x", "²²²²", "20267"):
        assert (await visitor().get(f"/figures?year={wrong}")).status == 404
