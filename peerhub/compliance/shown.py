"""The records as pages show them: words for answers, and how each stands today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from peerhub.compliance.law import Entry, Law, words_by_id
from peerhub.compliance.models import FIELDS, TITLES, Record, Shape, Standing, Topic
from peerhub.compliance.models import Field as Question
from peerhub.compliance.rules import entries, standing
from peerhub.core.text import to_html
from peerhub.core.words import _


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and what was answered: a line, a list, a day, or HTML of a longer text."""

    label: str
    line: str = ""
    html: str = ""
    lines: Sequence[str] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a page with who wrote it, and their name as it is now."""

    record: Record
    by: str
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class Row:
    """A page of the file: `newest` is None where nothing was written yet."""

    topic: Topic
    entry: Entry
    standing: Standing
    newest: Version | None
    earlier: Sequence[Version] = field(default_factory=tuple)

    @property
    def versions(self) -> Sequence[Version]:
        return [self.newest, *self.earlier] if self.newest else []


@dataclass(frozen=True, slots=True)
class Part:
    """All pages of one topic."""

    topic: Topic
    title: str
    rows: Sequence[Row]


def answers_of(record: Record, law: Law) -> list[Answer]:
    """What the record says, in words; what an edition no longer knows stands as its id."""
    return [_answer(question, record, law) for question in FIELDS[record.topic]]


def _answer(question: Question, record: Record, law: Law) -> Answer:
    label, said = _(question.words), record.fields.get(question.name)
    if not said:
        return Answer(label, line=_("none"))
    if question.shape is Shape.TEXT:
        return Answer(label, html=to_html(str(said)))
    if question.shape is Shape.DAY:
        return Answer(label, on=date.fromisoformat(str(said)))
    if question.shape is Shape.FUNCTIONS:
        known = words_by_id(law.functions)
        return Answer(label, lines=[known.get(each, each) for each in said])
    words = {value: _(choice) for value, choice in question.choices}
    return Answer(label, line=words.get(str(said), str(said)))


def row_of(
    topic: Topic,
    entry: Entry,
    records: Sequence[Record],
    *,
    law: Law,
    names: Mapping[str, str],
    now: datetime,
) -> Row:
    """One page with all its versions, the newest first."""
    shown = [
        Version(r, names.get(r.made_by, _("Former member")), answers_of(r, law)) for r in records
    ]
    newest = records[0] if records else None
    return Row(topic, entry, standing(newest, now.date()), shown[0] if shown else None, shown[1:])


def parts_of(
    found: Mapping[tuple[Topic, str], Sequence[Record]],
    *,
    law: Law,
    names: Mapping[str, str],
    now: datetime,
) -> list[Part]:
    """The whole file: what this edition asks, and what was written under earlier ones."""
    parts = []
    for topic in Topic:
        listed = entries(law, topic)
        known = {entry.id for entry in listed}
        former = [Entry(id=key, words=key) for t, key in found if t is topic and key not in known]
        rows = [
            row_of(topic, entry, found.get((topic, entry.id), ()), law=law, names=names, now=now)
            for entry in (*listed, *former)
        ]
        parts.append(Part(topic, _(TITLES[topic]), rows))
    return parts
