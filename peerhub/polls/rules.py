"""What a poll allows: pure, no await."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.polls.models import Poll, PollKind


def shows_results(poll: Poll, now: datetime) -> bool:
    """Hidden ones show nothing while it is open, to its author neither: no answer sways another."""
    return not (poll.hidden and poll.is_open(now))


def check_open(poll: Poll, now: datetime) -> None:
    if not poll.is_open(now):
        raise Refused(_("This poll has closed. Answers stay as they were."), code="closed")


def check_answer(poll: Poll, chosen: Collection[str], now: datetime) -> None:
    """Choices of this poll, one of them unless it takes several."""
    check_open(poll, now)
    if not chosen:
        raise Refused(_("Choose an answer first."), field="choices")
    if not set(chosen) <= {choice.choice_id for choice in poll.choices}:
        raise Refused(_("This poll has no such answer. Reload the page."), field="choices")
    if poll.kind is not PollKind.SEVERAL and len(set(chosen)) > 1:
        raise Refused(_("Choose one answer only."), field="choices")


def check_may_state_outcome(poll: Poll, now: datetime) -> None:
    if poll.is_open(now):
        raise Refused(_("Close the poll first, then say what came of it."), field="outcome")
