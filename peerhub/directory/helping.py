"""Organisations under Get help now: only what a person has confirmed within half a year stands there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Forbidden
from peerhub.directory import rules
from peerhub.directory.models import Organisation
from peerhub.directory.store import helping as store
from peerhub.directory.store import organisations
from peerhub.people.models import Person

MOST_CHOSEN = 12  # on a page that somebody opens in need; more is the directory


async def help_for_reader(
    db: AsyncConnection, person: Person | None, now: datetime
) -> list[Organisation]:
    """By name, with the fields that this reader may see."""
    levels = rules.levels_for(person)
    return [rules.as_seen(one, levels) for one in await _chosen(db) if stands(one, now)]


async def help_for_administrator(db: AsyncConnection, person: Person) -> list[Organisation]:
    """All that are chosen, by name; Forbidden for anybody else."""
    if not rules.is_administrator(person):
        raise Forbidden()
    return await _chosen(db)


async def _chosen(db: AsyncConnection) -> list[Organisation]:
    ids = await store.list_chosen(db)
    found = await organisations.list_by_id(db, ids) if ids else {}
    return sorted(found.values(), key=lambda one: one.name.casefold())


def stands(organisation: Organisation, now: datetime) -> bool:
    """Whether somebody in need may be sent there."""
    return organisation.is_open and not rules.is_stale(organisation, now)
