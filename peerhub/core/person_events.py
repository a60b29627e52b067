"""What can happen to people and their accounts; a part of events.py."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.event import Event


@dataclass(frozen=True)
class PersonJoined(Event):
    """Someone asked to join; `waiting` where an administrator decides."""

    person_id: str
    waiting: bool


@dataclass(frozen=True)
class PersonApproved(Event):
    """An administrator let a joiner in."""

    person_id: str
    by_id: str


@dataclass(frozen=True)
class SignInLinkAsked(Event):
    """Someone asked for a link by mail; the link is made only when the mail is sent."""

    email: str
    purpose: str


@dataclass(frozen=True)
class LettersLinkAsked(Event):
    """A member asked for the old letters of another address of theirs: it gets a link."""

    person_id: str
    email: str


@dataclass(frozen=True)
class JoinTried(Event):
    """Someone tried to join with an address that has an account; only its owner is told, by mail."""

    email: str


@dataclass(frozen=True)
class InvitationMade(Event):
    """An administrator invited an address; the link is made when the mail is sent."""

    invitation_id: str


@dataclass(frozen=True)
class SessionsEnded(Event):
    """Sessions of a person ended: `session_id` alone, or all where it is empty."""

    person_id: str
    session_id: str = ""


@dataclass(frozen=True)
class PersonSuspended(Event):
    """A person may no longer come in."""

    person_id: str
    by_id: str


@dataclass(frozen=True)
class RoleGiven(Event):
    """A person holds a role from now on; `by_id` is empty for the command line."""

    person_id: str
    role: str
    scope: str
    by_id: str


@dataclass(frozen=True)
class RoleTaken(Event):
    """A person no longer holds a role."""

    person_id: str
    role: str
    scope: str
    by_id: str


@dataclass(frozen=True)
class TokenMade(Event):
    """An API token was made for a person."""

    person_id: str
    token_id: str
    scopes: str
    by_id: str
