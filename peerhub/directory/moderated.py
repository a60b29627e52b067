"""The hinges by which an organisation's page, and a message to or from one, is reported and removed."""

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
from peerhub.directory import access, contacted
from peerhub.directory.contacts import Contact, ContactMessage
from peerhub.directory.models import LINES, ROWS, ListState, Organisation
from peerhub.directory.service import contacts, pages
from peerhub.people.access import people_by_id
from peerhub.people.models import Person
from peerhub.uploads.access import borne_fields
from peerhub.uploads.attachments import with_files

LINE = Markup("<p>{words}</p>")
CODES = ("words", "size", "user_led")  # the words are Markdown; the others are nobody's words


class OrganisationModerated:
    """The Moderated port for `organisation`. It has no author: who edits a page is nobody's to know."""

    async def card_for_person(
        self, db: AsyncConnection, person: Person | None, item_id: str
    ) -> ItemCard | None:
        found = await access.organisation_for_reporter(db, person, item_id)
        return await _with_logo(db, _card(found)) if found else None

    async def card_for_moderator(self, db: AsyncConnection, item_id: str) -> ItemCard | None:
        found = await access.organisation_for_moderator(db, item_id)
        return await _with_logo(db, _card(found)) if found else None

    async def own_among(
        self, db: AsyncConnection, keys: Keys, person: Person, item_ids: Sequence[str]
    ) -> set[str]:
        """The pages that they edit: nobody decides about their own."""
        return await access.edited_among(db, person, item_ids)

    async def author_behind(self, db: AsyncConnection, keys: Keys, item_id: str) -> str:
        """Nobody: a page is its organisation's."""
        return ""

    async def change_file(self, tx: Transaction, item_id: str, entry: Mapping[str, Any]) -> None:
        """The page keeps nothing about its logo: it asks each time whether it stands."""
        if await access.organisation_for_moderator(tx.db, item_id) is None:
            raise NotFound()

    async def people_to_tell(self, db: AsyncConnection, item_id: str) -> Sequence[str]:
        """Its editors; where there are none, nobody."""
        return await access.editors_to_tell(db, item_id)

    async def apply(self, tx: Transaction, item_id: str, outcome: Outcome, reason: str) -> None:
        """A page is shown or not: behind a note nothing of it would be left either."""
        if outcome in (Outcome.REMOVE, Outcome.FOLD):
            await pages.remove_organisation(tx, item_id, reason)
        elif outcome in (Outcome.RESTORE, Outcome.UNFOLD):
            await pages.give_back(tx, item_id)
        else:
            raise NotFound()


def _state(found: Organisation) -> str:
    if found.removed_at is not None:
        return "removed"
    return "visible" if found.state is ListState.LISTED else "withdrawn"


async def _with_logo(db: AsyncConnection, card: ItemCard) -> ItemCard:
    """With what it bears, or a sentence in the place of what was removed."""
    return replace(card, html=with_files(card.html, await borne_fields(db, card.ref)))


def _card(found: Organisation) -> ItemCard:
    said = found.profile
    lines = [getattr(said, name) for name in LINES if name not in CODES]
    lines += [one.summary for name in ROWS for one in getattr(said, name)]
    html = Markup("").join(LINE.format(words=words) for words in (found.name, *lines) if words)
    return ItemCard(
        ref=ItemRef("organisation", found.organisation_id),
        author_id="",
        author_name=found.name,
        title=found.name,
        html=str(html) + to_html(said.words),
        excerpt=to_excerpt(f"{found.name}. {said.words}"),
        path=f"/directory/{found.slug}",
        place="hub",
        place_title=_("the whole hub"),
        organisation=found.name,
        sector="",
        at=to_iso(found.listed_at),
        state=_state(found),
    )


class ContactModerated:
    """The Moderated port for `contact`, one message. What an organisation answers bears its name alone."""

    async def card_for_person(
        self, db: AsyncConnection, person: Person | None, item_id: str
    ) -> ItemCard | None:
        found = await contacted.message_to_tell(db, item_id)
        if person is None or found is None:
            return None
        try:
            await contacted.contact_for_reader(db, person, found[1].contact_id)
        except NotFound:
            return None
        return await _message_card(db, *found)

    async def card_for_moderator(self, db: AsyncConnection, item_id: str) -> ItemCard | None:
        """The one message that was reported, nothing around it."""
        found = await contacted.message_to_tell(db, item_id)
        return await _message_card(db, *found) if found else None

    async def own_among(
        self, db: AsyncConnection, keys: Keys, person: Person, item_ids: Sequence[str]
    ) -> set[str]:
        """What they answered in an organisation's name."""
        return await contacted.answered_among(db, person, list(item_ids))

    async def author_behind(self, db: AsyncConnection, keys: Keys, item_id: str) -> str:
        """Who answered in the organisation's name; "" where they left, or wrote under their own."""
        found = await contacted.message_to_tell(db, item_id)
        return (found[0].person_id or "") if found and not found[0].asks else ""

    async def apply(self, tx: Transaction, item_id: str, outcome: Outcome, reason: str) -> None:
        """It is shown or not, to both sides."""
        if outcome in (Outcome.REMOVE, Outcome.FOLD):
            await contacts.set_removed(tx, item_id, tx.now, reason)
        elif outcome in (Outcome.RESTORE, Outcome.UNFOLD):
            await contacts.set_removed(tx, item_id, None, "")
        else:
            raise NotFound()


async def _message_card(
    db: AsyncConnection, message: ContactMessage, contact: Contact, page: Organisation
) -> ItemCard:
    asker = (await people_by_id(db, [contact.person_id]))[contact.person_id]
    return ItemCard(
        ref=ItemRef("contact", message.message_id),
        author_id=contact.person_id if message.asks else "",
        author_name=asker.name if message.asks else page.name,
        title=page.name,
        html=str(LINE.format(words=message.words)),
        excerpt=to_excerpt(message.words),
        path=f"/contact/{contact.contact_id}",
        place="hub",
        place_title=_("the whole hub"),
        organisation=page.name,
        sector="",
        at=to_iso(message.at),
        state="removed" if message.removed_at else "visible",
    )
