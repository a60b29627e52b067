"""What can happen in the directory; a part of events.py."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.event import Event


@dataclass(frozen=True)
class OrganisationListed(Event):
    """A member listed an organisation, and looks after its page: administrators hear of it."""

    organisation_id: str


@dataclass(frozen=True)
class ClaimMade(Event):
    """Somebody says that an organisation is theirs: those who edit its page hear of it."""

    claim_id: str


@dataclass(frozen=True)
class ClaimRipe(Event):
    """Nobody need be waited for any more: administrators hear that a claim can be decided."""

    claim_id: str


@dataclass(frozen=True)
class ClaimDecided(Event):
    """An administrator decided a claim: whoever made it hears of it."""

    claim_id: str


@dataclass(frozen=True)
class CorrectionMade(Event):
    """A member suggests a correction to a page: whoever looks after it hears of it."""

    correction_id: str


@dataclass(frozen=True)
class CorrectionAnswered(Event):
    """A suggested correction was taken over or declined: whoever suggested it hears of it."""

    correction_id: str


@dataclass(frozen=True)
class NetworkInvited(Event):
    """A network invites an organisation: whoever looks after its page hears of it."""

    network_id: str
    organisation_id: str


@dataclass(frozen=True)
class NetworkAsked(Event):
    """An organisation asks to join a network: who keeps the network hears of it."""

    network_id: str
    organisation_id: str


@dataclass(frozen=True)
class NetworkJoined(Event):
    """Both said yes: whoever said it first hears of it. `by_network`: whether the network was the second."""

    network_id: str
    organisation_id: str
    by_network: bool = False


@dataclass(frozen=True)
class NetworkDeclined(Event):
    """A network said no to an organisation that had asked `at` (ISO 8601): who looks after its page hears
    of it.
    """

    network_id: str
    organisation_id: str
    at: str


@dataclass(frozen=True)
class ContactWritten(Event):
    """A member wrote to an organisation, or was answered: the other side hears of it."""

    message_id: str


@dataclass(frozen=True)
class DirectorySwept(Event):
    """A day has passed: who looks after pages that nobody confirmed lately is asked."""


@dataclass(frozen=True)
class ConfirmAsked(Event):
    """One person gets a letter that asks whether a page is still right."""

    organisation_id: str
    person_id: str


@dataclass(frozen=True)
class DirectoryLetterDue(Event):
    """One person must be told by mail of something in the directory. `kind`: of the notice beside it;
    `about`: the path to which the letter leads.
    """

    person_id: str
    about: str
    kind: str


@dataclass(frozen=True)
class BelongingAsked(Event):
    """A room, board or meetup asks to belong to an organisation or a network (`owner_kind`): whoever
    looks after that is asked. `together`: of what one answer is for.
    """

    owner_kind: str
    owner_id: str
    together: str


@dataclass(frozen=True)
class BelongingMade(Event):
    """A room, board or meetup belongs to an organisation or a network from now on: both said yes."""

    place_kind: str
    place_id: str
