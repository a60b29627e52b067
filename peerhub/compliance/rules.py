"""How a record stands, and which records there are. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from peerhub.compliance.law import Entry, Law
from peerhub.compliance.models import ALONE, REVIEW_DAYS, SOON_DAYS, TITLES, Record, Standing, Topic
from peerhub.core.errors import NotFound, Refused
from peerhub.core.words import _


def standing(record: Record | None, today: date) -> Standing:
    """A record without a review date is due a year after it was written."""
    if record is None:
        return Standing.MISSING
    due = record.review_on or (record.made_at.date() + timedelta(days=REVIEW_DAYS))
    if due < today:
        return Standing.OVERDUE
    return Standing.SOON if due - today <= timedelta(days=SOON_DAYS) else Standing.CURRENT


def entries(law: Law, topic: Topic) -> tuple[Entry, ...]:
    """What there is to be written about, in the order of the list of the law."""
    many = {Topic.DUTY: law.duties, Topic.RISK: law.kinds, Topic.MEASURE: law.measures}
    return many.get(topic) or (Entry(id=ALONE, words=_(TITLES[topic])),)


def find_entry(law: Law, topic: str, key: str) -> tuple[Topic, Entry]:
    """NotFound for a page that this edition does not have."""
    if topic in set(Topic):
        for entry in entries(law, Topic(topic)):
            if entry.id == key:
                return Topic(topic), entry
    raise NotFound()


def check_seen(newest: Record | None, seen: int) -> None:
    """Refused where somebody else wrote a version meanwhile."""
    if (newest.version if newest else 0) != seen:
        raise somebody_was_faster()


def somebody_was_faster() -> Refused:
    return Refused(
        _("Somebody else wrote a version while you were writing. Read it first."), code="gone"
    )
