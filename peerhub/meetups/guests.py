"""Nouns of guests: people who come to one meetup without an account, by an address that they proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from peerhub.meetups.models import Choice

GUEST_NAME_LENGTH = 60
ASKS = "10/hour"  # of one connection, as guests of whatever meetups
ANSWER_WITHIN = timedelta(days=7)  # to the letter; after that the address is forgotten


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of one meetup alone. `address` is sealed, `mark` finds it again without opening it.

    Until `confirmed_at` nobody knows whether the address is theirs, and they have no seat. From then
    on their answer is a Reply with `guest_id` where a member's has a person_id.
    """

    guest_id: str
    meetup_id: str
    name: str
    address: bytes
    mark: str
    choice: Choice  # as they first said; their Reply counts
    asked_at: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comer:
    """Who answered, as organisers know them. `comer_id`: of a person, or of a guest, who has no handle."""

    comer_id: str
    name: str
    handle: str = ""
