"""Say that an organisation is a partner of the hub, or that this was a mistake."""

from __future__ import annotations

from datetime import date

from peerhub.core.errors import Forbidden, NotFound
from peerhub.core.transaction import Transaction
from peerhub.directory import rules
from peerhub.directory.models import Organisation
from peerhub.directory.partners import Partner, check_days
from peerhub.directory.service.logged import log_of
from peerhub.directory.store import partners as store
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.models import Person


async def set_partner(
    tx: Transaction, by: Person, known: Organisation, *, role: str, since: date, until: date | None
) -> None:
    """Administrators alone. A last day that has come leaves it among those that were partners."""
    if not rules.is_administrator(by):
        raise Forbidden()
    check_days(since, until)
    await check_may_say(tx, by, Place(()), Said(plain=[role]))
    await store.set_partner(tx.db, Partner(known.organisation_id, role, since, until))
    await log_of(tx, by, "organisation.partner", known)


async def forget_partner(tx: Transaction, by: Person, known: Organisation) -> None:
    """As if nobody had said it. NotFound where nobody had."""
    if not rules.is_administrator(by):
        raise Forbidden()
    if not await store.delete_partner(tx.db, known.organisation_id):
        raise NotFound()
    await log_of(tx, by, "organisation.partner_forgotten", known)
