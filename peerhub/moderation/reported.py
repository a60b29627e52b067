"""What was reported, and what waits, in words: kinds of items, reasons, how many said the same."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from peerhub.core.items import ItemCard
from peerhub.core.words import N_, _, ngettext
from peerhub.moderation.models import (
    APPEAL,
    FLOOD,
    MOST_NOTES,
    REASONS,
    Case,
    CaseKind,
    Dossier,
    Report,
    ReportReason,
    Tally,
)
from peerhub.moderation.watch import Why

Option = tuple[str, str] | tuple[str, str, str]


def flood_words(said: Tally) -> list[str]:
    """Many reports of one thing are one case; that they are many is said, and whether all at once."""
    if said.lately >= FLOOD:
        words = ngettext("%(n)d report in an hour", "%(n)d reports in an hour", said.lately)
        return [words % {"n": said.lately}]
    words = ngettext("%(n)d report", "%(n)d reports", said.reports)
    return [words % {"n": said.reports}] if said.reports > 1 else []


KINDS = {
    (CaseKind.APPEAL, "message"): N_("Appeal about a message"),
    (CaseKind.APPEAL, "post"): N_("Appeal about a post"),
    (CaseKind.APPEAL, "file"): N_("Appeal about a file"),
    (CaseKind.APPEAL, "meetup"): N_("Appeal about a meetup"),
    (CaseKind.APPEAL, "person"): N_("Appeal about a decision"),
    (CaseKind.MEASURE, "person"): N_("Decision about a person"),
    (CaseKind.HOLD, "message"): N_("Held message"),
    (CaseKind.HOLD, "post"): N_("Held post"),
    (CaseKind.HOLD, "meetup"): N_("Held meetup"),
    (CaseKind.REPORT, "message"): N_("Reported message"),
    (CaseKind.REPORT, "post"): N_("Reported post"),
    (CaseKind.REPORT, "file"): N_("Reported file"),
    (CaseKind.REPORT, "meetup"): N_("Reported meetup"),
    (CaseKind.REPORT, "person"): N_("Reported person"),
    (CaseKind.APPEAL, "contact"): N_("Appeal about a message"),
    (CaseKind.REPORT, "contact"): N_("Reported message to or from an organisation"),
    (CaseKind.REPORT, "organisation"): N_("Reported page of an organisation"),
}
HEADINGS = {
    "message": N_("Message by %(name)s"),
    "post": N_("Post by %(name)s"),
    "file": N_("File by %(name)s"),
    "meetup": N_("Meetup by %(name)s"),
    "person": N_("%(name)s, as a person"),
    "contact": N_("Message by %(name)s"),
    "organisation": N_("Page of %(name)s"),
}


WHY = {  # as moderators read it
    Why.FIRST: N_("one of its author’s first"),
    Why.UNNAMED: N_("written without a name"),
    Why.ALL: N_("everything in this place waits"),
    Why.DANGER: N_("words of danger to life"),
    Why.HURT: N_("words that may hurt"),
    Why.PRIVATE: N_("words that may be private"),
    Why.ADVERT: N_("words of advertising"),
    Why.OTHER: N_("other watched words"),
    Why.LINK: N_("a link to another site"),
    Why.FILE: N_("a file"),
    Why.REPEAT: N_("the same text again"),
}
WHY_YOURS = {  # as its author reads it
    Why.FIRST: N_("A moderator reads your first posts before others do. Soon that ends."),
    Why.UNNAMED: N_("What is written without a name is read first here."),
    Why.ALL: N_("In this place a moderator reads everything first. It is not about you."),
    Why.DANGER: N_("Some words made us think that somebody may be in danger."),
    Why.HURT: N_("It has a word that may hurt somebody. Often it turns out to be fine."),
    Why.PRIVATE: N_("It may tell something private. Often it turns out to be fine."),
    Why.ADVERT: N_("It has words that advertising often has. Often it turns out to be fine."),
    Why.OTHER: N_("It has a word that a moderator looks at first. Often it turns out to be fine."),
    Why.LINK: N_("It has a link to another site, and a moderator follows it first."),
    Why.FILE: N_("It has a picture or a document, and a moderator opens it first."),
    Why.REPEAT: N_("You have written the same words several times."),
}


def eyes_words(case: Case) -> str:
    return _("It needs somebody who sees its pictures") if case.handed_by else ""


class _Pictures(HTMLParser):
    """Descriptions of the pictures in HTML of ours, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs).get("alt") or "")


def pictures_in(html: str) -> list[str]:
    """What they show, as their author describes it; "" where somebody said it is decoration."""
    if "<img" not in html:
        return []
    parser = _Pictures()
    parser.feed(html)
    return parser.found


def why_for_moderator(case: Case) -> list[str]:
    """Why it waits; nothing for what was not held."""
    return [_(WHY[Why(one)]) for one in case.why.split(",") if one]


def why_for_author(case: Case) -> list[str]:
    return [_(WHY_YOURS[Why(one)]) for one in case.why.split(",") if one]


def kind_words(case: Case) -> str:
    return _(KINDS.get((case.kind, case.item.kind), N_("Something that waits")))


def heading_of(card: ItemCard) -> str:
    """An item as whoever reports it reads it."""
    words = _(HEADINGS.get(card.ref.kind, HEADINGS["post"]))
    return words % {"name": card.author_name or _("Former member")}


def reason_words(reason: str) -> str:
    if reason == APPEAL:
        return _("Its author asks for another look")
    return _(REASONS[ReportReason(reason)].words)


def reason_options() -> list[Option]:
    return [(reason.value, _(said.words)) for reason, said in REASONS.items()]


def report_rows(dossier: Dossier) -> list[dict[str, Any]]:
    """What reporters wrote, the oldest first, and in one row a reason those who wrote nothing.

    Of a flood nobody reads every word: `folded` are those that open only where somebody asks.
    """
    noted = [one for one in dossier.reports if one.note or one.declared]
    bare: dict[str, list[Report]] = {}
    for one in dossier.reports:
        if not (one.note or one.declared):
            bare.setdefault(one.reason, []).append(one)
    rows: list[dict[str, Any]] = [
        {
            "reason": reason_words(reason),
            "note": "",
            "declared": (),
            "at": said[0].at,
            "count": len(said),
            "folded": False,
        }
        for reason, said in bare.items()
    ]
    return rows + [
        {
            "reason": reason_words(one.reason),
            "note": one.note,
            "declared": one.declared,
            "at": one.at,
            "count": 1,
            "folded": n >= MOST_NOTES,
        }
        for n, one in enumerate(noted)
    ]
