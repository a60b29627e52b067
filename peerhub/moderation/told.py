"""Decisions as those read them whom they are about: in plain words, signed by a role."""

from __future__ import annotations

from typing import Any

from peerhub.core.items import ItemCard
from peerhub.core.text import to_plain_html
from peerhub.core.words import _
from peerhub.moderation.appeals import Appealed
from peerhub.moderation.models import FILE, Case, Decision, DecisionOutcome
from peerhub.moderation.rules import is_removed
from peerhub.moderation.shown import decided_words
from peerhub.moderation.steps import against_words, measure_words, role_words
from peerhub.notifications.models import NoticeKind

TOLD = {  # what its author is told; nothing where it was left: nobody need learn of a doubt
    DecisionOutcome.RELEASE: NoticeKind.RELEASED,
    DecisionOutcome.EDIT: NoticeKind.EDIT_ASKED,
    DecisionOutcome.REMOVE: NoticeKind.REMOVED,
    DecisionOutcome.LOCK: NoticeKind.LOCKED,
    DecisionOutcome.RESTORE: NoticeKind.RESTORED,
    DecisionOutcome.UNLOCK: NoticeKind.UNLOCKED,
    DecisionOutcome.UPHOLD: NoticeKind.UPHELD,
}


OTHERWISE = {  # of an appeal against anything but a removal
    DecisionOutcome.RESTORE: NoticeKind.OVERTURNED,
    DecisionOutcome.UPHOLD: NoticeKind.STANDS,
}
OF_A_FILE = {  # which goes while the words stay
    DecisionOutcome.REMOVE: NoticeKind.FILE_REMOVED,
    DecisionOutcome.RESTORE: NoticeKind.FILE_RESTORED,
    DecisionOutcome.UPHOLD: NoticeKind.STANDS,
}
OF_A_PAGE = {  # of an organisation: whoever looks after it hears of it by these
    NoticeKind.REMOVED: NoticeKind.PAGE_REMOVED,
    NoticeKind.RESTORED: NoticeKind.PAGE_RESTORED,
    NoticeKind.UPHELD: NoticeKind.PAGE_UPHELD,
}
READABLE = (NoticeKind.RELEASED, NoticeKind.RESTORED, NoticeKind.FILE_RESTORED, NoticeKind.UNLOCKED)


def notice_kind(case: Case, outcome: DecisionOutcome, about: Decision | None) -> NoticeKind | None:
    """By which its author hears of a decision; `about`: what an appeal is about."""
    removal = about is None or about.outcome == DecisionOutcome.REMOVE
    if removal and case.item.kind == FILE and outcome in OF_A_FILE:
        return OF_A_FILE[outcome]
    return TOLD.get(outcome) if removal else OTHERWISE.get(outcome)


def _html(card: ItemCard | None) -> str:
    """Of a file that is served to them no more only how it is called."""
    if card is None or card.ref.kind == "person":
        return ""
    gone = card.ref.kind == FILE and is_removed(card)
    return to_plain_html(card.excerpt) if gone else card.html


def appealed_fields(found: Appealed) -> dict[str, Any]:
    """A decision as its author reads it, with what came of their appeal."""
    card, answer = found.card, found.answer
    removal = found.decision.outcome == DecisionOutcome.REMOVE
    return {
        "html": _html(card),
        "place": card.place_title if card else _("a place that is gone"),
        "about": against_words(found.decision.outcome, card),
        "steps": [measure_words(one) for one in found.measures],
        "role": role_words(found.decision.role),
        "rule": found.decision.rule,
        "path": card.edit_path if card and found.decision.outcome == DecisionOutcome.EDIT else "",
        "reason": found.decision.reason,
        "at": found.decision.at,
        "reference": found.reference,
        "waits": found.appeal is not None and answer is None,
        "answer": answer
        and {
            "words": decided_words(answer.outcome, removal=removal),
            "reason": answer.reason,
            "at": answer.at,
        },
        "refusal": found.refusal,
        "nobody": found.nobody,
    }
