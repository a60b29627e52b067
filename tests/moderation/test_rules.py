"""What can be decided about what, as a table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from peerhub.core.errors import Refused
from peerhub.core.items import ItemCard, ItemRef
from peerhub.moderation import rules
from peerhub.moderation.models import (
    REASONS,
    Case,
    CaseKind,
    CaseState,
    DecisionOutcome,
    ReportReason,
)
from peerhub.moderation.shown import waited

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
REF = ItemRef("post", "p-1")


def case(kind: str = "hold") -> Case:
    state = CaseState.OPEN
    return Case("c-1", CaseKind(kind), REF, "author", "space:x", "health", state, NOW)


def card(state: str = "held", html: str = "<p>Words</p>") -> ItemCard:
    at = "2026-11-22T18:00:00.000Z"
    return ItemCard(
        REF,
        "author",
        "Bo",
        "Title",
        html,
        "Words",
        "/x",
        "space:x",
        "X",
        "health",
        at,
        state,
        steps=("edit", "lock"),
    )


@pytest.mark.parametrize(
    ("kind", "state", "allowed"),
    [
        ("hold", "held", {"release", "edit", "remove"}),
        ("hold", "visible", {"leave", "edit", "remove", "lock"}),  # released, and asked anew
        ("hold", "withdrawn", {"leave"}),
        ("hold", "removed", {"leave"}),
        ("hold", "gone", {"leave"}),
        ("report", "visible", {"leave", "edit", "remove", "lock"}),
        ("report", "held", {"leave", "edit", "remove", "lock"}),
        ("report", "withdrawn", {"leave"}),
        ("report", "removed", {"leave"}),
        ("report", "gone", {"leave"}),
    ],
)
def test_what_can_be_decided(kind: str, state: str, allowed: set[str]) -> None:
    item = None if state == "gone" else card(state)
    outcomes = rules.outcomes_for(case(kind), item)
    assert set(outcomes) == allowed
    for outcome in DecisionOutcome:
        seen = rules.digest_of(item)
        if outcome in allowed:
            rules.check_decision(outcomes, item, outcome, "Why", seen)
        else:
            with pytest.raises(Refused):
                rules.check_decision(outcomes, item, outcome, "Why", seen)


@pytest.mark.parametrize("outcome", DecisionOutcome)
def test_what_goes_against_somebody_needs_a_reason(outcome: DecisionOutcome) -> None:
    def check() -> None:
        rules.check_decision([outcome], card(), outcome, "", rules.digest_of(card()))

    if outcome not in ("edit", "remove", "lock", "restore", "uphold"):
        check()
        return
    with pytest.raises(Refused) as refused:
        check()
    assert refused.value.field == "reason"


def test_what_an_item_does_not_allow_cannot_be_decided() -> None:
    """A room of two cannot be locked, nor can words be changed whose author is gone."""
    plain = replace(card("visible"), steps=())
    assert rules.outcomes_for(case("report"), plain) == ("leave", "remove")


@pytest.mark.parametrize("now", [card("held", "<p>Other</p>"), card("visible"), None])
def test_other_words_than_were_shown_are_not_decided_about(now: ItemCard | None) -> None:
    assert rules.digest_of(now) != rules.digest_of(card())


def test_every_reason_has_its_words() -> None:
    assert set(REASONS) == set(ReportReason)
    assert len(set(REASONS.values())) == len(REASONS)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(hours=48), "2 days"),
    ],
)
def test_how_long_it_waited_is_said_as_people_say_it(span: timedelta, words: str) -> None:
    assert waited(span) == words
