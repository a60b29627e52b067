"""Nouns of the directory: Organisation, what it says of itself, who may see it, and what can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from peerhub.core.words import N_

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
FIELDS = (*LINES, *(str(kind) for kind in Kind))
BROUGHT = ("name", "words", "website", "email", "phone", "address", *(str(kind) for kind in Kind))
HIDDEN_AT_FIRST = ("address", "phone", "email")  # often somebody's own

SIZES = {
    "volunteers": N_("Volunteers only"),
    "few": N_("1 to 9 staff"),
    "some": N_("10 to 49 staff"),
    "many": N_("50 staff or more"),
}
USER_LED = {
    "yes": N_("Led by the people it is for"),
    "no": N_("Not led by the people it is for"),
}
STRANDS = {
    "age": N_("Age"),
    "carers": N_("Carers"),
    "deaf": N_("Deaf people"),
    "disability": N_("Disability"),
    "gender-identity": N_("Gender identity"),
    "gypsy-roma-traveller": N_("Gypsy, Roma and Traveller people"),
    "marriage": N_("Marriage and civil partnership"),
    "poverty": N_("Poverty"),
    "pregnancy": N_("Pregnancy and maternity"),
    "race": N_("Race"),
    "refugees": N_("Refugees and people seeking asylum"),
    "religion": N_("Religion or belief"),
    "sex": N_("Sex"),
    "sexual-orientation": N_("Sexual orientation"),
}
ACCESS = {
    "step-free": N_("No steps on the way in"),
    "toilet": N_("Toilet that wheelchair users can use"),
    "loop": N_("Hearing loop"),
    "bsl": N_("British Sign Language on request"),
    "interpreters": N_("Interpreters on request"),
    "captions": N_("Captions online"),
    "easy-read": N_("Easy Read"),
    "quiet": N_("A quiet space"),
    "personal-assistants": N_("Personal assistants welcome"),
    "guide-dogs": N_("Guide and assistance dogs welcome"),
    "by-phone": N_("By phone"),
    "online": N_("Online"),
    "at-home": N_("Visits at home"),
    "travel-paid": N_("Travel costs paid"),
}
LANGUAGES = {
    "en": N_("English"),
    "bsl": N_("British Sign Language"),
    "am": N_("Amharic"),
    "ar": N_("Arabic"),
    "bn": N_("Bengali"),
    "bg": N_("Bulgarian"),
    "yue": N_("Cantonese"),
    "fa": N_("Farsi and Dari"),
    "fr": N_("French"),
    "gu": N_("Gujarati"),
    "hi": N_("Hindi"),
    "it": N_("Italian"),
    "ku": N_("Kurdish"),
    "lt": N_("Lithuanian"),
    "zh": N_("Mandarin"),
    "ps": N_("Pashto"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "pa": N_("Punjabi"),
    "ro": N_("Romanian"),
    "rom": N_("Romani"),
    "so": N_("Somali"),
    "es": N_("Spanish"),
    "ta": N_("Tamil"),
    "ti": N_("Tigrinya"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "ur": N_("Urdu"),
    "yo": N_("Yoruba"),
}
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
