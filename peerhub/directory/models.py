"""Nouns of the directory: Organisation, what it says of itself, who may see it, and what can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from peerhub.core.words import N_
from peerhub.directory.vocabulary import ACCESS, LANGUAGES, STRANDS

NAME_LENGTH = 120
WORDS_LENGTH = 4_000
LINE_LENGTH = 300
PAGE_ORGANISATIONS = 50
MOST_EDITORS = 20  # of one organisation; more is nobody's task any more
STALE_AFTER = timedelta(
    days=182
)  # half a year: by then a small group has moved, or its worker left


class Seen(StrEnum):
    """Who may see a field."""

    PUBLIC = "public"
    MEMBERS = "members"
    HIDDEN = "hidden"


SEEN_WORDS = {
    Seen.PUBLIC: N_("Everybody"),
    Seen.MEMBERS: N_("Members of this hub"),
    Seen.HIDDEN: N_("Nobody but its editors and administrators"),
}


class ListState(StrEnum):
    LISTED = "listed"
    ARCHIVED = "archived"


class Standing(StrEnum):
    """Whose word a page is."""

    UNCLAIMED = "unclaimed"
    UNVERIFIED = "unverified"
    VERIFIED = "verified"


STANDING_WORDS = {
    Standing.UNCLAIMED: N_("Unclaimed: nobody of this organisation looks after the page yet."),
    Standing.UNVERIFIED: N_("Not verified: the hub has not checked who looks after the page."),
    Standing.VERIFIED: N_("Verified by the hub on"),
}


class Kind(StrEnum):
    """Facts of which an organisation can have several."""

    SECTOR = "sector"
    STRAND = "strand"
    BOROUGH = "borough"
    LANGUAGE = "language"
    ACCESS = "access"


LINES = ("words", "for_whom", "size", "user_led", "website", "email", "phone", "address")


@dataclass(frozen=True, slots=True)
class Identifier:
    """In which register an organisation stands. `scheme`: a code of org-id.guide; `identifier`: as that
    register writes it.
    """

    scheme: str
    identifier: str

    @property
    def summary(self) -> str:
        return f"{self.scheme} {self.identifier}"


@dataclass(frozen=True, slots=True)
class Funder:
    """Who funds an organisation. `since`, `until`: a month or a day, as in 2026-04; "" for unknown."""

    name: str
    since: str = ""
    until: str = ""

    @property
    def summary(self) -> str:
        return (
            f"{self.name}, {self.since} – {self.until}" if self.since or self.until else self.name
        )


@dataclass(frozen=True, slots=True)
class Service:
    """What an organisation offers under a name. `way`: how to come to it; `service_id`: "" while it is
    new.
    """

    service_id: str
    name: str
    words: str = ""
    way: str = ""

    @property
    def summary(self) -> str:
        return "\n".join(filter(None, (self.name, self.words, self.way)))


ROWS: Mapping[str, type[Identifier | Funder | Service]] = {
    "services": Service,
    "identifiers": Identifier,
    "funders": Funder,
}  # fields with several rows, each a noun of its own
FIELDS = (*LINES, *ROWS, *(str(kind) for kind in Kind))
BROUGHT = (
    *("name", "words", "website", "email", "phone", "address"),
    *ROWS,
    *(str(kind) for kind in Kind),
)
HIDDEN_AT_FIRST = ("address", "phone", "email")  # often somebody's own

KNOWN = {Kind.STRAND: STRANDS, Kind.LANGUAGE: LANGUAGES, Kind.ACCESS: ACCESS}

FIELD_WORDS = {
    "words": N_("What it does"),
    "for_whom": N_("Who it is for"),
    "size": N_("Size"),
    "user_led": N_("Who leads it"),
    "website": N_("Website"),
    "email": N_("Email address"),
    "phone": N_("Phone"),
    "address": N_("Address"),
    "services": N_("Services"),
    "identifiers": N_("Registered as"),
    "funders": N_("Funded by"),
    Kind.SECTOR: N_("Sectors"),
    Kind.STRAND: N_("Works for equality of"),
    Kind.BOROUGH: N_("Boroughs"),
    Kind.LANGUAGE: N_("Languages"),
    Kind.ACCESS: N_("Access"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What an organisation says of itself; "" and () are unsaid. `seen`: by field, who may see it."""

    name: str
    words: str = ""
    for_whom: str = ""
    size: str = ""
    user_led: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    identifiers: tuple[Identifier, ...] = ()
    funders: tuple[Funder, ...] = ()
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """One page of the directory. `confirmed_at`: when an editor last said that it is all right;
    `removed_at`: when a moderator took it away, with the reason as its editors read it. `claimed`:
    whether anybody edits it; `verified_at`: when somebody with authority said that they may;
    `version`: rises with each change of what it says.
    """

    organisation_id: str
    slug: str
    profile: Profile
    state: ListState
    listed_at: datetime
    confirmed_at: datetime | None = None
    removed_at: datetime | None = None
    removed_reason: str = ""
    verified_at: datetime | None = None
    claimed: bool = False
    version: int = 1

    @property
    def standing(self) -> Standing:
        """Whose word the page is."""
        if not self.claimed:
            return Standing.UNCLAIMED
        return Standing.VERIFIED if self.verified_at else Standing.UNVERIFIED

    @property
    def is_open(self) -> bool:
        """Whether others than its editors and administrators may open it."""
        return self.state is ListState.LISTED and self.removed_at is None

    @property
    def name(self) -> str:
        return self.profile.name


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; "" asks for nothing. A field is asked only where the reader may see it."""

    q: str = ""
    sector: str = ""
    strand: str = ""
    borough: str = ""
    size: str = ""
    user_led: str = ""
    language: str = ""
    access: str = ""
    network: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of organisations as one reader may see them, and how many there are in all.

    `boroughs`: how many of them each borough would leave. `after`: where the next page begins.
    """

    organisations: tuple[Organisation, ...]
    count: int
    boroughs: Mapping[str, int]
    after: tuple[str, str] | None = None
