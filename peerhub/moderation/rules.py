"""Decisions of moderation: pure, no await. Nobody decides about themselves or their own report."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from peerhub.core.errors import Refused
from peerhub.core.items import ItemCard
from peerhub.core.words import _
from peerhub.moderation.models import Case, CaseKind, DecisionOutcome
from peerhub.people.models import Person

OUTCOMES = {
    CaseKind.HOLD: (DecisionOutcome.RELEASE, DecisionOutcome.REMOVE),
    CaseKind.REPORT: (DecisionOutcome.LEAVE, DecisionOutcome.REMOVE),
}
HELD, VISIBLE = "held", "visible"  # an item's states that a decision can still change


def moderator_scopes(person: Person) -> frozenset[str]:
    """Where this person is a moderator. Administrators are not, unless they hold the role too."""
    return frozenset(role.scope for role in person.roles if role.name == "moderator")


def can_decide(person: Person, case: Case, reporter_ids: Collection[str]) -> bool:
    """Whether a case is this person's to see and decide: theirs by scope, and not about them."""
    if person.person_id == case.author_id or person.person_id in reporter_ids:
        return False
    return person.holds("moderator", *case.scopes)


def outcomes_for(case: Case, card: ItemCard | None) -> tuple[DecisionOutcome, ...]:
    """What can be decided, smallest step first. What its author took back can only be left."""
    if card is None or card.state not in (HELD, VISIBLE):
        return (DecisionOutcome.LEAVE,)
    return OUTCOMES[case.kind]


def check_decision(
    case: Case, card: ItemCard | None, outcome: DecisionOutcome, reason: str, seen: str
) -> None:
    """Refused where the outcome does not fit, the reason is missing, or the words were others."""
    if outcome not in outcomes_for(case, card):
        raise Refused(_("This cannot be decided here. Choose one of the answers given."))
    if outcome is DecisionOutcome.REMOVE and not reason:
        raise Refused(_("Say why. The author reads it."), field="reason")
    if seen != digest_of(card):
        raise Refused(_("The author has changed this since you opened it. Read it again first."))


def digest_of(card: ItemCard | None) -> str:
    """Names an item's words and state as they are now."""
    if card is None:
        return "gone"
    return hashlib.sha256(f"{card.state}\x1f{card.html}".encode()).hexdigest()[:16]
