"""Put an earlier version of a page back, and forget one that should not be kept."""

from __future__ import annotations

from peerhub.core.errors import Forbidden, NotFound
from peerhub.core.transaction import Transaction
from peerhub.directory import rules
from peerhub.directory.access import options_for_anyone
from peerhub.directory.history import still_known
from peerhub.directory.models import Organisation
from peerhub.directory.service.logged import log_of
from peerhub.directory.service.pages import change_organisation
from peerhub.directory.store import versions as store
from peerhub.people.models import Person


async def put_back(
    tx: Transaction, by: Person, known: Organisation, number: int, *, latest: int
) -> None:
    """A new version that says what the earlier one said. Refused where the page changed since it was
    shown as version `latest`.
    """
    found = await store.find_version(tx.db, known.organisation_id, number)
    if found is None:
        raise NotFound()
    options = await options_for_anyone(tx.db, tx.config)
    profile = still_known(found.profile, {str(k): dict(said) for k, said in options.items()})
    await change_organisation(tx, by, known, profile, latest=latest)


async def forget_version(tx: Transaction, by: Person, known: Organisation, number: int) -> None:
    """Administrators alone, never the version that stands: somebody asked for words to go for good."""
    if not rules.is_administrator(by):
        raise Forbidden()
    if number == known.version or not await store.delete_version(
        tx.db, known.organisation_id, number
    ):
        raise NotFound()
    await log_of(tx, by, "organisation.version_forgotten", known, str(number))
