"""What came of a meetup: notes, a recording, questions and next steps, by its organisers, once it is over."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups import rules
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.searchable import keep_meetup
from peerhub.meetups.service.words import check_words, item_of, words_of
from peerhub.moderation.service.screen import screen_change
from peerhub.moderation.service.unsafe import raise_concern_for
from peerhub.moderation.watch import HUB
from peerhub.people.models import Person


@dataclass(frozen=True, slots=True)
class AfterwardsTold:
    """What came of it; Markdown, but for the link to a recording."""

    notes: str
    recording: str
    questions: str
    next_steps: str


async def tell_afterwards(
    tx: Transaction, person: Person, meetup_id: str, told: AfterwardsTold
) -> bool:
    """Whoever may read of the meetup reads it; the newest words stand. Refused before it is over.

    True where its words point to danger: whoever wrote them is led to help.
    """
    before = await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    rules.check_over(before, tx.now)
    after = replace(before, **asdict(told))
    if after == before:
        return False
    await check_words(tx, person, after)
    said = await screen_change(tx, words_of(person, after))
    if said.waits:
        raise Refused(
            _("A moderator would read this first. Leave those words or that link out."),
            field="notes",
        )
    await keep_meetup(tx, replace(after, changed_at=tx.now))
    if said.danger:
        raise_concern_for(tx, item_of(after), author_id=person.person_id, place=HUB)
    return said.danger
