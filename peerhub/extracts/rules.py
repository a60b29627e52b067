"""What may become a thread: pure, no await."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.extracts.models import MOST_LINES, Answer, Line
from peerhub.people.blocks import person_behind
from peerhub.rooms.access import Seat
from peerhub.rooms.models import Message, MessageState, RoomKind

OPEN_KINDS = (RoomKind.OPEN, RoomKind.RESTRICTED)


def can_extract(seat: Seat) -> bool:
    """Nothing leaves a private, confidential or direct place, whoever agrees: that it exists is
    secret too. Under a name for the room alone nobody begins a thread: it would bear the hub name.
    """
    return seat.room.kind in OPEN_KINDS and person_behind(seat.byline.key) is not None


def check_may_extract(seat: Seat) -> None:
    if seat.room.kind not in OPEN_KINDS:
        raise Refused(_("What is said in this room stays in it."))
    if not can_extract(seat):
        raise Refused(
            _("A thread would show your hub name. Ask somebody without a name of their own here.")
        )


def can_carry(message: Message) -> bool:
    """Words that stand, with nothing to unfold first: a content note is the author's own act."""
    return message.state is MessageState.VISIBLE and not message.warning


def check_chosen(chosen: Sequence[str], known: Sequence[Message]) -> None:
    if not 2 <= len(set(chosen)) <= MOST_LINES:
        words = _("Choose two to %(n)d messages.") % {"n": MOST_LINES}
        raise Refused(words, field="messages")
    if not set(chosen) <= {m.message_id for m in known if can_carry(m)}:
        raise Refused(_("One of these messages is gone. Look again."), field="messages")


def is_answered(lines: Sequence[Line]) -> bool:
    return all(line.answer is not Answer.ASKED for line in lines)
