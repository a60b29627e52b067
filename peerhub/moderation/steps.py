"""The steps between a word and a ban, in words: for who chooses them and for whom they are about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from peerhub.core.items import ItemCard
from peerhub.core.words import N_, _, ngettext
from peerhub.moderation import powers
from peerhub.moderation.ground import NONE_OF_THEM
from peerhub.moderation.measures import DAYS, HUB, Measure, MeasureKind, NewMeasure, Unnamed
from peerhub.moderation.models import FILE, Case, Decision, DecisionOutcome
from peerhub.moderation.powers import Subject
from peerhub.moderation.service.by_hand import is_by_hand
from peerhub.people.models import Person
from peerhub.web.render import day

Option = tuple[str, str] | tuple[str, str, str]


def measure_options(person: Person, subject: Subject, *, place: str = "") -> list[Option]:
    """What this person may do to that one, smallest first; empty where they are gone.

    `place` is that of the case: where it is the whole hub, a limit holds everywhere.
    """
    if isinstance(subject, Unnamed):
        return _options_of_a_name()
    limit_words = _("Slower, no links, and no words without a name, until a date.")
    said: list[tuple[str, NewMeasure, str, str]] = [
        ("note", NewMeasure(MeasureKind.NOTE), _("Keep a note about them"),
         _("What you write below is kept for the moderators who decide about them next. They are not"
           " told.")),
        ("warn", NewMeasure(MeasureKind.WARN), _("Warn them"), _("A word, and nothing else.")),
        ("limit", NewMeasure(MeasureKind.LIMIT), _("Limit them in this place"), limit_words),
        ("limit-hub", NewMeasure(MeasureKind.LIMIT, everywhere=True), _("Limit them everywhere"),
         _("The same in the whole hub, and no direct messages.")),
        ("freeze", NewMeasure(MeasureKind.FREEZE), _("Freeze them"),
         _("They can read, not write, until a date.")),
        ("suspend", NewMeasure(MeasureKind.SUSPEND), _("Suspend them"),
         _("They cannot come in until a date.")),
        ("ban", NewMeasure(MeasureKind.BAN), _("Ban them"), _("They cannot come in any more.")),
    ]  # fmt: skip
    mine = [(value, words, hint) for value, new, words, hint in said
            if powers.may_take(person, subject, new)
            and (place, value) != (HUB, "limit")]  # fmt: skip
    nothing: list[Option] = [("", _("Nothing"))]
    return [*nothing, *mine] if mine else []


def _options_of_a_name() -> list[Option]:
    """For whoever decides about what was written without a name: all of it stays in that board."""
    return [
        ("", _("Nothing")),
        ("note", _("Keep a note about this name"),
         _("What you write below is kept for the moderators of this case. They are not told.")),
        ("warn", _("Warn them"), _("A word, and nothing else. You do not learn who they are.")),
        ("limit", _("Limit this name"),
         _("Slower and without links under it, until a date. Nobody learns who it is.")),
        ("freeze", _("Let this name rest"),
         _("Nothing new under it, until a date. They can still write under their own name.")),
    ]  # fmt: skip


def hand_options(person: Person, subject: Person) -> list[Option]:
    """Without a case: what only an administrator may do."""
    hub_wide = ("freeze", "suspend", "ban")
    return [one for one in measure_options(person, subject) if one[0] in hub_wide]


def days_options() -> list[tuple[str, str]]:
    none = ("", _("Choose how long"))
    return [none, *((str(n), ngettext("%(n)d day", "%(n)d days", n) % {"n": n}) for n in DAYS)]


def rule_options(known: Sequence[str]) -> list[tuple[str, str]]:
    """None chosen beforehand; nothing where nobody has written rules down."""
    if not known:
        return []
    none = (NONE_OF_THEM, _("None of these: the reason says what it is"))
    return [("", _("Choose the ground rule")), *((rule, rule) for rule in known), none]


def kind_of_measure(measure: Measure) -> str:
    """For moderators, shortly."""
    if measure.pseudonym_id and measure.kind is MeasureKind.FREEZE:
        return _("the name rests")
    return {
        MeasureKind.NOTE: _("a note was kept"),
        MeasureKind.WARN: _("warned"),
        MeasureKind.LIMIT: _("limited"),
        MeasureKind.FREEZE: _("frozen"),
        MeasureKind.SUSPEND: _("suspended"),
        MeasureKind.BAN: _("banned"),
    }[measure.kind]


OF_A_NAME_WORDS = {
    MeasureKind.LIMIT: N_(
        "Until %(until)s you can post once in ten minutes under your other name in that board, without"
        " links."
    ),
    MeasureKind.FREEZE: N_(
        "Until %(until)s your other name rests in that board. You can write there under your own."
    ),
}


def measure_words(measure: Measure) -> str:
    """For whom it is about: what it is, and until when."""
    until = {"until": day(measure.until_at) if measure.until_at else ""}
    everywhere = measure.scope == HUB
    if measure.pseudonym_id and measure.kind in OF_A_NAME_WORDS:
        return _(OF_A_NAME_WORDS[measure.kind]) % until
    return {
        MeasureKind.NOTE: "",
        MeasureKind.WARN: _("You are warned. Nothing else happens."),
        MeasureKind.LIMIT: _(
            "Until %(until)s you can post once in ten minutes in the whole hub, without links, under"
            " your own name, and you cannot write to people alone."
        )
        if everywhere
        else _(
            "Until %(until)s you can post once in ten minutes in that place, without links and under"
            " your own name."
        ),
        MeasureKind.FREEZE: _("Until %(until)s you can read, but not write."),
        MeasureKind.SUSPEND: _("Your account is closed until %(until)s."),
        MeasureKind.BAN: _("Your account is closed for good."),
    }[measure.kind] % until


def against_words(outcome: str, card: ItemCard | None) -> str:
    """What was decided about somebody's words, as they read it; "" where it was not about them."""
    place = {"place": card.place_title if card else _("a place that is gone")}
    if card and card.ref.kind == FILE and outcome == DecisionOutcome.REMOVE:
        return _("A moderator removed a file that you shared in %(place)s.") % place
    if card and card.ref.kind == "organisation" and outcome == DecisionOutcome.REMOVE:
        return _("A moderator removed the page of “%(title)s”.") % {"title": card.title}
    return {
        DecisionOutcome.EDIT.value: _(
            "A moderator asks you to change what you wrote in %(place)s."
        ),
        DecisionOutcome.REMOVE.value: _("A moderator removed what you wrote in %(place)s."),
        DecisionOutcome.LOCK.value: _(
            "A moderator closed the conversation around what you wrote in %(place)s."
        ),
    }.get(outcome, "") % place


def gone_words(case: Case) -> str:
    """Where, of a case whose item is not there (any more): a person is in the whole hub."""
    return _("this hub") if case.place == HUB else _("a place that is gone")


def role_words(role: str) -> str:
    """By whom, as far as anybody is told."""
    return {
        "reviewer": _("Decided by a reviewer"),
        "administrator": _("Decided by an administrator"),
    }.get(role, _("Decided by a moderator"))


def hand_row(measure: Measure, decision: Decision, *, now: datetime) -> dict[str, Any]:
    """One of all that was done to somebody, for an administrator."""
    return {
        "id": measure.measure_id,
        "words": kind_of_measure(measure),
        "place": "" if measure.scope == HUB else measure.scope.partition(":")[2],
        "at": measure.from_at,
        "until": measure.until_at,
        "ended": measure.ended_at,
        "role": role_words(decision.role),
        "rule": decision.rule,
        "reason": decision.reason,
        "liftable": is_by_hand(decision) and measure.is_lasting and measure.stands(now),
    }


def taken_rows(
    found: Sequence[Measure], person: Person, subject: Subject, *, now: datetime
) -> list[dict[str, Any]]:
    """What was done to the author by decisions of one case, and whether this person may end it."""
    return [
        {
            "id": one.measure_id,
            "words": kind_of_measure(one),
            "until": one.until_at,
            "ended": one.ended_at,
            "liftable": one.is_lasting
            and one.stands(now)
            and powers.may_lift(person, subject, one),
        }
        for one in found
    ]
