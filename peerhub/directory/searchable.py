"""The hinge by which organisations are found: twice in the index, as strangers and as members read them.

One place for each kind of reader, and each is told what that reader sees and no word more: a hidden
field is found by nobody, and what is for members by no stranger.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef, SearchCard, SearchEntry, SearchPlace
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory import rules
from peerhub.directory.models import Organisation, Seen
from peerhub.directory.store import organisations as store
from peerhub.people.models import Person
from peerhub.search import service as search


@dataclass(frozen=True, slots=True)
class Side:
    """As whom somebody reads; `kind`: of its entries, `levels`: of fields that it sees."""

    kind: str
    place: str
    levels: Collection[str]


MEMBERS = Side("organisation", "directory:members", (Seen.PUBLIC, Seen.MEMBERS))
STRANGERS = Side("public_page", "directory:public", (Seen.PUBLIC,))


async def index_again(tx: Transaction, *organisation_ids: str) -> None:
    """These pages can be found as they are in the store now, or no more."""
    found = (await store.list_by_id(tx.db, organisation_ids)).values()
    for side in (MEMBERS, STRANGERS):
        shut = [one.organisation_id for one in found if not one.is_open]
        await search.forget(tx, side.kind, shut)
        await search.index(tx, [_entry(one, side) for one in found if one.is_open])


def _entry(one: Organisation, side: Side) -> SearchEntry:
    seen = rules.as_seen(one, side.levels)
    return SearchEntry(
        ref=ItemRef(side.kind, one.organisation_id),
        place=side.place,
        author="",
        at=one.listed_at,
        text=f"{seen.name}\n{_words(seen)}",
    )


def _words(seen: Organisation) -> str:
    offered = [one.summary for one in seen.profile.services]
    return "\n\n".join(filter(None, (seen.profile.words, seen.profile.for_whom, *offered)))


class OrganisationsSearchable:
    """The Searchable port for one side of the directory."""

    def __init__(self, side: Side) -> None:
        self.side = side

    async def places_for(
        self, db: AsyncConnection, person: Person | None, *, by_token: bool
    ) -> list[SearchPlace]:
        if (person is None) is not (self.side is STRANGERS):
            return []
        return [SearchPlace(self.side.place, "directory", _("Directory"))]

    async def cards_for(
        self, db: AsyncConnection, ids: Sequence[str], places: Mapping[str, SearchPlace]
    ) -> dict[str, SearchCard]:
        place = places.get(self.side.place)
        if place is None:
            return {}
        cards = {}
        for one in (await store.list_by_id(db, ids)).values():
            if not one.is_open:
                continue
            seen = rules.as_seen(one, self.side.levels)
            cards[one.organisation_id] = SearchCard(
                ref=ItemRef(self.side.kind, one.organisation_id),
                title=seen.name,
                place_title=place.title,
                author_name="",
                at=one.listed_at,
                text=_words(seen),
                note="",
                path=f"/directory/{one.slug}",
                authored=False,
            )
        return cards

    async def entries_after(self, db: AsyncConnection, after: str, limit: int) -> list[SearchEntry]:
        found = await store.list_listed(db, after, limit)
        return [_entry(one, self.side) for one in found]
