"""The directory goes along whole, each field with who may see it; who edits a page is said anew."""

from __future__ import annotations

from peerhub.core.portable import Portable, Record, Records
from peerhub.directory.models import FIELDS, Seen
from peerhub.directory.tables import organisation_facts, organisations


def _check(record: Record) -> None:
    """A field whose reader nobody knows must not become everybody's."""
    seen = record["visibility"]
    if not isinstance(seen, dict) or not seen.keys() <= set(FIELDS):
        raise ValueError("visibility names fields that no organisation has")
    if not set(seen.values()) <= {str(level) for level in Seen}:
        raise ValueError("visibility takes public, members and hidden")


portable = Portable(
    records=[
        Records("organisations", organisations, check=_check),
        Records("organisation_facts", organisation_facts),
    ],
    stays={"organisation_editors": "who may change a page is said anew, by a person of that hub"},
)
