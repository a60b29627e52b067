"""Say who edits a page: its editors and administrators add and take away."""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory import rules
from peerhub.directory.models import Organisation
from peerhub.directory.service.logged import log_of
from peerhub.directory.store import editors as store
from peerhub.directory.store import organisations
from peerhub.people.access import people_by_id, person_for_visitor
from peerhub.people.models import Person


async def add_editor(tx: Transaction, by: Person, known: Organisation, handle: str) -> None:
    """A member whom they can see."""
    try:
        person = await person_for_visitor(tx.db, by, handle.removeprefix("@").casefold())
    except NotFound as error:
        raise Refused(
            _("Nobody here has this handle. Look at their page."), field="handle"
        ) from error
    editors = await store.list_editors(tx.db, known.organisation_id)
    rules.check_may_add_editor(editors, person.person_id)
    await store.insert_editor(tx.db, known.organisation_id, person.person_id)
    await log_of(tx, by, "organisation.editor_added", known, person.person_id)


async def remove_editor(tx: Transaction, by: Person, known: Organisation, handle: str) -> None:
    """Also oneself. NotFound for who is none, or is no more."""
    people = await people_by_id(tx.db, await store.list_editors(tx.db, known.organisation_id))
    ids = [one.person_id for one in people.values() if one.handle == handle]
    if not ids or not await store.delete_editor(tx.db, known.organisation_id, ids[0]):
        raise NotFound()
    await organisations.unverify_unclaimed(tx.db)
    await log_of(tx, by, "organisation.editor_removed", known, ids[0])


async def forget_editor(tx: Transaction, person_id: str) -> None:
    """They leave the hub: a page that nobody edits any more is unclaimed again."""
    await store.delete_editors_of_person(tx.db, person_id)
    await organisations.unverify_unclaimed(tx.db)
