"""The directory goes along whole, each field with who may see it; who edits a page is said anew."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from peerhub.core.portable import Leaving, Portable, Record, Records
from peerhub.directory.models import FIELDS, Seen
from peerhub.directory.tables import organisation_facts, organisations

REMOVED = "what a moderator took away does not leave"


def _check(record: Record) -> None:
    """A field whose reader nobody knows must not become everybody's."""
    seen = record["visibility"]
    if not isinstance(seen, dict) or not seen.keys() <= set(FIELDS):
        raise ValueError("visibility names fields that no organisation has")
    if not set(seen.values()) <= {str(level) for level in Seen}:
        raise ValueError("visibility takes public, members and hidden")


def _of_those_that_leave(_leaving: Leaving) -> ColumnElement[bool]:
    query = select(organisations.c.organisation_id).where(organisations.c.removed_at.is_(None))
    return organisation_facts.c.organisation_id.in_(query)


portable = Portable(
    records=[
        Records(
            "organisations",
            organisations,
            only=lambda _leaving: organisations.c.removed_at.is_(None),
            check=_check,
            stays={
                "removed_at": REMOVED,
                "removed_reason": REMOVED,
                "verified_at": "another hub asks for itself whose a page is",
            },
        ),
        Records("organisation_facts", organisation_facts, only=_of_those_that_leave),
    ],
    stays={
        "organisation_editors": "who may change a page is said anew, by a person of that hub",
        "organisation_claims": "who asked for a page tells who they work for; it is asked anew",
        "claim_answers": "they belong to claims",
    },
)
