"""Corrections that somebody suggests for a page. Nouns and decisions; pure, no await."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory.models import FIELDS, Profile

WRITTEN = ("name", "words", "for_whom", "website", "email", "phone", "address")
ALL_FIELDS = ("name", *FIELDS)
CORRECTION_RATE = "20/day"  # of one person, over all pages
MOST_OPEN = 3  # of one person for one page: more is a letter, not a correction
SOURCE_LENGTH = 300
PAGE_CORRECTIONS = 50


class CorrectionState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Correction:
    """`words`: what `field` should say; `source`: how they know; `reason`: why it was declined."""

    correction_id: str
    organisation_id: str
    person_id: str
    field: str
    words: str
    source: str
    at: datetime
    state: CorrectionState = CorrectionState.OPEN
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def is_written(self) -> bool:
        """Whether accepting it changes the page at once; else somebody chooses among answers."""
        return self.field in WRITTEN


def corrected(profile: Profile, correction: Correction) -> Profile:
    """The same page with this field as it should be; to whom it is open stays."""
    said: dict[str, Any] = {correction.field: correction.words}
    return replace(profile, **said)


def check_not_too_many(open_ones: int) -> None:
    if open_ones >= MOST_OPEN:
        raise Refused(
            _("Three corrections of yours wait here already. Wait for an answer first."),
            field="words",
        )
