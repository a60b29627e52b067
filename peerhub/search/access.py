"""The only way to what can be found: everything is asked of the features' own doors, every time.

Which places somebody may read is known before the index is asked, and the index is asked for
these places alone; what it answers is looked at once more as it stands now.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef, Searchable, SearchCard, SearchPlace
from peerhub.people.access import person_by_handle
from peerhub.people.blocks import person_name
from peerhub.people.models import Person
from peerhub.search import questions, store
from peerhub.search.models import MOST_RESULTS, Found, Match, Query, Scope

Ports = Mapping[str, Searchable]
CHANCE_BITS = 20  # of an entry_id, below its milliseconds


async def places_for_reader(
    db: AsyncConnection, ports: Ports, person: Person | None, *, by_token: bool = False
) -> list[SearchPlace]:
    """Where this person may look, of every feature."""
    found: list[SearchPlace] = []
    for kind in sorted(ports):
        found += await ports[kind].places_for(db, person, by_token=by_token)
    return found


async def found_by_reader(
    db: AsyncConnection,
    ports: Ports,
    query: Query,
    places: Sequence[SearchPlace],
    *,
    offset: int,
    limit: int,
    newest: int = 0,
) -> Found:
    """One page of what the query finds in these places, which must come from the door above.

    `newest`: an entry_id from an earlier page, beyond which nothing is looked at.
    """
    wanted = [one for one in places if not query.places or one.slug in query.places]
    matches, count = await matches_for_reader(
        db, query, wanted, offset=offset, limit=limit, newest=newest
    )
    return Found(
        await _cards(db, ports, matches, wanted),
        min(count, MOST_RESULTS),
        count > MOST_RESULTS,
        wanted,
        newest or max((one.entry_id for one in matches), default=0),
    )


async def matches_for_reader(
    db: AsyncConnection,
    query: Query,
    places: Sequence[SearchPlace],
    *,
    offset: int,
    limit: int,
    newest: int = 0,
) -> tuple[list[Match], int]:
    """What the index alone says: one page, and how many there are, at most MOST_RESULTS and one."""
    scope = await _scope(db, query, places)
    if newest:
        scope = replace(scope, last=min(scope.last, newest))
    return await questions.find_matches(
        db, query.sought, scope, order=query.order, offset=offset, limit=limit
    )


async def _scope(db: AsyncConnection, query: Query, places: Sequence[SearchPlace]) -> Scope:
    numbers = await store.find_numbers_to_search(db, [one.place for one in places])
    hidden: dict[frozenset[str], list[int]] = {}
    for one in places:
        if one.hidden and one.place in numbers:
            hidden.setdefault(one.hidden, []).append(numbers[one.place])
    return Scope(
        places=tuple(sorted(numbers.values())),
        hidden=tuple((tuple(ids), names) for names, ids in hidden.items()),
        authors=await _authors(db, query, places) if query.authors else None,
        first=first_id(query.after) if query.after else 0,
        last=first_id(query.before) - 1 if query.before else 2**63 - 1,
        has_file=query.has_file,
    )


async def _authors(
    db: AsyncConnection, query: Query, places: Sequence[SearchPlace]
) -> tuple[str, ...]:
    """The names that were typed, as the index knows them: hub names, and those for one place alone.

    Nobody's other names are among them, and for a handle that is nobody's nothing else is asked.
    """
    found = []
    for handle in query.authors:
        with contextlib.suppress(NotFound):
            found.append(person_name((await person_by_handle(db, handle)).person_id))
        found += [one.names + handle for one in places if one.names]
    return tuple(found)


async def _cards(
    db: AsyncConnection, ports: Ports, matches: Sequence[Match], places: Sequence[SearchPlace]
) -> list[SearchCard]:
    by_place = {one.place: one for one in places}
    cards: dict[ItemRef, SearchCard] = {}
    for kind, port in ports.items():
        ids = [one.ref.id for one in matches if one.ref.kind == kind]
        if ids:
            found = await port.cards_for(db, ids, by_place)
            cards.update({card.ref: card for card in found.values()})
    return [cards[one.ref] for one in matches if one.ref in cards]


def first_id(moment: datetime) -> int:
    """The least entry_id that something of this moment can have."""
    return max(int(moment.timestamp() * 1000), 0) << CHANCE_BITS
