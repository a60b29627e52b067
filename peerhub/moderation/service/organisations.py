"""Declare privately which organisations one belongs to, so that one never decides about them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import rules
from peerhub.moderation.models import MOST_BARRED, MOST_ORGANISATIONS
from peerhub.moderation.store import stakes
from peerhub.people.access import person_by_handle
from peerhub.people.models import Person


async def declare(tx: Transaction, person: Person, said: str) -> None:
    """These organisations and no others; Refused where they are too many or too long."""
    names = rules.names_in(said)
    rules.check_names(names, most=MOST_ORGANISATIONS, field="organisations")
    by_mark = {rules.organisation_mark(tx.keys, name): name for name in reversed(names)}
    sealed = {
        mark: tx.keys.seal(name, about=name_place(person.person_id, mark))
        for mark, name in by_mark.items()
    }
    await stakes.set_names(tx.db, person.person_id, sealed, tx.now)


async def declared_by(db: AsyncConnection, keys: Keys, person_id: str) -> list[str]:
    """What somebody has declared, for themselves alone."""
    found = await stakes.list_names(db, person_id)
    names = [keys.unseal(name, about=name_place(person_id, mark)) for mark, name in found]
    return sorted(names, key=str.casefold)


async def belonging_among(
    db: AsyncConnection, keys: Keys, name: str, person_ids: Collection[str]
) -> set[str]:
    """Who of these has declared that they belong to the organisation of this name."""
    mark = rules.organisation_mark(keys, name)
    found = await stakes.list_marks(db, set(person_ids))
    return {person_id for person_id, marks in found.items() if mark in marks}


def handles_in(said: str) -> list[str]:
    """Handles in a list that somebody typed; Refused where they are too many or too long."""
    handles = [name.removeprefix("@").casefold() for name in rules.names_in(said)]
    rules.check_names(handles, most=MOST_BARRED, field="not_people")
    return handles


async def barred_by(
    db: AsyncConnection, keys: Keys, *, people: str, organisations: str
) -> Collection[str]:
    """Whom a reporter named, as cases know them; Refused where a handle is nobody's."""
    handles = handles_in(people)
    named = rules.names_in(organisations)
    rules.check_names(named, most=MOST_BARRED, field="not_organisations")
    barred = {rules.organisation_mark(keys, name) for name in named}
    for handle in handles:
        try:
            found = await person_by_handle(db, handle)
        except NotFound as error:
            words = _("Nobody here is called “%(name)s”. Write the name as it stands after the @.")
            raise Refused(words % {"name": handle}, field="not_people") from error
        barred.add(f"person:{found.person_id}")
    return barred


def name_place(person_id: str, mark: str) -> str:
    """What a sealed name is bound to."""
    return f"affiliation:{person_id}:{mark}"
