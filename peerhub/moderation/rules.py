"""Decisions of moderation: pure, no await. Nobody decides about themselves or their own report."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from peerhub.core.errors import Refused
from peerhub.core.items import ItemCard
from peerhub.core.keys import Keys
from peerhub.core.search import fold
from peerhub.core.words import _
from peerhub.moderation.models import (
    APPEAL_FOR,
    CLAIM_FOR,
    ORGANISATION_LENGTH,
    Case,
    CaseKind,
    CaseState,
    Decision,
    DecisionOutcome,
    Level,
    Stakes,
)
from peerhub.people.models import Person

PUBLISHED = (
    DecisionOutcome.LEAVE,
    DecisionOutcome.EDIT,
    DecisionOutcome.REMOVE,
    DecisionOutcome.LOCK,
)
WAITING = (DecisionOutcome.RELEASE, DecisionOutcome.EDIT, DecisionOutcome.REMOVE)
AGAINST = (DecisionOutcome.EDIT, DecisionOutcome.REMOVE, DecisionOutcome.LOCK)  # its author
EXPLAINED = (*AGAINST, DecisionOutcome.RESTORE, DecisionOutcome.UPHOLD)
STEPS = {DecisionOutcome.EDIT: "edit", DecisionOutcome.LOCK: "lock"}  # that not every item allows
UNDONE_BY = {  # an answer that changed nothing is asked anew
    DecisionOutcome.REMOVE: DecisionOutcome.RESTORE,
    DecisionOutcome.LOCK: DecisionOutcome.UNLOCK,
    DecisionOutcome.EDIT: DecisionOutcome.REOPEN,
    DecisionOutcome.LEAVE: DecisionOutcome.REOPEN,
    DecisionOutcome.RELEASE: DecisionOutcome.REOPEN,
    DecisionOutcome.UPHOLD: DecisionOutcome.REOPEN,
}
# Roles with power over others: a report about them goes to the reviewers.
POWER = ("moderator", "reviewer", "administrator", "safeguarding")
HELD, VISIBLE = "held", "visible"  # an item's states that a decision can still change
WITHDRAWN = "withdrawn"  # by its author: nothing is left to decide about
REMOVED = "removed"  # and the one that an undoing can


def judges(person: Person) -> bool:
    """Whether this person's roles count here at all. Not while they may read but not write: whoever
    has lost their own voice for a while reads and decides nothing about others'.
    """
    return not person.frozen


def moderator_scopes(person: Person) -> frozenset[str]:
    """Where this person is a moderator. Administrators are not, unless they hold the role too."""
    return frozenset(role.scope for role in person.roles if role.name == "moderator")


def can_decide(person: Person, case: Case, stakes: Stakes) -> bool:
    """Whether a case is this person's to see and decide: on a level of theirs, and no part in it.

    Not the author, a reporter, whom a report keeps out, nor anybody of the author's organisation.
    store/cases.py says the same to the database; a test compares them pair by pair.
    """
    if not judges(person):
        return False
    me = person.person_id
    mine = stakes.organisations.get(me, frozenset())
    theirs = stakes.organisations.get(case.author_id, frozenset())
    if me == case.author_id or me in stakes.reporter_ids or mine & theirs:
        return False
    if stakes.barred & {f"person:{me}", *mine}:
        return False
    return any(_fits(person, case, level) for level in case.levels)


def _fits(person: Person, case: Case, level: int) -> bool:
    if level == Level.PLACE:
        return person.holds("moderator", *case.scopes)
    if level == Level.HUB:
        return person.holds("moderator")
    return person.has_role("reviewer")


def reviews(person: Person) -> bool:
    """Reviewers decide about moderators and administrators, and what nobody below them decided."""
    return person.has_role("reviewer")


def level_at_first(author: Person | None, *, avoids_place: bool) -> Level:
    """On which level a report begins: about people with power never among their own."""
    if author is not None and author.has_role(*POWER):
        return Level.REVIEWER
    return Level.HUB if avoids_place else Level.PLACE


def is_claimed(case: Case, now: datetime) -> bool:
    """Whether somebody has taken it, not longer than CLAIM_FOR ago."""
    return bool(case.claimed_at and case.claimed_by and now - case.claimed_at < CLAIM_FOR)


def check_claim(person: Person, case: Case, now: datetime) -> None:
    """Refused where another has taken it: two would do the same hard work twice."""
    if is_claimed(case, now) and case.claimed_by != person.person_id:
        raise Refused(
            _("Another moderator has taken this one. It is free again a day after they took it.")
        )


def is_removed(card: ItemCard | None) -> bool:
    return card is not None and card.state == REMOVED


def outcomes_for(
    case: Case, card: ItemCard | None, *, overturnable: bool | None = None
) -> tuple[DecisionOutcome, ...]:
    """What can be decided, smallest step first. What its author took back can only be left.

    `overturnable`: whether what an appeal is about stands still; unless told, whether it is removed.
    """
    if case.kind is CaseKind.APPEAL:
        restorable = is_removed(card) if overturnable is None else overturnable
        uphold = (DecisionOutcome.UPHOLD,)
        return (DecisionOutcome.RESTORE, *uphold) if restorable else uphold
    if card is None or card.state not in (HELD, VISIBLE):
        return (DecisionOutcome.LEAVE,)
    waits = case.kind is CaseKind.HOLD and card.state == HELD
    found = WAITING if waits else PUBLISHED
    return tuple(one for one in found if STEPS.get(one) in (None, *card.steps))


def undoing_of(
    case: Case, card: ItemCard | None, decision: Decision | None
) -> DecisionOutcome | None:
    """What would undo the last decision; None where nothing can, or what it changed is gone."""
    if case.state is not CaseState.DECIDED or case.kind is CaseKind.MEASURE or decision is None:
        return None
    undoing = UNDONE_BY.get(DecisionOutcome(decision.outcome))
    if undoing is DecisionOutcome.RESTORE and not is_removed(card):
        return None
    gone = card is None or card.state == WITHDRAWN
    return None if undoing is DecisionOutcome.REOPEN and gone else undoing


def check_undo(
    case: Case, card: ItemCard | None, decision: Decision | None, reason: str
) -> DecisionOutcome:
    """What undoes it; Refused where nothing does, or without a reason."""
    undoing = undoing_of(case, card, decision)
    if undoing is None:
        raise Refused(_("There is nothing to undo here."))
    if not reason:
        raise Refused(_("Say why. The author reads it."), field="undo_reason")
    return undoing


def check_appeal(decision: Decision, now: datetime, *, measured: bool = False) -> None:
    """Refused for what went against nobody, and once APPEAL_FOR has passed.

    `measured`: it also did something to its author.
    """
    if decision.outcome not in AGAINST and not measured:
        raise Refused(_("There is nothing to appeal against here."))
    if now - decision.at > APPEAL_FOR:
        raise Refused(
            _("This was decided more than %(n)d days ago. Write to the people who run this hub.")
            % {"n": APPEAL_FOR.days}
        )


def organisation_mark(keys: Keys, name: str) -> str:
    """By which an organisation is known again, however its name is written; the mark tells no name."""
    return f"organisation:{keys.mark('organisation', ' '.join(fold(name).split()))}"


def names_in(said: str) -> list[str]:
    """The names in a list that somebody typed, with commas or a line each."""
    parts = (part.strip() for part in said.replace("\n", ",").split(","))
    return list(dict.fromkeys(part for part in parts if part))


def check_names(names: Sequence[str], *, most: int, field: str) -> None:
    """Refused where there are too many, or one is too long."""
    if len(names) > most:
        raise Refused(_("Name at most %(n)d here.") % {"n": most}, field=field)
    if any(len(name) > ORGANISATION_LENGTH for name in names):
        words = _("Keep each name under %(n)d characters.") % {"n": ORGANISATION_LENGTH}
        raise Refused(words, field=field)


def check_decision(
    outcomes: Collection[DecisionOutcome],
    card: ItemCard | None,
    outcome: DecisionOutcome,
    reason: str,
    seen: str,
) -> None:
    """Refused where the outcome does not fit, the reason is missing, or the words were others."""
    if outcome not in outcomes:
        raise Refused(_("This cannot be decided here. Choose one of the answers given."))
    if outcome in EXPLAINED and not reason:
        raise Refused(_("Say why. The author reads it."), field="reason")
    if seen != digest_of(card):
        raise Refused(_("The author has changed this since you opened it. Read it again first."))


def digest_of(card: ItemCard | None) -> str:
    """Names an item's words and state as they are now."""
    if card is None:
        return "gone"
    return hashlib.sha256(f"{card.state}\x1f{card.html}".encode()).hexdigest()[:16]
