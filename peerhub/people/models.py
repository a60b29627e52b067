"""Nouns of people: Person, Role, Session, Token, and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from peerhub.community.models import DocumentKind

NAME_LENGTH = 60
HANDLE_LENGTH = 40
EMAIL_LENGTH = 254  # RFC 5321 section 4.5.3.1.3
PASSWORD_LEAST = 10  # ASVS 6.2.1 asks for 8; two more cost a person nothing with a phrase
PASSWORD_MOST = 200
SESSION_IDLE = timedelta(days=30)
SESSION_MOST = timedelta(days=180)
SHARED_IDLE = timedelta(minutes=15)
LINK_LASTS = timedelta(minutes=30)
WELCOME_LASTS = timedelta(days=3)  # a first link: somebody may read their mail after the weekend
INVITATION_LASTS = timedelta(days=14)
SET_UP_LASTS = timedelta(hours=1)
DEVICE_LASTS = timedelta(days=180)  # how long a device that signed in is known
RENEWAL_GRACE = timedelta(seconds=60)  # a renewed session's old cookie still serves
MOST_PENDING = 500  # joiners who wait; more is a flood, not a network
MOST_BLOCKS = 500  # more is a list of somebody's, not one's own life
NEW_MEMBER_DAYS = 7  # long enough to meet a moderator twice before writing to anybody alone
MOST_TOKENS = 20  # standing API tokens a person may hold
TRIES = "10/15 minute"  # wrong passwords for one account that reach the hash (promise S13)
ADDRESS_FAILURES = "100/15 minute"  # wrong passwords from one address: a hospital is one address
MAILS = "5/hour"  # letters that anybody can have sent to one address
JOINS = "100/hour"  # joiners from one address: a training room joins at once
FORMER_NAME = "Former member"
STAND_IN_END = "_"  # of the handles of stand-ins: a sign that no handle has
SEEN_EVERY = timedelta(minutes=1)  # a session's last use is written this often, not per request


class PersonState(StrEnum):
    """ASKED: the address is not confirmed; WAITING for an administrator; MEMBER; SUSPENDED; ERASED."""

    ASKED = "asked"
    WAITING = "waiting"
    MEMBER = "member"
    SUSPENDED = "suspended"
    ERASED = "erased"


class RoleName(StrEnum):
    """The roles of contract section 1. Being an administrator opens no sealed record."""

    MEMBER = "member"
    FACILITATOR = "facilitator"
    MODERATOR = "moderator"
    REVIEWER = "reviewer"
    SAFEGUARDING = "safeguarding"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class LinkPurpose(StrEnum):
    """What a link in a letter opens: the door, a new password, or the door for the first time."""

    SIGN_IN = "sign_in"
    RESET = "reset"
    WELCOME = "welcome"


SCOPE_KINDS = ("hub", "sector", "space", "organisation", "network")
TOKEN_SCOPES = ("read", "write", "moderate", "administer")


@dataclass(frozen=True, slots=True)
class Role:
    """A role in a scope: "hub", "sector:SLUG", "space:SLUG"…"""

    name: str
    scope: str = "hub"

    def __str__(self) -> str:
        return f"{self.name}@{self.scope}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, as every feature sees them. The address of their mail is not among it."""

    person_id: str
    handle: str
    name: str
    state: PersonState
    joined_at: datetime
    roles: tuple[Role, ...] = ()
    by_token: bool = False  # a program of theirs asks: it opens no secret place
    frozen: bool = False  # may read, not write, for a while

    def has_role(self, *names: str) -> bool:
        """Whether they hold one of the roles in any scope."""
        return any(role.name in names for role in self.roles)

    def holds(self, name: str, *scopes: str) -> bool:
        """Whether they hold this role for the hub or one of these scopes."""
        wanted = {"hub", *scopes}
        return any(role.name == name and role.scope in wanted for role in self.roles)


@dataclass(frozen=True, slots=True)
class Block:
    """One person wants to have nothing to do with one name (see people/blocks.py)."""

    blocker_id: str
    blocker_name: str
    blocked_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BlockedName:
    """A block as its owner sees it. `room` is a title where the name is one for a room alone.

    `name` is "" where it cannot be told any more: they left, or the room is closed to the owner.
    `person_id` is "" for a name that is for one room alone.
    """

    mark: str
    name: str
    room: str
    at: datetime
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in device. `session_id` is the hash of its first cookie: it can be listed and ended."""

    session_id: str
    person_id: str
    device: str
    made_at: datetime
    seen_at: datetime
    shared: bool
    renew: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A standing link, without its secret."""

    link_hash: str
    person_id: str
    purpose: LinkPurpose


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody asked in by address; `email` is for the envelope and the invited alone."""

    invitation_id: str
    email: str
    made_by: str
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just made: its person, and the cookie, which is nowhere else."""

    person: Person
    cookie: str
    shared: bool
    device_mark: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """An API token, without its secret."""

    token_id: str
    person_id: str
    scopes: frozenset[str]
    made_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Credential:
    """How somebody is signed in: `id` of the session or token; `scopes` is None for a session."""

    id: str
    kind: str
    scopes: frozenset[str] | None = None
    seen_at: datetime | None = None
    shared: bool = False
    renew: bool = False

    def allows(self, scope: str) -> bool:
        return self.scopes is None or scope in self.scopes


class AgreedHow(StrEnum):
    """Where somebody agreed."""

    JOIN = "join"
    INVITATION = "invitation"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Somebody said yes to one version of the terms or of the ground rules."""

    kind: DocumentKind
    number: int
    at: datetime
    how: AgreedHow


@dataclass(frozen=True, slots=True)
class Seen:
    """Which versions stood on somebody's screen when they said yes; 0: none of this kind."""

    terms: int = 0
    rules: int = 0

    def number_of(self, kind: DocumentKind) -> int:
        return {DocumentKind.TERMS: self.terms, DocumentKind.RULES: self.rules}.get(kind, 0)


NOTHING_SEEN = Seen()
