"""Concerns and keys in words: what templates are given. Nothing here decides who may read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
from markupsafe import Markup

from peerhub.core.text import sanitise, to_html
from peerhub.core.words import N_, _, ngettext
from peerhub.moderation.safeguarding import rules
from peerhub.moderation.safeguarding.access import OpenConcern
from peerhub.moderation.safeguarding.kinds import (
    KIND_WORDS,
    RECORD_WORDS,
    STANDING_WORDS,
    SUBJECT_WORDS,
    FlagKind,
    RecordPart,
    Standing,
    Subject,
)
from peerhub.moderation.safeguarding.models import (
    STATE_WORDS,
    URGENCY_WORDS,
    Channel,
    Concern,
    Entry,
    EntryKind,
    Flag,
    Rung,
    Telling,
    Tried,
    Urgency,
)
from peerhub.people.models import Person
from peerhub.web.render import on_day

ENTRY_WORDS = {  # said in the language of whoever reads
    EntryKind.FLAG: N_("Raised"),
    EntryKind.MORE: N_("More from whoever raised it"),
    EntryKind.LOOK: N_("Looked at"),
    EntryKind.TAKEN: N_("Looked after by"),
    EntryKind.PASSED: N_("Passed on"),
    EntryKind.RECORD: N_("Record"),
    EntryKind.LETTER: N_("Letter"),
    EntryKind.ANSWER: N_("Answer"),
    EntryKind.ITEM: N_("What became of the item"),
    EntryKind.JOINED: N_("Joined with another concern"),
    EntryKind.REVIEW: N_("Day of review"),
    EntryKind.TASK: N_("To be done"),
    EntryKind.TASK_DONE: N_("Done"),
    EntryKind.HOLD: N_("Legal hold"),
    EntryKind.UNMASK: N_("The person behind a name"),
    EntryKind.RESEALED: N_("Opened to another key"),
    EntryKind.CLOSED: N_("Closed"),
    EntryKind.OPENED_AGAIN: N_("Opened again"),
}


ACTS = {
    "leave": N_("It was left as it is"),
    "fold": N_("It was folded"),
    "hide": N_("It was hidden"),
    "show": N_("It was shown again"),
}
SOURCES = {
    "flag": "",
    "report": N_("A report in which somebody said that someone may be unsafe"),
    "moderator": N_("A moderator passed it on"),
    "words": N_("Words that may point to danger, found before they were published"),
}


@dataclass(frozen=True, slots=True)
class ShownConcern:
    """A concern from outside. `late` where its time is over, `sign` is what people call it by."""

    id: str
    sign: str
    urgency: str
    now: bool
    state: str
    opened_at: datetime
    due_at: datetime | None
    late: bool
    rung: str
    held: bool
    closed: bool


def shown_concern(concern: Concern, now: datetime) -> ShownConcern:
    return ShownConcern(
        id=concern.concern_id,
        sign=concern.concern_id[:4].upper(),
        urgency=_(URGENCY_WORDS[concern.urgency]),
        now=concern.urgency is Urgency.NOW,
        state=_(STATE_WORDS[concern.state]),
        opened_at=concern.opened_at,
        due_at=concern.due_at,
        late=concern.due_at is not None and concern.due_at <= now,
        rung=rung_words(concern.rung),
        held=concern.held,
        closed=concern.closed_at is not None,
    )


def rung_words(rung: Rung) -> str:
    return {
        Rung.ON_DUTY: _("Leads on duty were called."),
        Rung.ALL: _("All leads and deputies were called."),
        Rung.OUTSIDE: _("The independent contact was called too."),
        Rung.NOBODY: _("Everybody was called, and is called again each hour."),
    }[rung]


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One line: `what`, by `who`, `lines` as (label, words), `html` made by core/text.py."""

    number: int
    what: str
    who: str
    at: datetime
    lines: list[tuple[str, str]] = field(default_factory=list)
    html: str = ""
    unsigned: bool = False
    late: bool = False
    is_look: bool = False


def ways_on(opened: OpenConcern) -> list[str]:
    """What has to be thought of at once, by what was said when it was raised; sentences."""
    subject, kinds = opened.flag.get("subject", ""), opened.flag.get("kinds", "").split()
    said = Flag(Urgency.TODAY, subject=subject, kinds=tuple(kinds))
    found = []
    if rules.about_child(said):
        found.append(
            _("A child or young person: the council’s children’s services decide what follows. Ring"
              " them today, and write down whom you spoke to. You need nobody’s consent to do so.")
        )  # fmt: skip
    if rules.about_trust(said):
        found.append(
            _("Somebody in a position of trust: tell the officer whom the council has named for this"
              " within one working day, before you speak with that person or their organisation.")
        )  # fmt: skip
    return found


def shown_entries(opened: OpenConcern, names: Mapping[str, Person]) -> list[ShownEntry]:
    return [_entry(one, names) for one in opened.entries]


def _entry(entry: Entry, names: Mapping[str, Person]) -> ShownEntry:
    said = entry.said
    who = names[entry.by].name if entry.by in names else ""
    if not entry.by:
        who = _("whoever raised it") if entry.kind in (EntryKind.FLAG, EntryKind.MORE) else ""
    lines = _flag_lines(said, names) if entry.kind is EntryKind.FLAG else _lines(said, names)
    words = said.get("words", "")
    return ShownEntry(
        number=entry.number,
        what=_(ENTRY_WORDS[entry.kind]),
        who=who,
        at=entry.at,
        lines=lines,
        html=to_html(words) if words else "",
        unsigned=bool(entry.by) and not entry.signed,
        late=entry.kind is EntryKind.RECORD and bool(said.get("happened")),
        is_look=entry.kind is EntryKind.LOOK,
    )


def _flag_lines(said: Mapping[str, str], names: Mapping[str, Person]) -> list[tuple[str, str]]:
    kinds = [
        _(KIND_WORDS[FlagKind(k)]) for k in said.get("kinds", "").split() if k in set(FlagKind)
    ]
    subject, standing = said.get("subject", ""), said.get("standing", "")
    flagger = names.get(said.get("flagger", ""))
    found = [
        (_("How soon"), _(URGENCY_WORDS[Urgency(int(said.get("urgency", "1")))])),
        (_("What it may be"), ", ".join(kinds)),
        (_("Whom it is about"), _(SUBJECT_WORDS[Subject(subject)]) if subject else ""),
        (_("Their name, or how to find them"), said.get("who", "")),
        (_("When and where"), said.get("when_where", "")),
        (_("How they know"), _(STANDING_WORDS[Standing(standing)]) if standing else ""),
        (_("Does the person know? What do they wish?"), said.get("knows", "")),
        (_("How and when it is safe to answer"), said.get("answer_how", "")),
        (_("Raised by"), flagger.name if flagger else _("somebody who is not signed in")),
        (_("How it came"), _source(said)),
    ]
    return [(label, words) for label, words in found if words]


def _copies_words(copies: str) -> str:
    n = len(copies.split())
    return (
        ngettext("%(n)d copy, hidden with it", "%(n)d copies, hidden with it", n) % {"n": n}
        if n
        else ""
    )


def _lines(said: Mapping[str, str], names: Mapping[str, Person]) -> list[tuple[str, str]]:
    part, standing = said.get("part", ""), said.get("standing", "")
    person, member = names.get(said.get("to", "")), names.get(said.get("member", ""))
    found = [
        (_("What was done"), _(ACTS[said["act"]]) if said.get("act") in ACTS else ""),
        (_("The same picture elsewhere"), _copies_words(said.get("copies", ""))),
        (_("Part"), _(RECORD_WORDS[RecordPart(part)]) if part else ""),
        (_("How it is known"), _(STANDING_WORDS[Standing(standing)]) if standing else ""),
        (_("When it happened"), said.get("happened", "")),
        (_("Outcome"), said.get("outcome", "")),
        (_("Why"), said.get("why", "")),
        (_("What"), said.get("task", "")),
        (_("On"), on_day(date.fromisoformat(said["on"])) if said.get("on") else ""),
        (_("Line"), said.get("number", "")),
        (_("What came of it"), said.get("came_of_it", "")),
        (_("To"), person.name if person else said.get("to", "")[:4].upper()),
        (_("To"), member.name if member else said.get("reference", "")),
        (_("With"), said.get("with", "")[:4].upper()),
        (_("What was done"), said.get("done", "")),
    ]
    return [(label, words) for label, words in found if words]


def written_to(known: Mapping[str, str], names: Mapping[str, Person]) -> list[tuple[str, str]]:
    """For a form's choice: a reference, and whose it is as far as the hub knows."""
    anew = [("", _("Somebody new"))] if known else []
    said = {
        ref: names[i].name if i in names else _("reference %s") % ref for ref, i in known.items()
    }
    return [*anew, *said.items()]


def copy_of(opened: OpenConcern) -> dict[str, Any]:
    """The item as it stood when it was flagged; {} where there is none.

    Cleaned again: whoever writes into the database could seal any HTML to this concern. That takes
    pictures out, so what one shows stands in words.
    """
    text = opened.flag.get("copy", "")
    copy: dict[str, Any] = orjson.loads(text) if text else {}
    if "html" not in copy:
        return copy
    is_file = opened.item is not None and opened.item.kind == "file"
    words = Markup("<p>{}</p>").format(copy.get("excerpt", "")) if is_file else ""
    return {**copy, "html": str(words) + sanitise(str(copy["html"]))}


def tellings_words(
    tried: Sequence[Tried], names: Mapping[str, Person]
) -> list[tuple[str, datetime]]:
    """Who was called, by which way, and whether it reached them."""
    ways = {Channel.MAIL: _("by mail"), Channel.PAGER: _("by the text or pager service")}
    ends = {
        Telling.WAITING: _("under way"),
        Telling.TOLD: _("sent"),
        Telling.FAILED: _("did not reach them"),
    }
    found = []
    for one in tried:
        name = names[one.person_id].name if one.person_id in names else ""
        words = " ".join(filter(None, (name, ways[one.channel])))
        found.append((f"{words}: {ends[one.state]}", one.at))
    return found


def _source(said: Mapping[str, str]) -> str:
    words = SOURCES.get(said.get("source", ""), "")
    return _(words) if words else ""


def ids_in(opened: OpenConcern) -> set[str]:
    """Of everybody whose name a page about this concern may have to say."""
    said = {entry.by for entry in opened.entries}
    said |= {
        entry.said.get(name, "") for entry in opened.entries for name in ("flagger", "to", "member")
    }
    said |= {one.person_id for one in opened.tellings}
    return said - {""}
