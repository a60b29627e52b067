"""Claims: somebody says that an organisation is theirs. Nouns and decisions; pure, no await."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from peerhub.core.errors import Refused
from peerhub.core.words import _

OBJECT_FOR = timedelta(days=7)  # so that somebody who looks in once a week is still heard
CLAIM_WORDS_LENGTH = 1_000
REASON_LENGTH = 1_000
CLAIM_RATE = "10/day"  # of one person; nobody belongs to more organisations than that in a day
PAGE_CLAIMS = 100


class ClaimState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Claim:
    """`words`: how they belong to it, for administrators; `reason`: as whoever asked reads it."""

    claim_id: str
    organisation_id: str
    person_id: str
    words: str
    asked_at: datetime
    state: ClaimState = ClaimState.OPEN
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.state is ClaimState.OPEN

    @property
    def object_by(self) -> datetime:
        """Until when those who edit the page already may object."""
        return self.asked_at + OBJECT_FOR


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """What one editor of the page says to a claim; `words`: why not, for administrators."""

    claim_id: str
    person_id: str
    agrees: bool
    words: str
    at: datetime


def all_agree(editors: Collection[str], answers: Collection[ClaimAnswer]) -> bool:
    """Whether everybody who edits the page now agrees; true where nobody does."""
    return set(editors) <= {one.person_id for one in answers if one.agrees}


def may_be_granted(
    claim: Claim, editors: Collection[str], answers: Collection[ClaimAnswer], now: datetime
) -> bool:
    """After seven days, or once every editor has agreed; at once where nobody edits the page."""
    return now >= claim.object_by or all_agree(editors, answers)


def check_may_be_granted(
    claim: Claim, editors: Collection[str], answers: Collection[ClaimAnswer], now: datetime
) -> None:
    if not may_be_granted(claim, editors, answers, now):
        raise Refused(
            _("Those who look after the page have seven days to object. Wait until they are over."),
            field="theirs",
        )


def check_may_answer(claim: Claim, now: datetime) -> None:
    if not claim.is_open:
        raise Refused(_("This is decided already. There is nothing left to do."))
    if now >= claim.object_by:
        raise Refused(_("The seven days are over. An administrator decides now."))
