"""The hinge by which meetups are found: what the index is told of them, and for whom they show.

What everybody may read who sees the meetup at all: never its address, its link, or who comes. One
that waits or was removed is not found; a cancelled one is, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef, SearchCard, SearchEntry, SearchPlace
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups.audiences import circles_to_read
from peerhub.meetups.found import meetups_as_found
from peerhub.meetups.models import Audience, Meetup
from peerhub.meetups.store import meetups as store
from peerhub.people.models import Person
from peerhub.search import service as search

KIND = "meetup"
PUBLIC, MEMBERS = "meetups:public", "meetups:members"


async def keep_meetup(tx: Transaction, meetup: Meetup) -> None:
    """Write it down as it is now, and let it be found as that, or no more."""
    await store.set_meetup(tx.db, meetup)
    await index_meetup(tx, meetup)


async def index_meetup(tx: Transaction, meetup: Meetup) -> None:
    if meetup.is_held or meetup.removed_at is not None:
        await search.forget(tx, KIND, [meetup.meetup_id])
    else:
        await search.index(tx, [_entry(meetup)])


def _entry(meetup: Meetup) -> SearchEntry:
    return SearchEntry(
        ref=ItemRef(KIND, meetup.meetup_id),
        place=_place(meetup),
        author="",
        at=meetup.announced_at,
        text="\n".join((meetup.title, meetup.place, meetup.origin, _words(meetup))),
    )


def _place(meetup: Meetup) -> str:
    if meetup.circle:
        return f"meetups:{meetup.circle}"
    return PUBLIC if meetup.audience is Audience.PUBLIC else MEMBERS


def _words(meetup: Meetup) -> str:
    return "\n\n".join(filter(None, (meetup.about, *meetup.written_afterwards)))


class MeetupsSearchable:
    """The Searchable port for `meetup`."""

    async def places_for(
        self, db: AsyncConnection, person: Person | None, *, by_token: bool
    ) -> list[SearchPlace]:
        """Members are nobody's secret place: a token finds there what its person finds, but nothing
        for a private room.
        """
        places = [PUBLIC]
        if person is not None:
            reader = replace(person, by_token=by_token or person.by_token)
            circles = await circles_to_read(db, reader)
            places += [MEMBERS, *(f"meetups:{one}" for one in circles)]
        return [SearchPlace(one, "meetups", _("Meetups")) for one in places]

    async def cards_for(
        self, db: AsyncConnection, ids: Sequence[str], places: Mapping[str, SearchPlace]
    ) -> dict[str, SearchCard]:
        return {
            one.meetup_id: SearchCard(
                ref=ItemRef(KIND, one.meetup_id),
                title=one.title,
                place_title=places[_place(one)].title,
                author_name="",
                at=one.starts_at,
                text=_words(one) or one.place,
                note="",
                path=f"/meetups/{one.meetup_id}",
                authored=False,
            )
            for one in await meetups_as_found(db, ids)
            if _place(one) in places
        }

    async def entries_after(self, db: AsyncConnection, after: str, limit: int) -> list[SearchEntry]:
        return [_entry(one) for one in await store.list_visible(db, after, limit)]
