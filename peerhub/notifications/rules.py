"""What a notice says, made when it is read: pure, no await. The words of people only as they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from peerhub.core.clock import to_iso
from peerhub.core.words import N_, _
from peerhub.notifications.models import Notice, NoticeKind

SENTENCES = {
    NoticeKind.REPLY_TO_THREAD: N_("%(name)s replied in your thread “%(title)s”."),
    NoticeKind.REPLY_TO_POST: N_("%(name)s replied to your post in “%(title)s”."),
    NoticeKind.WATCHED: N_("%(name)s wrote in “%(title)s”, which you watch."),
    NoticeKind.RELEASED: N_("What you wrote in %(place)s can now be read there."),
    NoticeKind.REMOVED: N_("A moderator removed what you wrote in %(place)s."),
    NoticeKind.RESTORED: N_("What you wrote in %(place)s can be read again."),
    NoticeKind.UPHELD: N_("Somebody else looked again: what you wrote in %(place)s stays removed."),
    NoticeKind.APPEAL_RECEIVED: N_("You asked for another look. Its reference is %(reference)s."),
    NoticeKind.REPORT_RECEIVED: N_("We have your report. Its reference is %(reference)s."),
    NoticeKind.CASE_UNATTENDED: N_("Something in %(place)s waits, and nobody may decide it."),
    NoticeKind.CASE_ASSIGNED: N_("A moderator asks you to look at something in %(place)s."),
    NoticeKind.ROLE_GIVEN: N_("%(name)s was given a role: %(role)s, for %(scope)s."),
    NoticeKind.TOKEN_MADE: N_("A token that acts in your name was made. It may: %(scopes)s."),
    NoticeKind.JOINER_WAITS: N_("%(name)s asks to join."),
    NoticeKind.ROOM_ASKED: N_("%(name)s asks to join %(place)s."),
    NoticeKind.ROOM_LET_IN: N_("You are in: %(place)s is open to you."),
    NoticeKind.ROOM_DECLINED: N_("The facilitators of %(place)s could not let you in this time."),
    NoticeKind.ROOM_INVITED: N_("You are invited to %(place)s."),
    NoticeKind.ROOM_REMOVED: N_("A facilitator has removed you from %(place)s."),
    NoticeKind.ROOM_YOURS: N_("You look after %(place)s now."),
    NoticeKind.MENTIONED: N_("%(name)s mentioned you in %(place)s."),
    NoticeKind.ANSWERED: N_("%(name)s answered you in %(place)s."),
    NoticeKind.TALK_ASKED: N_("%(name)s asks to write with you."),
    NoticeKind.TALK_ACCEPTED: N_("%(name)s has accepted: you can write to each other now."),
    NoticeKind.EXTRACT_ASKED: N_("%(name)s would like to keep what you said in %(place)s."),
    NoticeKind.THREAD_LOCKED: N_("Your thread “%(title)s” was closed to new posts."),
    NoticeKind.THREAD_MOVED: N_("Your thread “%(title)s” was moved to %(place)s."),
    NoticeKind.THREAD_SPLIT: N_("What you wrote begins a thread of its own now: “%(title)s”."),
    NoticeKind.THREAD_MERGED: N_("Your thread “%(title)s” was put into another one."),
    NoticeKind.EXTRACT_MADE: N_("What you talked about is a thread now: “%(title)s”."),
}
LINES = {
    NoticeKind.RELEASED: N_("A moderator has read it. Thank you for waiting."),
    NoticeKind.REMOVED: N_(
        "The reason: “%(reason)s”. If you think this is wrong, open this and ask for another look."
    ),
    NoticeKind.RESTORED: N_("The reason: “%(reason)s”."),
    NoticeKind.UPHELD: N_("The reason: “%(reason)s”."),
    NoticeKind.APPEAL_RECEIVED: N_("Somebody looks at it who has not decided about it before."),
    NoticeKind.REPORT_RECEIVED: N_(
        "A moderator looks at it. What is not decided in time goes to others by itself."
    ),
    NoticeKind.CASE_UNATTENDED: N_("Give someone the role of moderator there, or of reviewer."),
    NoticeKind.TOKEN_MADE: N_("If this was not you, end it and change your password."),
    NoticeKind.ROOM_INVITED: N_("Look at its ground rules first. You can accept or decline."),
    NoticeKind.TALK_ASKED: N_("You can accept, decline, or report it."),
    NoticeKind.THREAD_LOCKED: N_("The reason: “%(reason)s”."),
    NoticeKind.THREAD_MOVED: N_("The reason: “%(reason)s”."),
    NoticeKind.THREAD_SPLIT: N_("The reason: “%(reason)s”."),
    NoticeKind.THREAD_MERGED: N_("The reason: “%(reason)s”."),
    NoticeKind.EXTRACT_ASKED: N_(
        "Look who would read it, and say for each message whether it may go."
    ),
    NoticeKind.ROOM_REMOVED: N_(
        "If you think this is wrong, write to the moderators through Help."
    ),
}
DECIDED = {
    "remove": N_("A moderator removed what you reported (%(reference)s)."),
    "leave": N_("A moderator looked at what you reported (%(reference)s). It stays as it is."),
    "restore": N_(
        "Somebody looked again at what you reported (%(reference)s): it can be read again."
    ),
    "withdrawn": N_("Its author has taken back what you reported (%(reference)s)."),
}
WAITING = {
    "hold": N_("In %(place)s something new waits for a moderator."),
    "report": N_("Something in %(place)s was reported."),
    "appeal": N_("In %(place)s somebody asks for another look at a decision."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A notice in words: one sentence, and where needed one more line."""

    words: str
    line: str

    @property
    def text(self) -> str:
        return f"{self.words} {self.line}".strip()


def say(notice: Notice) -> Said:
    """The notice in the language of this task. A word that is missing leaves a gap, never a fault."""
    fill: defaultdict[str, str] = defaultdict(str, notice.words)
    if notice.kind is NoticeKind.REPORT_DECIDED:
        return Said(_(DECIDED.get(fill["outcome"], DECIDED["leave"])) % fill, _thanks())
    if notice.kind is NoticeKind.CASE_WAITS:
        return Said(_(WAITING.get(fill["case"], WAITING["hold"])) % fill, "")
    line = LINES.get(notice.kind)
    return Said(_(SENTENCES[notice.kind]) % fill, _(line) % fill if line else "")


def _thanks() -> str:
    return _("Thank you for telling us.")


def notice_fields(notice: Notice) -> dict[str, Any]:
    """A notice on its way out, for socket and API alike."""
    return {
        "id": notice.notice_id,
        "text": say(notice).text,
        "path": notice.path,
        "at": to_iso(notice.at),
    }
