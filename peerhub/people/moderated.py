"""The hinge by which somebody is reported as a person, and not for one thing that they wrote."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.items import ItemCard, ItemRef, Outcome
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import access
from peerhub.people.blocks import person_name
from peerhub.people.models import Person, PersonState

CARD = Markup("<p>{name}<br>@{handle}</p>")


class PersonModerated:
    """The Moderated port for `person`. Its place is the hub: a person is nowhere else alone."""

    async def card_for_person(
        self, db: AsyncConnection, person: Person | None, item_id: str
    ) -> ItemCard | None:
        """As on their page; also whom one blocked oneself, which is often the reason to report."""
        if person is None:
            return None  # no page of a person is open to strangers
        found = (await access.people_by_id(db, [item_id])).get(item_id)
        if found is None or found.state is not PersonState.MEMBER:
            return None
        mine = {block.blocked_name for block in await access.blocks_for_owner(db, person)}
        unseen = item_id in await access.hidden_people(db, person)
        return None if unseen and person_name(item_id) not in mine else _card(found)

    async def card_for_moderator(self, db: AsyncConnection, item_id: str) -> ItemCard | None:
        found = (await access.people_by_id(db, [item_id])).get(item_id)
        return None if found is None or found.state is PersonState.ERASED else _card(found)

    async def own_among(
        self, db: AsyncConnection, keys: Keys, person: Person, item_ids: Sequence[str]
    ) -> set[str]:
        """None: whose page it is stands beside the case."""
        return set()

    async def author_behind(self, db: AsyncConnection, keys: Keys, item_id: str) -> str:
        """Nobody is behind a person but themselves."""
        return ""

    async def apply(self, tx: Transaction, item_id: str, outcome: Outcome, reason: str) -> None:
        """A person cannot be released, removed or restored as words can."""
        raise NotFound()


def _card(person: Person) -> ItemCard:
    return ItemCard(
        ref=ItemRef("person", person.person_id),
        author_id=person.person_id,
        author_name=person.name,
        title=person.name,
        html=CARD.format(name=person.name, handle=person.handle),
        excerpt=person.name,
        path=f"/people/{person.handle}",
        place="hub",
        place_title=_("the whole hub"),
        sector="",
        at=to_iso(person.joined_at),
        state="here" if person.state is PersonState.MEMBER else "away",
    )
