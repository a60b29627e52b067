"""The words of a meetup, as moderation and limits look at them."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.items import ItemRef
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.meetups.models import Meetup
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.moderation.watch import HUB, NewItem
from peerhub.people.models import Person


def item_of(meetup: Meetup) -> ItemRef:
    return ItemRef("meetup", meetup.meetup_id)


def words_of(person: Person, meetup: Meetup) -> NewItem:
    """All of it that people read."""
    plain = (meetup.title, meetup.place, meetup.address, meetup.cost, meetup.about)
    html = to_html(meetup.about)
    return NewItem(person.person_id, HUB, "\n".join(plain), html)


async def check_words(tx: Transaction, person: Person, meetup: Meetup) -> None:
    """Whoever is limited names no other page; the joining link is what it is for."""
    plain: Sequence[str] = (meetup.title, meetup.place, meetup.address, meetup.cost)
    await check_may_say(tx, person, Place(()), Said(to_html(meetup.about), plain))
