"""Cases as the templates want them: what waits, where, for how long, and what can be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peerhub.core.items import ItemCard
from peerhub.core.words import N_, _, ngettext
from peerhub.moderation import rules
from peerhub.moderation.measures import Measure
from peerhub.moderation.models import (
    ACTED,
    FILE,
    Case,
    CaseKind,
    CaseState,
    Decision,
    DecisionOutcome,
    Dossier,
    Tally,
    Urgency,
)
from peerhub.moderation.reported import (
    Option,
    eyes_words,
    flood_words,
    kind_words,
    pictures_in,
    reason_words,
    why_for_moderator,
)
from peerhub.moderation.steps import gone_words, kind_of_measure, role_words
from peerhub.people.models import Person


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
    needs_eyes: str = ""


URGENCIES = {
    Urgency.URGENT: N_("Urgent"),
    Urgency.SOON: N_("Soon"),
    Urgency.NORMAL: N_("Not urgent"),
}


def shown_case(
    case: Case, card: ItemCard | None, said: Tally, person: Person, now: datetime
) -> ShownCase:
    return ShownCase(
        id=case.case_id,
        title=kind_words(case),
        urgency=_(URGENCIES[case.urgency]),
        place=card.place_title if card else gone_words(case),
        waited=waited(now - case.opened_at),
        line="; ".join(
            [*why_for_moderator(case), *flood_words(said), *map(reason_words, said.reasons)]
        ),
        claim=claim_words(case, person, now),
        needs_eyes=eyes_words(case),
    )


def claim_words(case: Case, person: Person, now: datetime) -> str:
    """Who has taken it, without a name: "" where nobody has."""
    if not rules.is_claimed(case, now):
        return ""
    mine = case.claimed_by == person.person_id
    return _("You have taken this") if mine else _("Another moderator has taken this")


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
        "here": _("They are a member of this hub."),
        "away": _("Their account is closed for now."),
    }.get(card.state, "")


def is_about_removal(dossier: Dossier) -> bool:
    """Of an appeal: whether something was removed; True of any other case."""
    return dossier.about is None or dossier.about.outcome == DecisionOutcome.REMOVE


def outcome_options(dossier: Dossier, *, overturnable: bool | None = None) -> list[Option]:
    """What can be decided here, smallest step first, each with what it does."""
    removal = is_about_removal(dossier)
    words: dict[DecisionOutcome, Option] = {
        DecisionOutcome.RELEASE: (
            "release",
            _("Release it"),
            _("Everybody in that place can read it from now on."),
        ),
        DecisionOutcome.LEAVE: ("leave", _("Leave it as it is"), _("The report is closed.")),
        DecisionOutcome.EDIT: (
            "edit",
            _("Ask its author to change it"),
            _("Until then it stays as it is: hidden where it waits. Say below what to change."),
        ),
        DecisionOutcome.LOCK: (
            "lock",
            _("Lock its conversation"),
            _("Only who looks after the place can write there. Say why below."),
        ),
        DecisionOutcome.REMOVE: (
            "remove",
            _("Remove it"),
            _("Nobody can open it any more. The words stay, and say that a file was removed.")
            if dossier.case.item.kind == FILE
            else _("Nobody can read it any more. Say why below."),
        ),
        DecisionOutcome.RESTORE: (
            "restore",
            _("Show it again") if removal else _("Undo it"),
            _("Everything that was decided is undone. Say why below."),
        ),
        DecisionOutcome.UPHOLD: (
            "uphold",
            _("It stays removed") if removal else _("It stays as it was decided"),
            _("The decision before was right. Say why below."),
        ),
    }
    found = rules.outcomes_for(dossier.case, dossier.card, overturnable=overturnable)
    return [words[outcome] for outcome in found]


def decided_words(outcome: str, *, removal: bool = True) -> str:
    """`removal`: whether it answers an appeal against one, or anything but an appeal."""
    return {
        "release": _("It was released"),
        "leave": _("It was left as it was"),
        "edit": _("Its author was asked to change it"),
        "remove": _("It was removed"),
        "lock": _("Its conversation was locked"),
        "restore": _("It can be read again") if removal else _("It was undone"),
        "unlock": _("It was undone: its conversation is open again"),
        "reopen": _("It was undone, and waited again"),
        "lift": _("A measure was ended before its time"),
        "uphold": _("It stays removed") if removal else _("It stays as it was decided"),
    }.get(outcome, "")


def told_words(outcome: str) -> str:
    """What came of a report, as its reporter reads it; "" while it waits."""
    return {
        "remove": _("A moderator removed it."),
        "leave": _("A moderator looked at it. It stays as it is."),
        ACTED: _("A moderator has taken it up with its author. What was written stays."),
        "edit": _("A moderator has asked its author to change it."),
        "lock": _("A moderator has locked its conversation."),
        "unlock": _("Somebody looked at it again: its conversation is open again."),
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
        "pictures": pictures_in(card.html),
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
    place = card.place_title if card else gone_words(case)
    decision = dossier.decision
    return {
        "id": case.case_id,
        "title": _("%(kind)s in %(place)s") % {"kind": kind_words(case), "place": place},
        "appeal": case.kind is CaseKind.APPEAL,
        "waited": waited(now - case.opened_at) if case.state is CaseState.OPEN else "",
        "opened_at": case.opened_at,
        "urgency": _(URGENCIES[case.urgency]),
        "due_at": case.due_at if case.state is CaseState.OPEN else None,
        "needs_eyes": eyes_words(case),
        "why": "; ".join(why_for_moderator(case)),
        "claim": claim_words(case, person, now),
        "mine": rules.is_claimed(case, now) and case.claimed_by == person.person_id,
        "free": not rules.is_claimed(case, now),
        "thread": card.title if card and card.title != place else "",
        "state": "" if case.item.kind == "person" else state_words(dossier.card),
        "seen": dossier.seen,
        "undoing": undoing_words(rules.undoing_of(case, dossier.card, decision)),
        "closed": decision
        and {
            "words": decided_words(decision.outcome, removal=is_about_removal(dossier)),
            "role": role_words(decision.role),
            "at": decision.at,
            "reason": decision.reason,
            "rule": decision.rule,
        },
    }


def undoing_words(undoing: DecisionOutcome | None) -> str:
    """What a button would do about the last decision; "" where there is nothing to undo."""
    if undoing is None:
        return ""
    return {
        DecisionOutcome.RESTORE: _("Show it again"),
        DecisionOutcome.UNLOCK: _("Open its conversation again"),
    }.get(undoing, _("Let it wait again"))


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


def history_rows(
    found: Sequence[tuple[Case, Decision]], measures: Mapping[str, Sequence[Measure]]
) -> list[dict[str, Any]]:
    """`measures`: by case; notes about the person stand beside that case."""
    return [
        {
            "id": case.case_id,
            "kind": kind_words(case),
            "words": decided_words(decision.outcome),
            "steps": [
                kind_of_measure(one)
                for one in measures.get(case.case_id, ())
                if one.decision_id == decision.decision_id
            ],
            "reason": decision.reason,
            "at": decision.at,
        }
        for case, decision in found
    ]
