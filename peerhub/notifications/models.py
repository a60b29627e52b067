"""Nouns of notifications: Notice, its kinds and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PAGE_NOTICES = 30
PANEL_NOTICES = 5
KEY_LENGTH = 120


class NoticeKind(StrEnum):
    """What happened. Each takes the words named after it (see `rules.say`)."""

    REPLY_TO_THREAD = "reply_to_thread"  # name, title
    REPLY_TO_POST = "reply_to_post"  # name, title
    WATCHED = "watched"  # name, title
    RELEASED = "released"  # place
    REMOVED = "removed"  # place, reason
    RESTORED = "restored"  # place, reason
    PAGE_REMOVED = "page_removed"  # title, reason
    PAGE_RESTORED = "page_restored"  # title, reason
    PAGE_UPHELD = "page_upheld"  # title, reason
    FILE_REMOVED = "file_removed"  # place, reason
    FILE_RESTORED = "file_restored"  # place, reason
    UPHELD = "upheld"  # place, reason
    EDIT_ASKED = "edit_asked"  # place, reason
    LOCKED = "locked"  # place, reason
    UNLOCKED = "unlocked"  # place, reason
    OVERTURNED = "overturned"  # place, reason
    STANDS = "stands"  # place, reason
    MEASURE = "measure"  # measure, scope, until, reason
    MEASURE_ENDED = "measure_ended"  # measure, reason
    APPEAL_RECEIVED = "appeal_received"  # reference
    REPORT_RECEIVED = "report_received"  # reference
    REPORT_DECIDED = "report_decided"  # reference, outcome
    CASE_WAITS = "case_waits"  # case, place
    CASE_UNATTENDED = "case_unattended"  # place
    CONCERN_WAITS = "concern_waits"
    DUTY_HANDED = "duty_handed"  # name
    LOOK_THROUGH = "look_through"
    LETTER_WAITS = "letter_waits"
    KEY_WAITS = "key_waits"  # name
    CONTACTS_OLD = "contacts_old"  # count
    COMPLAINT_WAITS = "complaint_waits"  # reference
    COMPLAINT_SEEN = "complaint_seen"  # reference
    COMPLAINT_ANSWERED = "complaint_answered"  # reference
    CASE_ASSIGNED = "case_assigned"  # place
    ROLE_GIVEN = "role_given"  # name, role, scope
    TOKEN_MADE = "token_made"  # noqa: S105 (a kind, no secret); scopes
    JOINER_WAITS = "joiner_waits"  # name
    ROOM_ASKED = "room_asked"  # name, place
    ROOM_LET_IN = "room_let_in"  # place
    ROOM_DECLINED = "room_declined"  # place
    ROOM_INVITED = "room_invited"  # place
    ROOM_REMOVED = "room_removed"  # place
    ROOM_YOURS = "room_yours"  # place
    MENTIONED = "mentioned"  # name, place
    ANSWERED = "answered"  # name, place
    TALK_ASKED = "talk_asked"  # name
    TALK_ACCEPTED = "talk_accepted"  # name
    EXTRACT_ASKED = "extract_asked"  # name, place
    EXTRACT_MADE = "extract_made"  # title
    MEETUP_CHANGED = "meetup_changed"  # title
    MEETUP_CANCELLED = "meetup_cancelled"  # title, reason
    MEETUP_NEAR = "meetup_near"  # title, hours
    MEETUP_SEAT = "meetup_seat"  # title
    MEETUP_ASKED = "meetup_asked"  # title
    MEETUP_YES = "meetup_yes"  # title
    MEETUP_LINE = "meetup_line"  # title
    MEETUP_NO = "meetup_no"  # title
    MEETUP_NEW = "meetup_new"  # title
    MEETUP_YOURS = "meetup_yours"  # title
    CLAIM_MADE = "claim_made"  # title
    ORGANISATION_LISTED = "organisation_listed"  # title
    CLAIM_WAITS = "claim_waits"  # title
    CLAIM_GRANTED = "claim_granted"  # title
    CONTACT_WRITTEN = "contact_written"  # title
    CONTACT_ANSWERED = "contact_answered"  # title
    NETWORK_INVITED = "network_invited"  # title, network
    BELONGING_ASKED = "belonging_asked"  # title
    NETWORK_ASKED = "network_asked"  # title, network
    NETWORK_DECLINED = "network_declined"  # title, network
    NETWORK_JOINED = "network_joined"  # title, network
    CLAIM_REFUSED = "claim_refused"  # title, reason
    CORRECTION_WAITS = "correction_waits"  # title
    CORRECTION_TAKEN = "correction_taken"  # title
    CORRECTION_DECLINED = "correction_declined"  # title, reason
    THREAD_LOCKED = "thread_locked"  # title, reason
    THREAD_MOVED = "thread_moved"  # title, place, reason
    THREAD_SPLIT = "thread_split"  # title, reason
    THREAD_MERGED = "thread_merged"  # title, reason


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a person should know. `words` fill the sentence; `path` leads to it."""

    notice_id: str
    person_id: str
    kind: NoticeKind
    words: Mapping[str, str]
    path: str
    at: datetime
    read_at: datetime | None = None
