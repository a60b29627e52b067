"""Cases as the templates want them: what waits, where, for how long, and what can be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peerhub.core.items import ItemCard
from peerhub.core.words import N_, _, ngettext
from peerhub.moderation import rules
from peerhub.moderation.appeals import Appealed
from peerhub.moderation.models import (
    APPEAL,
    REASONS,
    Case,
    CaseKind,
    CaseState,
    Decision,
    DecisionOutcome,
    Dossier,
    ReportReason,
    Urgency,
)
from peerhub.people.models import Person

Option = tuple[str, str] | tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case as `_queue_list.html` wants it."""

    id: str
    title: str
    urgency: str
    place: str
    waited: str
    line: str
    claim: str


URGENCIES = {
    Urgency.URGENT: N_("Urgent"),
    Urgency.SOON: N_("Soon"),
    Urgency.NORMAL: N_("Not urgent"),
}


def shown_case(
    case: Case, card: ItemCard | None, reasons: list[str], person: Person, now: datetime
) -> ShownCase:
    return ShownCase(
        id=case.case_id,
        title=kind_words(case),
        urgency=_(URGENCIES[case.urgency]),
        place=card.place_title if card else _("a place that is gone"),
        waited=waited(now - case.opened_at),
        line="; ".join(reason_words(reason) for reason in reasons),
        claim=claim_words(case, person, now),
    )


def claim_words(case: Case, person: Person, now: datetime) -> str:
    """Who has taken it, without a name: "" where nobody has."""
    if not rules.is_claimed(case, now):
        return ""
    mine = case.claimed_by == person.person_id
    return _("You have taken this") if mine else _("Another moderator has taken this")


def kind_words(case: Case) -> str:
    message = case.item.kind == "message"
    if case.kind is CaseKind.APPEAL:
        return _("Appeal about a message") if message else _("Appeal about a post")
    if case.kind is CaseKind.HOLD:
        return _("Held message") if message else _("Held post")
    return _("Reported message") if message else _("Reported post")


def reason_words(reason: str) -> str:
    if reason == APPEAL:
        return _("Its author asks for another look")
    return _(REASONS[ReportReason(reason)].words)


def reason_options() -> list[Option]:
    return [(reason.value, _(said.words)) for reason, said in REASONS.items()]


def waited(span: timedelta) -> str:
    """How long something has waited, as people say it."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}


def state_words(card: ItemCard | None) -> str:
    """What has become of the item meanwhile."""
    if card is None:
        return _("It is no longer there.")
    return {
        "held": _("It waits. Only its author can see it."),
        "visible": _("Everybody in that place can read it."),
        "withdrawn": _("Its author has taken it back. Nobody can read it any more."),
        "removed": _("It was removed."),
    }.get(card.state, "")


def outcome_options(dossier: Dossier) -> list[Option]:
    """What can be decided here, smallest step first, each with what it does."""
    words: dict[DecisionOutcome, Option] = {
        DecisionOutcome.RELEASE: (
            "release",
            _("Release it"),
            _("Everybody in that place can read it from now on."),
        ),
        DecisionOutcome.LEAVE: ("leave", _("Leave it as it is"), _("The report is closed.")),
        DecisionOutcome.REMOVE: (
            "remove",
            _("Remove it"),
            _("Nobody can read it any more. Say why below."),
        ),
        DecisionOutcome.RESTORE: (
            "restore",
            _("Show it again"),
            _("Everybody in that place can read it again. Say why below."),
        ),
        DecisionOutcome.UPHOLD: (
            "uphold",
            _("It stays removed"),
            _("The decision before was right. Say why below."),
        ),
    }
    return [words[outcome] for outcome in rules.outcomes_for(dossier.case, dossier.card)]


def decided_words(outcome: str) -> str:
    return {
        "release": _("It was released"),
        "leave": _("It was left as it was"),
        "remove": _("It was removed"),
        "restore": _("It can be read again"),
        "uphold": _("It stays removed"),
    }.get(outcome, "")


def told_words(outcome: str) -> str:
    """What came of a report, as its reporter reads it; "" while it waits."""
    return {
        "remove": _("A moderator removed it."),
        "leave": _("A moderator looked at it. It stays as it is."),
        "restore": _("Somebody looked at it again: it can be read again."),
    }.get(outcome, "")


def item_fields(card: ItemCard, heading: str) -> dict[str, Any]:
    """An item as `case.html` and `new_report.html` show it."""
    return {
        "heading": heading,
        "author_name": card.author_name or _("Former member"),
        "at": datetime.fromisoformat(card.at),
        "html": card.html,
        "href": card.path,
    }


def items_of(dossier: Dossier) -> list[dict[str, Any]]:
    """What was said: as it was reported and, where it differs, as it stands now."""
    copy, card = dossier.copy, dossier.card
    if copy is None:
        return [item_fields(card, _("What was written"))] if card else []
    items = [item_fields(copy, _("As it stood when it was reported"))]
    if card and card.html != copy.html and card.state in (rules.HELD, rules.VISIBLE):
        items.append(item_fields(card, _("As it stands now: its author has changed it")))
    return items


def case_fields(dossier: Dossier, person: Person, now: datetime) -> dict[str, Any]:
    """One case as `case.html` wants it."""
    case, card = dossier.case, dossier.card or dossier.copy
    place = card.place_title if card else _("a place that is gone")
    decision = dossier.decision
    return {
        "id": case.case_id,
        "title": _("%(kind)s in %(place)s") % {"kind": kind_words(case), "place": place},
        "appeal": case.kind is CaseKind.APPEAL,
        "waited": waited(now - case.opened_at) if case.state is CaseState.OPEN else "",
        "opened_at": case.opened_at,
        "urgency": _(URGENCIES[case.urgency]),
        "due_at": case.due_at if case.state is CaseState.OPEN else None,
        "claim": claim_words(case, person, now),
        "mine": rules.is_claimed(case, now) and case.claimed_by == person.person_id,
        "free": not rules.is_claimed(case, now),
        "thread": card.title if card and card.title != place else "",
        "state": state_words(dossier.card),
        "seen": dossier.seen,
        "undoable": decision is not None
        and decision.outcome == DecisionOutcome.REMOVE
        and dossier.card is not None
        and dossier.card.state == rules.REMOVED,
        "closed": decision
        and {
            "words": decided_words(decision.outcome),
            "at": decision.at,
            "reason": decision.reason,
        },
    }


def appealed_fields(found: Appealed) -> dict[str, Any]:
    """A decision as its author reads it, with what came of their appeal."""
    card, answer = found.card, found.answer
    return {
        "html": card.html if card else "",
        "place": card.place_title if card else _("a place that is gone"),
        "reason": found.decision.reason,
        "at": found.decision.at,
        "reference": found.reference,
        "waits": found.appeal is not None and answer is None,
        "answer": answer
        and {"words": decided_words(answer.outcome), "reason": answer.reason, "at": answer.at},
        "refusal": found.refusal,
        "nobody": found.nobody,
    }


def note_rows(dossier: Dossier, names: Mapping[str, Person]) -> list[dict[str, Any]]:
    """Among moderators notes are signed by name."""
    return [
        {
            "name": names[one.author_id].name if one.author_id in names else _("Former member"),
            "text": one.text,
            "at": one.at,
        }
        for one in dossier.notes
    ]


def history_rows(found: Sequence[tuple[Case, Decision]]) -> list[dict[str, Any]]:
    return [
        {
            "id": case.case_id,
            "kind": kind_words(case),
            "words": decided_words(decision.outcome),
            "reason": decision.reason,
            "at": decision.at,
        }
        for case, decision in found
    ]


def report_rows(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {"reason": reason_words(one.reason), "note": one.note, "at": one.at}
        for one in dossier.reports
    ]
