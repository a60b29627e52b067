"""Nouns of the community: Community, Sector, HelpContact, and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peerhub.core.words import N_, _

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
    text: str = ""
    bsl: str = ""
    relay: str = ""
    languages: str = ""
    area: str = ""


DOCUMENT_LENGTH = 60_000  # a long privacy notice has 30,000 signs
SUMMARY_LENGTH = 300
MOST_VERSIONS = 100_000  # a number above it is no version, and may be more than a database can hold


class DocumentKind(StrEnum):
    """What a hub puts its name to. Terms and rules are agreed to; the privacy notice is read."""

    TERMS = "terms"
    RULES = "rules"
    PRIVACY = "privacy"

    @property
    def heading(self) -> str:
        return _(DOCUMENT_TITLES[self])

    @property
    def agreed(self) -> bool:
        return self is not DocumentKind.PRIVACY


DOCUMENT_TITLES = {
    DocumentKind.TERMS: N_("Terms"),
    DocumentKind.RULES: N_("Ground rules"),
    DocumentKind.PRIVACY: N_("Privacy notice"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentVersion:
    """One publication of a document. It is never changed: a correction is the next one.

    `summary`: what changed, in one sentence; `ask_again`: who agreed to an earlier one is asked.
    """

    kind: DocumentKind
    number: int
    summary: str
    ask_again: bool
    published_at: datetime
    published_by: str

    @property
    def title(self) -> str:
        return self.kind.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(DocumentVersion):
    """A publication with its words, in Markdown."""

    words: str


class FormKind(StrEnum):
    """The other ways in which a document can be had."""

    EASY_READ = "easy-read"
    BSL = "bsl"
    TRANSLATION = "translation"

    @property
    def heading(self) -> str:
        return _(FORM_TITLES[self])


FORM_TITLES = {
    FormKind.EASY_READ: N_("Easy Read"),
    FormKind.BSL: N_("British Sign Language video"),
    FormKind.TRANSLATION: N_("Translation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm:
    """One version in another form: words in Markdown, a file, or the address where it can be had.

    `file_id` is an upload's; `language` is a tag of BCP 47. A form that is replaced or
    taken down keeps its row, ended.
    """

    kind: DocumentKind
    number: int
    form: FormKind
    language: str
    edition: int
    words: str
    address: str
    added_at: datetime
    added_by: str
    file_id: str | None = None
    ended_at: datetime | None = None
