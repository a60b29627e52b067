"""Nouns of the community: Community, Sector, HelpContact, and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peerhub.core.words import N_

NAME_LENGTH = 80
WORDS_LENGTH = 10_000
CHECKED_MONTHS = 12  # a contact not checked for a year is not shown where someone needs help
MOST_CONTENT_NOTES = 20  # more is not read by who has something hard to say
CONTENT_NOTE_LENGTH = 60
# What a content note may be about where the hub has set no kinds of its own.
CONTENT_NOTES = (
    N_("Racism"),
    N_("Violence or abuse"),
    N_("Sexual violence"),
    N_("Suicide or self-harm"),
    N_("Illness or death"),
    N_("Something else that may be hard to read"),
)
HUES = (330, 155, 250, 30, 80, 200, 290, 110)  # given to sectors in turn


class JoinPolicy(StrEnum):
    """How people come in."""

    OPEN = "open"
    APPROVAL = "approval"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Community:
    """The hub's own words and rules. `set_up_at` is None until an administrator named it.

    `content_notes`: the kinds a content note may have, one a line; none: the house's own.
    """

    name: str = "peerhub"
    strapline: str = ""
    about: str = ""
    run_by: str = ""
    rules: str = ""
    privacy: str = ""
    join_policy: JoinPolicy = JoinPolicy.APPROVAL
    hold_first_posts: int = 0
    content_notes: str = ""
    set_up_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sector:
    """A field of work. Sectors are data: a new one needs no restart."""

    sector_id: int
    slug: str
    title: str
    hue: int
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HelpContact:
    """One place to turn to, as the hub checked it; shown only while the check is recent."""

    contact_id: int
    name: str
    about: str
    phone: str
    address: str
    hours: str
    urgent: bool
    checked_on: date
    checked_by: str
