"""The hinge by which a meetup is reported, taken down and put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.items import ItemCard, ItemRef, Outcome
from peerhub.core.keys import Keys
from peerhub.core.text import to_excerpt, to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups import access
from peerhub.meetups.models import Meetup
from peerhub.meetups.service import announce
from peerhub.meetups.shown import where_words
from peerhub.people.access import people_by_id
from peerhub.people.models import Person
from peerhub.uploads.access import borne_fields
from peerhub.uploads.attachments import with_files

CARD = Markup("<p><strong>{title}</strong><br>{where}</p>{about}<p>{recording}</p>{after}")


class MeetupModerated:
    """The Moderated port for `meetup`. Its place is the hub."""

    async def card_for_person(
        self, db: AsyncConnection, person: Person | None, item_id: str
    ) -> ItemCard | None:
        try:
            opened = await access.meetup_for_reader(db, person, item_id)
        except NotFound:
            return None
        return await _with_photo(db, await _card(db, opened.meetup))

    async def card_for_moderator(self, db: AsyncConnection, item_id: str) -> ItemCard | None:
        found = await access.meetup_for_moderator(db, item_id)
        return await _with_photo(db, await _card(db, found)) if found else None

    async def own_among(
        self, db: AsyncConnection, keys: Keys, person: Person, item_ids: Sequence[str]
    ) -> set[str]:
        """None: who announced it stands beside the case."""
        return set()

    async def author_behind(self, db: AsyncConnection, keys: Keys, item_id: str) -> str:
        """A meetup is announced under one's own name."""
        return ""

    async def apply(self, tx: Transaction, item_id: str, outcome: Outcome, reason: str) -> None:
        """It is released, removed or restored; whoever wanted to come hears of it."""
        if outcome is Outcome.RELEASE:
            await announce.release(tx, item_id)
        elif outcome in (Outcome.REMOVE, Outcome.RESTORE):
            await announce.set_removed(tx, item_id, removed=outcome is Outcome.REMOVE)
        else:
            raise NotFound()

    async def change_file(self, tx: Transaction, item_id: str, entry: Mapping[str, Any]) -> None:
        """The meetup keeps nothing about its photo: it asks each time whether it stands."""
        if await access.meetup_for_moderator(tx.db, item_id) is None:
            raise NotFound()


async def _with_photo(db: AsyncConnection, card: ItemCard) -> ItemCard:
    return replace(card, html=with_files(card.html, await borne_fields(db, card.ref)))


def _state(meetup: Meetup) -> str:
    if meetup.removed_at is not None:
        return "removed"
    return "held" if meetup.is_held else "visible"


def _html(meetup: Meetup) -> str:
    """All of it that people read."""
    after = "".join(to_html(one) for one in meetup.written_afterwards)
    return CARD.format(
        title=meetup.title,
        where=where_words(meetup),
        about=Markup(to_html(meetup.about) if meetup.about else ""),  # noqa: S704
        recording=meetup.recording,
        after=Markup(after),  # noqa: S704
    )


async def _card(db: AsyncConnection, meetup: Meetup) -> ItemCard:
    """Without address and link, which no moderator needs."""
    shown = replace(meetup, address="", link="")
    author = (await people_by_id(db, [meetup.announced_by])).get(meetup.announced_by)
    return ItemCard(
        ref=ItemRef("meetup", shown.meetup_id),
        author_id=shown.announced_by,
        author_name=author.name if author else "",
        title=shown.title,
        html=_html(shown),
        excerpt=to_excerpt(shown.about or shown.title),
        path=f"/meetups/{shown.meetup_id}",
        place="hub",
        place_title=_("Meetups"),
        sector="",
        at=to_iso(shown.announced_at),
        state=_state(shown),
    )
