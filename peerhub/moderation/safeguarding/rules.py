"""Decisions of safeguarding: pure, no await. How fast a flag climbs stands here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from peerhub.core.errors import Refused
from peerhub.core.hours import is_open
from peerhub.core.words import _
from peerhub.moderation.safeguarding.kinds import FlagKind, RecordPart, Subject
from peerhub.moderation.safeguarding.models import (
    PASSPHRASE_LEAST,
    Concern,
    ConcernState,
    DutyManner,
    Entry,
    EntryKind,
    Flag,
    Part,
    Rung,
    Shift,
    Urgency,
)

NEVER = datetime.min.replace(tzinfo=UTC)
SEEN_WITHIN = {  # then the next rung is called, whether anybody was reached or not
    Urgency.NOW: timedelta(minutes=10),
    Urgency.TODAY: timedelta(hours=2),
    Urgency.WEEK: timedelta(hours=24),
}
ACTED_WITHIN = {  # after somebody has opened it: a look is no help yet
    Urgency.NOW: timedelta(minutes=20),
    Urgency.TODAY: timedelta(hours=4),
    Urgency.WEEK: timedelta(days=3),
}
CALLED_AGAIN = timedelta(hours=1)  # on the last rung, while nobody has acted
RUNG_PARTS = {  # who is called on a rung, and who may open a concern once it stands there
    Rung.ON_DUTY: (Part.LEAD,),
    Rung.ALL: (Part.LEAD, Part.DEPUTY),
    Rung.OUTSIDE: (Part.LEAD, Part.DEPUTY, Part.CONTACT),
    Rung.NOBODY: (Part.LEAD, Part.DEPUTY, Part.CONTACT),
}
TRANSITIONS = {  # from each state, those that a concern may go to
    ConcernState.WAITING: {ConcernState.SEEN, ConcernState.IN_HAND},
    ConcernState.SEEN: {ConcernState.IN_HAND, ConcernState.WAITING, ConcernState.CLOSED},
    ConcernState.IN_HAND: {ConcernState.CLOSED, ConcernState.WAITING},
    ConcernState.CLOSED: {ConcernState.IN_HAND},
}


def route_of(flag: Flag) -> tuple[Urgency, Rung]:
    """How soon it is looked at, and who is called first.

    Where a child is concerned, or somebody in a position of trust, it never waits a week, and all leads
    and deputies are called at once (product section 5.3).
    """
    if about_child(flag) or about_trust(flag):
        return min(flag.urgency, Urgency.TODAY), Rung.ALL
    return flag.urgency, Rung.ON_DUTY


def about_child(flag: Flag) -> bool:
    return flag.subject == Subject.CHILD or FlagKind.CHILD in flag.kinds


def about_trust(flag: Flag) -> bool:
    """About a professional, or staff or a volunteer of an organisation."""
    return flag.subject == Subject.STAFF or FlagKind.PROFESSIONAL in flag.kinds


def check_referral(concern: Concern, entries: Iterable[Entry]) -> None:
    """Refused before anybody wrote what the person knows and wishes; never where life is at risk now."""
    known = {e.said.get("part") for e in entries if e.kind is EntryKind.RECORD}
    if concern.urgency is not Urgency.NOW and RecordPart.WISHES not in known:
        raise Refused(
            _(
                "Write first what the person knows and wishes, or why nobody could ask. Where life is"
                " at risk now this can wait."
            ),
            field="part",
        )


def check_transition(concern: Concern, state: ConcernState) -> None:
    """Refused where a concern cannot go there from where it is."""
    if state is not concern.state and state not in TRANSITIONS[concern.state]:
        raise Refused(_("This concern has gone on since. Look at it again first."))


def check_not_closed(concern: Concern) -> None:
    """A closed one is opened again first, with a reason; nothing else may do it by the way."""
    if concern.state is ConcernState.CLOSED:
        raise Refused(_("This concern is closed. Open it again first."))


def due_at(concern: Concern, now: datetime) -> datetime | None:
    """When the next rung is called; None where somebody acts, or it is closed."""
    if concern.state is ConcernState.WAITING:
        wait = SEEN_WITHIN[concern.urgency]
        return now + (max(wait, CALLED_AGAIN) if concern.rung is Rung.NOBODY else wait)
    if concern.state is ConcernState.SEEN:
        return now + ACTED_WITHIN[concern.urgency]
    return None


def next_rung(rung: Rung) -> Rung:
    return Rung(min(rung + 1, Rung.NOBODY))


def may_open(part: Part, concern: Concern) -> bool:
    """A deputy or an independent contact sees a concern once it has climbed to them."""
    return part in RUNG_PARTS[concern.rung]


def is_on_duty(shift: Shift | None, now: datetime) -> bool:
    """Who has said nothing is always on duty: silence must not leave a flag alone."""
    if shift is None or shift.manner is DutyManner.ALWAYS:
        return True
    return shift.manner is DutyManner.HOURS and is_open(shift.hours, now) and bool(shift.hours)


def on_duty(people: Iterable[str], shifts: dict[str, Shift], now: datetime) -> list[str]:
    return [person_id for person_id in people if is_on_duty(shifts.get(person_id), now)]


def check_passphrase(passphrase: str, *words: str) -> None:
    """Refused where it is short or plainly guessable: nothing slows whoever holds a copy of the disk."""
    plain = " ".join(passphrase.split())
    if len(plain) < PASSPHRASE_LEAST:
        raise Refused(
            _(
                "Use at least %(n)d signs: four or five words that have nothing to do with each other."
            )
            % {"n": PASSPHRASE_LEAST},
            field="passphrase",
        )
    own = [word.casefold() for word in words if len(word) > 2]
    if len(set(plain)) < 6 or any(plain.casefold() == word for word in own):
        raise Refused(
            _("This is easy to guess. Take words that have nothing to do with you."),
            field="passphrase",
        )
