"""The words of a meetup, as moderation and limits look at them."""

from __future__ import annotations

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
    plain = (*_lines(meetup), *_texts(meetup))
    return NewItem(person.person_id, HUB, "\n".join(plain), _html(meetup))


def _lines(meetup: Meetup) -> tuple[str, ...]:
    return (meetup.title, meetup.place, meetup.address, meetup.cost, meetup.recording)


def _texts(meetup: Meetup) -> tuple[str, ...]:
    """In Markdown."""
    return (meetup.about, *meetup.written_afterwards)


def _html(meetup: Meetup) -> str:
    return "".join(to_html(one) for one in _texts(meetup))


async def check_words(tx: Transaction, person: Person, meetup: Meetup) -> None:
    """Whoever is limited names no other page; the joining link is what it is for."""
    await check_may_say(tx, person, Place(()), Said(_html(meetup), _lines(meetup)))
