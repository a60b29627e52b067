"""The hinge by which the page of an organisation is reported, removed and given back."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.items import ItemCard, ItemRef, Outcome
from peerhub.core.keys import Keys
from peerhub.core.text import to_excerpt, to_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory import access
from peerhub.directory.models import LINES, ListState, Organisation
from peerhub.directory.service import pages
from peerhub.people.models import Person

LINE = Markup("<p>{words}</p>")
CODES = ("words", "size", "user_led")  # the words are Markdown; the others are nobody's words


class OrganisationModerated:
    """The Moderated port for `organisation`. It has no author: who edits a page is nobody's to know."""

    async def card_for_person(
        self, db: AsyncConnection, person: Person | None, item_id: str
    ) -> ItemCard | None:
        found = await access.organisation_for_reporter(db, person, item_id)
        return _card(found) if found else None

    async def card_for_moderator(self, db: AsyncConnection, item_id: str) -> ItemCard | None:
        found = await access.organisation_for_moderator(db, item_id)
        return _card(found) if found else None

    async def own_among(
        self, db: AsyncConnection, keys: Keys, person: Person, item_ids: Sequence[str]
    ) -> set[str]:
        """The pages that they edit: nobody decides about their own."""
        return await access.edited_among(db, person, item_ids)

    async def author_behind(self, db: AsyncConnection, keys: Keys, item_id: str) -> str:
        """Nobody: a page is its organisation's."""
        return ""

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


def _card(found: Organisation) -> ItemCard:
    said = found.profile
    lines = [getattr(said, name) for name in LINES if name not in CODES]
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
