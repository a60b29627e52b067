"""Contacts by role: what an organisation can be asked about, and what was written. Pure, no await."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from peerhub.core.errors import Refused
from peerhub.core.words import N_, _

CONTACT_RATE = "10/day"  # of one person, over all organisations
ANSWER_RATE = "100/day"
CONTACT_WORDS_LENGTH = 2_000
MOST_MESSAGES = 100  # of one conversation; then another begins
PAGE_CONTACTS = 50
ROLES = {
    "general": N_("General questions"),
    "referrals": N_("Referrals"),
    "meetups": N_("Meetups"),
    "volunteering": N_("Volunteering"),
    "training": N_("Training"),
    "press": N_("Press"),
    "access": N_("Access"),
    "worries": N_("Worries and complaints"),
}


@dataclass(frozen=True, slots=True)
class Contact:
    """What one member asked the holders of one role; `person_id`: the member, whom the holders see."""

    contact_id: str
    organisation_id: str
    role: str
    person_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContactMessage:
    """`asks`: from whoever began; else in the organisation's name, and `person_id` is nobody's to know
    (None: they left).
    """

    message_id: str
    contact_id: str
    asks: bool
    person_id: str | None
    words: str
    at: datetime
    removed_at: datetime | None = None
    removed_reason: str = ""


def check_role(role: str, held: Collection[str]) -> None:
    if role not in held:
        raise Refused(_("Choose one of the answers given."), field="role")


def check_room_for_message(messages: Collection[ContactMessage]) -> None:
    if len(messages) >= MOST_MESSAGES:
        words = _("This conversation is full. Begin another on the organisation’s page.")
        raise Refused(words, field="words")
