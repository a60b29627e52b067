"""Suggested corrections as those see them who may: whoever suggested, and who looks after the page."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.directory.access import organisation_for_editor, organisation_for_reader
from peerhub.directory.corrections import Correction
from peerhub.directory.models import Organisation
from peerhub.directory.store import corrections as store
from peerhub.directory.store import editors, organisations
from peerhub.people.access import holders_of
from peerhub.people.models import Person, RoleName


async def corrections_of_suggester(
    db: AsyncConnection, person: Person, slug: str
) -> tuple[Organisation, list[Correction]]:
    """The page as they see it, and what they suggested for it before."""
    found = (await organisation_for_reader(db, person, slug)).organisation
    return found, await store.list_of_person(db, person.person_id, found.organisation_id)


async def corrections_for_editor(
    db: AsyncConnection, person: Person, slug: str
) -> tuple[Organisation, list[Correction]]:
    """The whole page, and what waits, the oldest first."""
    found = await organisation_for_editor(db, person, slug)
    return found, await store.list_open(db, found.organisation_id)


async def correction_for_editor(
    db: AsyncConnection, person: Person, slug: str, correction_id: str
) -> tuple[Organisation, Correction]:
    """One of this page, in whatever state; NotFound for any other."""
    found = await organisation_for_editor(db, person, slug)
    correction = await store.find_correction(db, correction_id)
    if correction is None or correction.organisation_id != found.organisation_id:
        raise NotFound()
    return found, correction


async def correction_to_tell(
    db: AsyncConnection, correction_id: str
) -> tuple[Correction, Organisation] | None:
    """For duties; None where whoever suggested it has left."""
    correction = await store.find_correction(db, correction_id)
    if correction is None:
        return None
    page = await organisations.find_organisation_by_id(db, correction.organisation_id)
    return (correction, page) if page else None


async def keepers_of(db: AsyncConnection, organisation_id: str) -> list[str]:
    """Who looks after a page: its editors, else administrators."""
    among = await editors.list_editors(db, organisation_id)
    if among:
        return among
    return [one.person_id for one in await holders_of(db, RoleName.ADMINISTRATOR, ())]
