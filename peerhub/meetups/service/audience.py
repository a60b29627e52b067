"""Whom a meetup is for: a network, a room or a board that whoever announces it is of."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups.audiences import open_among
from peerhub.meetups.models import CIRCLES, Meetup
from peerhub.meetups.store import replies
from peerhub.people.models import Person


async def check_audience(
    tx: Transaction, person: Person, meetup: Meetup, before: Meetup | None = None
) -> None:
    """Refused for what they are not of, which is told from nothing; what was chosen before may stay.

    Nobody who has answered loses a meetup because it becomes one for fewer.
    """
    if meetup.audience not in CIRCLES or (before and before.circle == meetup.circle):
        return
    field = meetup.audience.value
    found = (await open_among(tx.db, person, [meetup.circle])).get(meetup.circle)
    if found is None or found.audience is not meetup.audience:
        raise Refused(_("Choose one of the list: what it is for."), field=field)
    if before and await replies.list_replies(tx.db, meetup.meetup_id):
        words = _("People have answered already. Announce another one for a smaller circle.")
        raise Refused(words, field="audience")
