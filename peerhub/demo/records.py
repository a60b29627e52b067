"""Three pages of the demo's file for the law; the others are left for whoever tries it. All invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from peerhub.compliance.models import ALONE, Record, Topic
from peerhub.compliance.service.records import keep
from peerhub.core.transaction import Transaction
from peerhub.people.models import Person

ACCOUNTABLE = {
    "name": "Fay",
    "position": "Coordinator",
    "contact": "In the hub, or at the office on weekdays",
    "appointed_by": "The steering group, at its meeting in spring",
}
RISK_BEFORE = {
    "level": "high",
    "functions": ["group-messaging", "commenting", "direct-messaging"],
    "evidence": "The first three months of reports. What other peer support forums publish.",
    "findings": "People in crisis write here, and others may answer in ways that do harm.",
    "actions": "Two safeguarding leads. “Get help now” on every page.",
    "completed_by": "Dana",
    "approved_by": "Fay",
}
RISK = {
    **RISK_BEFORE,
    "level": "medium",
    "functions": [*RISK_BEFORE["functions"], "anonymous"],
    "findings": (
        "People in crisis write here. In a year nobody encouraged or helped anybody to harm "
        "themselves; four messages were removed because they told how.\n\n"
        "Posts without a name wait for a moderator."
    ),
}
MEASURE = {
    "state": "adopted",
    "how": "Fay answers for it and reports to the steering group twice a year.",
    "since": None,
}
# topic, key, days ago, days until the next review from now, answers, why
PAGES: tuple[tuple[Topic, str, int, int, Mapping[str, Any], str], ...] = (
    (Topic.ACCOUNTABLE, ALONE, 300, 65, ACCOUNTABLE, "The first appointment"),
    (Topic.RISK, "suicide-self-harm", 300, -20, RISK_BEFORE, "The first assessment"),
    (Topic.RISK, "suicide-self-harm", 12, 350, RISK, "A board for posts without a name was opened"),
    (Topic.MEASURE, "A2", 300, -5, MEASURE, "The first time"),
)


async def seed_records(tx: Transaction, by: Person, edition: str) -> None:
    """Written by the administrator, as the page would."""
    versions: dict[tuple[Topic, str], int] = {}
    for topic, key, days, until, answers, reason in PAGES:
        number = versions[topic, key] = versions.get((topic, key), 0) + 1
        review_on = (tx.now + timedelta(days=until)).date().isoformat()
        record = Record(
            topic=topic,
            key=key,
            version=number,
            edition=edition,
            fields={**answers, "review_on": review_on},
            reason=reason,
            made_at=tx.now - timedelta(days=days),
            made_by=by.person_id,
        )
        await keep(replace(tx, now=record.made_at), record)
