"""What a notice says, made when it is read: pure, no await. The words of people only as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peerhub.core.clock import to_iso
from peerhub.core.words import N_, _
from peerhub.notifications.models import Notice, NoticeKind
from peerhub.web.render import day

SENTENCES = {
    NoticeKind.REPLY_TO_THREAD: N_("%(name)s replied in your thread “%(title)s”."),
    NoticeKind.REPLY_TO_POST: N_("%(name)s replied to your post in “%(title)s”."),
    NoticeKind.WATCHED: N_("%(name)s wrote in “%(title)s”, which you watch."),
    NoticeKind.RELEASED: N_("What you wrote in %(place)s can now be read there."),
    NoticeKind.REMOVED: N_("A moderator removed what you wrote in %(place)s."),
    NoticeKind.RESTORED: N_("What you wrote in %(place)s can be read again."),
    NoticeKind.PAGE_REMOVED: N_("A moderator removed the page of “%(title)s”, which you edit."),
    NoticeKind.PAGE_RESTORED: N_("The page of “%(title)s” can be read again."),
    NoticeKind.PAGE_UPHELD: N_("Somebody else looked again: “%(title)s” stays removed."),
    NoticeKind.FILE_REMOVED: N_("A moderator removed a file of yours in %(place)s."),
    NoticeKind.FILE_RESTORED: N_("A file of yours in %(place)s can be opened again."),
    NoticeKind.UPHELD: N_("Somebody else looked again: what you wrote in %(place)s stays removed."),
    NoticeKind.EDIT_ASKED: N_("A moderator asks you to change what you wrote in %(place)s."),
    NoticeKind.LOCKED: N_(
        "A moderator closed the conversation around what you wrote in %(place)s."
    ),
    NoticeKind.UNLOCKED: N_("The conversation around what you wrote in %(place)s is open again."),
    NoticeKind.OVERTURNED: N_("Somebody else looked again: what was decided is undone."),
    NoticeKind.STANDS: N_("Somebody else looked again: it stays as it was decided."),
    NoticeKind.APPEAL_RECEIVED: N_("You asked for another look. Its reference is %(reference)s."),
    NoticeKind.REPORT_RECEIVED: N_("We have your report. Its reference is %(reference)s."),
    NoticeKind.CONCERN_WAITS: N_("Something waits for you. Please look now."),
    NoticeKind.CONTACTS_OLD: N_("Help contacts that nobody has checked lately: %(count)s."),
    NoticeKind.DUTY_HANDED: N_("%(name)s is away now, and has handed their duty over."),
    NoticeKind.LOOK_THROUGH: N_("A year has passed: is everything still right in safeguarding?"),
    NoticeKind.LETTER_WAITS: N_("Somebody who looks after this hub wrote to you."),
    NoticeKind.KEY_WAITS: N_("%(name)s has made a key and asks the circle to approve it."),
    NoticeKind.CASE_UNATTENDED: N_("Something in %(place)s waits, and nobody may decide it."),
    NoticeKind.CASE_ASSIGNED: N_("A moderator asks you to look at something in %(place)s."),
    NoticeKind.COMPLAINT_WAITS: N_("A complaint waits for an answer (%(reference)s)."),
    NoticeKind.COMPLAINT_SEEN: N_("Somebody has read your complaint (%(reference)s)."),
    NoticeKind.COMPLAINT_ANSWERED: N_("Your complaint has an answer (%(reference)s)."),
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
    NoticeKind.MEETUP_CHANGED: N_("“%(title)s” has changed: look when and where it is."),
    NoticeKind.MEETUP_CANCELLED: N_("“%(title)s” is cancelled."),
    NoticeKind.MEETUP_SEAT: N_("A seat is free: you can come to “%(title)s”."),
    NoticeKind.MEETUP_ASKED: N_("Somebody asks to come to “%(title)s”: say yes or no."),
    NoticeKind.MEETUP_YES: N_("The organisers said yes: you can come to “%(title)s”."),
    NoticeKind.MEETUP_LINE: N_("The organisers said yes to “%(title)s”, and it is full just now."),
    NoticeKind.MEETUP_NO: N_("The organisers said no: this time you cannot come to “%(title)s”."),
    NoticeKind.MEETUP_NEW: N_("New among what you follow: “%(title)s”."),
    NoticeKind.MEETUP_YOURS: N_("You are one of the organisers of “%(title)s” now."),
    NoticeKind.CLAIM_MADE: N_("Somebody says that “%(title)s” is their organisation too."),
    NoticeKind.ORGANISATION_LISTED: N_("Somebody listed “%(title)s” in the directory."),
    NoticeKind.CLAIM_WAITS: N_("Somebody says that “%(title)s” is theirs: it can be decided now."),
    NoticeKind.CLAIM_GRANTED: N_("“%(title)s” is yours to look after in the directory now."),
    NoticeKind.CONTACT_WRITTEN: N_("Somebody wrote to “%(title)s”."),
    NoticeKind.CONTACT_ANSWERED: N_("“%(title)s” has answered you."),
    NoticeKind.NETWORK_INVITED: N_("“%(network)s” invites “%(title)s” into its network."),
    NoticeKind.BELONGING_ASKED: N_("Something asks to belong to “%(title)s”."),
    NoticeKind.NETWORK_ASKED: N_("“%(title)s” asks to join the network “%(network)s”."),
    NoticeKind.NETWORK_DECLINED: N_("“%(network)s” could not take “%(title)s” in this time."),
    NoticeKind.NETWORK_JOINED: N_("“%(title)s” is in the network “%(network)s” now."),
    NoticeKind.CLAIM_REFUSED: N_("An administrator did not give you the page of “%(title)s”."),
    NoticeKind.CORRECTION_WAITS: N_("Somebody suggests a correction to the page of “%(title)s”."),
    NoticeKind.CORRECTION_TAKEN: N_("Your correction to the page of “%(title)s” was taken over."),
    NoticeKind.CORRECTION_DECLINED: N_("Your correction to “%(title)s” was not taken over."),
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
    NoticeKind.PAGE_REMOVED: N_(
        "The reason: “%(reason)s”. If you think this is wrong, open this and ask for another look."
    ),
    NoticeKind.PAGE_RESTORED: N_("The reason: “%(reason)s”."),
    NoticeKind.PAGE_UPHELD: N_("The reason: “%(reason)s”."),
    NoticeKind.FILE_REMOVED: N_(
        "What you wrote stays. The reason: “%(reason)s”. If you think this is wrong, open this and"
        " ask for another look."
    ),
    NoticeKind.FILE_RESTORED: N_("The reason: “%(reason)s”."),
    NoticeKind.UPHELD: N_("The reason: “%(reason)s”."),
    NoticeKind.EDIT_ASKED: N_(
        "What to change: “%(reason)s”. If you think this is wrong, open this and ask for another look."
    ),
    NoticeKind.LOCKED: N_(
        "The reason: “%(reason)s”. If you think this is wrong, open this and ask for another look."
    ),
    NoticeKind.UNLOCKED: N_("The reason: “%(reason)s”."),
    NoticeKind.OVERTURNED: N_("The reason: “%(reason)s”."),
    NoticeKind.STANDS: N_("The reason: “%(reason)s”."),
    NoticeKind.MEASURE: N_(
        "The reason: “%(reason)s”. If you think this is wrong, open this and ask for another look."
    ),
    NoticeKind.APPEAL_RECEIVED: N_("Somebody looks at it who has not decided about it before."),
    NoticeKind.REPORT_RECEIVED: N_(
        "A moderator looks at it. What is not decided in time goes to others by itself."
    ),
    NoticeKind.LOOK_THROUGH: N_(
        "Look at who holds a key, at what a legal hold keeps, and at how long closed concerns stay."
    ),
    NoticeKind.CONTACTS_OLD: N_(
        "Call each one; an administrator then says so, or they are not shown."
    ),
    NoticeKind.KEY_WAITS: N_("Ask them in person whether it is theirs before you do."),
    NoticeKind.CASE_UNATTENDED: N_("Give someone the role of moderator there, or of reviewer."),
    NoticeKind.TOKEN_MADE: N_("If this was not you, end it and change your password."),
    NoticeKind.ROOM_INVITED: N_("Look at its ground rules first. You can accept or decline."),
    NoticeKind.TALK_ASKED: N_("You can accept, decline, or report it."),
    NoticeKind.MEETUP_CANCELLED: N_("The reason: “%(reason)s”."),
    NoticeKind.MEETUP_LINE: N_("You stand in its line, and are told when a seat is free."),
    NoticeKind.MEETUP_YOURS: N_("You see who comes, and can change it. You can leave here, too."),
    NoticeKind.MEETUP_SEAT: N_("If you cannot come any more, say so there: somebody else waits."),
    NoticeKind.CLAIM_MADE: N_("You look after its page. Agree, or object within seven days."),
    NoticeKind.NETWORK_INVITED: N_("You look after its page: say yes or no."),
    NoticeKind.BELONGING_ASKED: N_("You look after its page: say yes or no."),
    NoticeKind.NETWORK_ASKED: N_("You keep this network: say yes or no."),
    NoticeKind.CLAIM_REFUSED: N_("The reason: “%(reason)s”."),
    NoticeKind.CORRECTION_TAKEN: N_("Thank you."),
    NoticeKind.CORRECTION_DECLINED: N_("The answer: “%(reason)s”."),
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
    "acted": N_(
        "A moderator has taken what you reported (%(reference)s) up with its author. It stays there."
    ),
    "edit": N_("A moderator has asked its author to change what you reported (%(reference)s)."),
    "lock": N_("A moderator has closed the conversation around what you reported (%(reference)s)."),
    "unlock": N_(
        "Somebody looked again: the conversation around what you reported (%(reference)s) is open."
    ),
    "reopen": N_("Somebody looks again at what you reported (%(reference)s)."),
    "restore": N_(
        "Somebody looked again at what you reported (%(reference)s): it can be read again."
    ),
    "withdrawn": N_("Its author has taken back what you reported (%(reference)s)."),
}
NEAR = {  # by how many hours are left
    "168": N_("In a week: “%(title)s”."),
    "24": N_("In a day: “%(title)s”."),
    "2": N_("In two hours: “%(title)s”."),
}
MEASURES = {
    "warn": N_("A moderator has a word of warning for you."),
    "limit": N_("Until %(day)s you can post once in ten minutes in one place, without links."),
    "limit-hub": N_(
        "Until %(day)s you can post once in ten minutes, without links, and write to nobody alone."
    ),
    "freeze": N_("Until %(day)s you can read, but not write."),
    "unnamed-limit": N_(
        "Until %(day)s you can post once in ten minutes under your other name there, without links."
    ),
    "unnamed-freeze": N_("Until %(day)s your other name rests there."),
    "suspend": N_("Your account was closed until %(day)s."),
    "ban": N_("Your account was closed."),
}
ENDED = {
    "limit": N_("You can post as before."),
    "freeze": N_("You can write again."),
    "unnamed-limit": N_("You can post under your other name as before."),
    "unnamed-freeze": N_("You can write under your other name again."),
    "suspend": N_("You can sign in again."),
    "ban": N_("You can sign in again."),
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
    if notice.kind is NoticeKind.MEETUP_NEAR:
        return Said(_(NEAR.get(fill["hours"], NEAR["24"])) % fill, "")
    if notice.kind is NoticeKind.MEASURE:
        fill["day"] = day(datetime.fromisoformat(fill["until"])) if fill["until"] else ""
        everywhere = (fill["measure"], fill["scope"]) == ("limit", "hub")
        chosen = MEASURES.get("limit-hub" if everywhere else fill["measure"], MEASURES["warn"])
        return Said(_(chosen) % fill, _(LINES[NoticeKind.MEASURE]) % fill)
    if notice.kind is NoticeKind.MEASURE_ENDED:
        line = _(LINES[NoticeKind.RESTORED]) % fill if fill["reason"] else ""
        return Said(_(ENDED.get(fill["measure"], ENDED["limit"])), line)
    return _plainly(notice.kind, fill)


def _plainly(kind: NoticeKind, fill: Mapping[str, str]) -> Said:
    line = LINES.get(kind)
    return Said(_(SENTENCES[kind]) % fill, _(line) % fill if line else "")


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
