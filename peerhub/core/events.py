"""Everything that can happen in the hub, past tense. Ids and words of ours, never people's."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.complaint_events import (
    CaseNeedsEyes,
    ComplaintAcknowledged,
    ComplaintAnswered,
    ComplaintDue,
    ComplaintMade,
    DangerSeen,
    UnsafeSaid,
)
from peerhub.core.concern_events import ConcernDue, ConcernRaised, LeadToTell, SafeguardingSwept
from peerhub.core.directory_events import (
    BelongingAsked,
    BelongingMade,
    ClaimDecided,
    ClaimMade,
    ClaimRipe,
    ConfirmAsked,
    ContactWritten,
    CorrectionAnswered,
    CorrectionMade,
    DirectoryLetterDue,
    DirectorySwept,
    NetworkAsked,
    NetworkDeclined,
    NetworkInvited,
    NetworkJoined,
    OrganisationListed,
)
from peerhub.core.event import Event
from peerhub.core.mailing_events import ListsAsked, ListsSwept
from peerhub.core.measure_events import MeasureDue, MeasureEnded, MeasureTaken
from peerhub.core.meetup_events import (
    GuestAsked,
    GuestTold,
    GuestUnanswered,
    MeetupChanged,
    MeetupLetterDue,
    MeetupNear,
    MeetupOver,
    MeetupPublished,
    OrganiserAdded,
    SeatAsked,
    SeatDecided,
    SeatGiven,
)
from peerhub.core.person_events import (
    InvitationMade,
    JoinTried,
    LettersLinkAsked,
    PersonApproved,
    PersonJoined,
    PersonSuspended,
    RoleGiven,
    RoleTaken,
    SessionsEnded,
    SignInLinkAsked,
    TokenMade,
)

__all__ = [
    "BelongingAsked",
    "BelongingMade",
    "CaseNeedsEyes",
    "ClaimDecided",
    "ClaimMade",
    "ClaimRipe",
    "ComplaintAcknowledged",
    "ComplaintAnswered",
    "ComplaintDue",
    "ComplaintMade",
    "ConcernDue",
    "ConcernRaised",
    "ConfirmAsked",
    "ContactWritten",
    "CorrectionAnswered",
    "CorrectionMade",
    "DangerSeen",
    "DirectoryLetterDue",
    "DirectorySwept",
    "Event",
    "GuestAsked",
    "GuestTold",
    "GuestUnanswered",
    "InvitationMade",
    "JoinTried",
    "LeadToTell",
    "LettersLinkAsked",
    "ListsAsked",
    "ListsSwept",
    "MeasureDue",
    "MeasureEnded",
    "MeasureTaken",
    "MeetupChanged",
    "MeetupLetterDue",
    "MeetupNear",
    "MeetupOver",
    "MeetupPublished",
    "NetworkAsked",
    "NetworkDeclined",
    "NetworkInvited",
    "NetworkJoined",
    "OrganisationListed",
    "OrganiserAdded",
    "PersonApproved",
    "PersonJoined",
    "PersonSuspended",
    "RoleGiven",
    "RoleTaken",
    "SafeguardingSwept",
    "SeatAsked",
    "SeatDecided",
    "SeatGiven",
    "SessionsEnded",
    "SignInLinkAsked",
    "TokenMade",
    "UnsafeSaid",
]


@dataclass(frozen=True)
class LetterDue(Event):
    """`to_id` must be told by mail of what happened to `about_id`: a "joiner" waits, a "role" was given."""

    to_id: str
    about_id: str
    kind: str
    detail: str = ""


@dataclass(frozen=True)
class PostPublished(Event):
    """A forum post became visible, straight away or when a moderator released it.

    `author_id` is "" where it was written without a name.
    """

    post_id: str
    thread_id: str
    author_id: str


@dataclass(frozen=True)
class CommunityOpened(Event):
    """A new hub was set up: what it begins with is made."""


@dataclass(frozen=True)
class ItemHeld(Event):
    """An item waits for a moderator."""

    case_id: str


@dataclass(frozen=True)
class ItemReported(Event):
    """Someone said that an item breaks the rules."""

    case_id: str
    report_id: str


@dataclass(frozen=True)
class CaseDue(Event):
    """A case should have been decided by the time at which this is due."""

    case_id: str


@dataclass(frozen=True)
class CaseAssigned(Event):
    """A moderator gave a case to another, or ("") to the reviewers; whoever has it now is told."""

    case_id: str
    person_id: str


@dataclass(frozen=True)
class CaseDecided(Event):
    """A moderator decided a case; author and reporters are told."""

    case_id: str
    decision_id: str


@dataclass(frozen=True)
class NoticeGiven(Event):
    """A person has something new in their notifications."""

    notice_id: str
    person_id: str


@dataclass(frozen=True)
class MessageAddressed(Event):
    """A message in a room answers another or mentions somebody, and can be read there now."""

    message_id: str


@dataclass(frozen=True)
class RetentionDue(Event):
    """A room's messages are to be looked through for those whose time has passed."""

    room_id: str


@dataclass(frozen=True)
class UploadWaits(Event):
    """A file was taken in a day ago; where nothing bears it, it goes."""

    upload_id: str


@dataclass(frozen=True)
class UploadGone(Event):
    """A file's row was deleted; its bytes leave the disk."""

    upload_id: str


@dataclass(frozen=True)
class IndexSweepDue(Event):
    """Words that were taken out of the search index are to leave its file too."""


@dataclass(frozen=True)
class AuditHeadDue(Event):
    """The end of the audit trail is to be kept elsewhere too: once a day."""


@dataclass(frozen=True)
class AuditHeadTold(Event):
    """One person gets the end of the audit trail by mail, to keep."""

    person_id: str
    kept: str


def event_types() -> dict[str, type[Event]]:
    """Every event by its name, as the outbox stores it."""
    return {kind.__name__: kind for kind in Event.__subclasses__()}
