"""Choose organisations that stand under Get help now."""

from __future__ import annotations

from peerhub.core.errors import Forbidden, NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory import rules
from peerhub.directory.access import organisation_for_editor
from peerhub.directory.helping import MOST_CHOSEN
from peerhub.directory.service.logged import log_of
from peerhub.directory.store import helping as store
from peerhub.people.models import Person


async def choose(tx: Transaction, by: Person, slug: str) -> None:
    """Administrators alone. One that nobody has confirmed lately may be chosen, and waits."""
    if not rules.is_administrator(by):
        raise Forbidden()
    try:
        known = await organisation_for_editor(tx.db, by, slug)
    except NotFound as error:
        words = _(
            "No page of the directory has this address. Copy it from the organisation’s page."
        )
        raise Refused(words, field="organisation") from error
    if len(await store.list_chosen(tx.db)) >= MOST_CHOSEN:
        raise Refused(_("Twelve stand there. Take one away first."), field="organisation")
    if not await store.insert_chosen(tx.db, known.organisation_id, tx.now):
        raise Refused(_("It is chosen already."), field="organisation")
    await log_of(tx, by, "organisation.help_chosen", known)


async def unchoose(tx: Transaction, by: Person, slug: str) -> None:
    """NotFound where it was not chosen."""
    if not rules.is_administrator(by):
        raise Forbidden()
    known = await organisation_for_editor(tx.db, by, slug)
    if not await store.delete_chosen(tx.db, known.organisation_id):
        raise NotFound()
    await log_of(tx, by, "organisation.help_unchosen", known)
