"""The port by which the directory shows meetups on the pages of those to whom they belong."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.core.places import KeptPlace, PlaceCard
from peerhub.core.words import _
from peerhub.directory.belongings import MOST_SHOWN
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.found import later_dates_of, meetups_of_owner, meetups_to_answer
from peerhub.meetups.models import Meetup
from peerhub.meetups.shown import path_of


class MeetupsBelonging:
    """The Places port for `meetup`: those to come."""

    async def cards_of(
        self, db: AsyncConnection, person: Any, owner: ItemRef, *, now: datetime
    ) -> list[PlaceCard]:
        found = await meetups_of_owner(db, person, owner, now=now, limit=MOST_SHOWN)
        return [_card(one) for one in found]

    async def cards_to_answer(
        self, db: AsyncConnection, person: Any, place_ids: Collection[str], *, now: datetime
    ) -> dict[str, PlaceCard]:
        """Of one that they may not open only that there is one, and when."""
        found = await meetups_to_answer(db, person, place_ids, now=now)
        return {
            one.meetup_id: _card(one) if opens else PlaceCard(one.meetup_id, at=one.starts_at)
            for one, opens in found
        }

    async def place_for_keeper(
        self, db: AsyncConnection, person: Any, key: str, *, now: datetime
    ) -> KeptPlace:
        """For its organisers, until it is over."""
        found = await meetup_for_organiser(db, person, key)
        if found.ends_at <= now or found.is_cancelled:
            raise NotFound()
        waits = _("It waits for a moderator. Ask others once it can be read.")
        return KeptPlace(
            found.meetup_id,
            found.title,
            path_of(found.meetup_id),
            later=await later_dates_of(db, person, found),
            alone=waits if found.is_held else "",
        )


def _card(meetup: Meetup) -> PlaceCard:
    note = _("Cancelled") if meetup.is_cancelled else ""
    return PlaceCard(
        meetup.meetup_id, meetup.title, path_of(meetup.meetup_id), meetup.starts_at, note
    )
