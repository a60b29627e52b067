"""The records are read by administrators; nobody else has a door to them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.compliance import store
from peerhub.compliance.law import read_law
from peerhub.compliance.models import Record, Topic
from peerhub.core.config import Config
from peerhub.people.access import check_administrator
from peerhub.people.models import Person

Page = tuple[Topic, str]


async def records_for_administrator(
    db: AsyncConnection, person: Person
) -> Mapping[Page, list[Record]]:
    """By page, every version of it, the newest first."""
    check_administrator(person)
    found: dict[Page, list[Record]] = {}
    for record in await store.list_records(db):
        found.setdefault((record.topic, record.key), []).append(record)
    return found


async def versions_for_administrator(
    db: AsyncConnection, person: Person, topic: Topic, key: str
) -> list[Record]:
    check_administrator(person)
    return await store.list_versions(db, topic, key)


async def records_by_owner(db: AsyncConnection, person_id: str) -> list[Record]:
    """What somebody wrote, for their own export."""
    return await store.list_records_by(db, person_id)


def edition_in_force(config: Config) -> str:
    """Of the list of the law, as records that are written now name it."""
    return read_law(config).law.edition
