"""A page says something else from now on, and what it said stays as a version."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.directory.history import By, Version, changed_meanwhile
from peerhub.directory.models import Organisation, Profile
from peerhub.directory.searchable import index_again
from peerhub.directory.store import organisations as store
from peerhub.directory.store import versions


def with_ids(profile: Profile) -> Profile:
    """The same, each new service with an id of its own."""
    services = [
        one if one.service_id else replace(one, service_id=new_id()) for one in profile.services
    ]
    return replace(profile, services=tuple(services))


async def add_version(tx: Transaction, known: Organisation, profile: Profile, role: By) -> int:
    """The new version's number. Refused where the page is not as it is `known` any more. What stood
    there first is kept too, where it came from another hub without its versions.
    """
    first = Version(known.version, known.profile, known.listed_at, By.HUB)
    await versions.insert_version(tx.db, known.organisation_id, first)
    if not await store.set_profile(tx.db, known.organisation_id, profile, before=known.version):
        raise changed_meanwhile()
    new = Version(known.version + 1, profile, tx.now, role)
    await versions.insert_version(tx.db, known.organisation_id, new)
    await index_again(tx, known.organisation_id)
    return new.number
