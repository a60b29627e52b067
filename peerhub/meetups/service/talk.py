"""Begin the thread in which a meetup is talked about."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum.models import Words
from peerhub.forum.service.write import Written, start_thread
from peerhub.meetups import rules
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.store import meetups as store
from peerhub.meetups.talk import talk_about, to_talk_of
from peerhub.people.models import Person


async def begin_talk(
    tx: Transaction, person: Person, meetup_id: str, *, client_id: str, board: str, body: str
) -> Written:
    """A thread that bears the meetup's name; all dates of a series share it. A retry of `client_id`
    gets the same one. Refused where there is one already, and before a moderator has read of the meetup.
    """
    meetup = await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    rules.check_not_held(meetup)
    _meetup, boards = await to_talk_of(tx.db, person, meetup_id)
    if board not in {one.slug for one in boards}:
        raise Refused(_("Choose one of these boards."), field="board")
    words = Words(body, to_html(body))
    told = await start_thread(
        tx, person, board=board, client_id=client_id, title=meetup.title, words=words
    )
    if meetup.thread_id == told.thread_id:
        return told
    if await talk_about(tx.db, person, meetup) is not None:
        raise Refused(_("There is a thread about it already: it stands on the meetup’s page."))
    others = await store.list_series(tx.db, meetup.series_id) if meetup.series_id else [meetup]
    same = [one for one in others if (one.audience, one.circle) == (meetup.audience, meetup.circle)]
    await store.set_thread(tx.db, [one.meetup_id for one in same], told.thread_id)
    return told
