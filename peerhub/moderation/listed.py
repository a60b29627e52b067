"""What stands in the audit trail about somebody, in plain sentences for them."""

from __future__ import annotations

from typing import Any

from peerhub.core.words import N_, _
from peerhub.moderation.mine import Mine
from peerhub.moderation.models import FILE, DecisionOutcome
from peerhub.moderation.steps import measure_words, role_words

SENTENCES = {
    "person.approved": N_("You were let into this hub."),
    "person.suspended": N_("Your account was closed."),
    "role.given": N_("You were given a role: %(role)s."),
    "role.taken": N_("A role of yours was taken back: %(role)s."),
    "token.made": N_("A token for programs was made for your account."),
    "measure.lifted": N_("It was ended before its time:"),
    "measure.ended": N_("It has ended:"),
    "room.member_removed": N_("You were removed from a room."),
    "room.member_let_back": N_("You were let back into a room."),
    "board.member_removed": N_("You were removed from a board."),
    "board.member_let_back": N_("You were let back into a board."),
}
ABOUT_WORDS = {
    DecisionOutcome.RELEASE: N_("What you wrote in %(place)s waited, and was released."),
    DecisionOutcome.EDIT: N_("You were asked to change what you wrote in %(place)s."),
    DecisionOutcome.REMOVE: N_("What you wrote in %(place)s was removed."),
    DecisionOutcome.LOCK: N_(
        "The conversation around what you wrote in %(place)s was closed to new words."
    ),
    DecisionOutcome.RESTORE: N_("What was decided about what you wrote in %(place)s was undone."),
    DecisionOutcome.UNLOCK: N_("The conversation around what you wrote in %(place)s was opened."),
    DecisionOutcome.UPHOLD: N_("You asked for another look. It stays as it was decided."),
}
FILE_REMOVED = N_("A file of yours in %(place)s was removed. What you wrote stays.")
ROLES = {
    "facilitator": N_("facilitator"),
    "moderator": N_("moderator"),
    "reviewer": N_("reviewer"),
    "safeguarding": N_("safeguarding lead"),
    "editor": N_("editor"),
    "administrator": N_("administrator"),
}


def mine_rows(found: list[Mine]) -> list[dict[str, Any]]:
    """Without what says the same twice, and without what only makes a case wait again."""
    closed = {one.entry.at for one in found if one.measure and one.measure.kind.closes}
    rows = []
    for one in found:
        twice = one.entry.action == "person.suspended" and one.entry.at in closed
        words = "" if twice else _words(one)
        if words:
            rows.append(_row(one, words))
    return rows


def _row(one: Mine, words: str) -> dict[str, Any]:
    decision = one.decision
    return {
        "words": words,
        "at": one.entry.at,
        "role": role_words(decision.role) if decision else "",
        "rule": decision.rule if decision else "",
        "reason": decision.reason if decision else "",
        "appeal": one.appeal,
    }


def _words(one: Mine) -> str:
    action = one.entry.action
    if one.measure is not None:
        said = measure_words(one.measure)
        return f"{_(SENTENCES[action])} {said}" if action in SENTENCES else said
    if action in SENTENCES:
        name = one.entry.detail.partition("@")[0]
        return _(SENTENCES[action]) % {"role": _(ROLES[name]) if name in ROLES else name}
    outcome = DecisionOutcome(one.decision.outcome) if one.decision else None
    if outcome not in ABOUT_WORDS:
        return ""
    of_file = outcome is DecisionOutcome.REMOVE and one.entry.subject.startswith(f"{FILE}:")
    return _(FILE_REMOVED if of_file else ABOUT_WORDS[outcome]) % {
        "place": one.place or _("a place that is gone")
    }
