"""What people agreed to and what they are asked: for themselves, and counted for administrators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import newest_documents, versions_for_anyone
from peerhub.community.models import Document, DocumentKind, DocumentVersion
from peerhub.people.access import check_administrator
from peerhub.people.models import Agreement, Person, PersonState
from peerhub.people.store import agreements, persons


@dataclass(frozen=True, slots=True)
class Asked:
    """A document that somebody has not agreed to.

    `changes`: what they agreed to is older, and these came after it, the newest first.
    """

    document: Document
    changes: Sequence[DocumentVersion]


async def frame_of(db: AsyncConnection, person: Person | None) -> tuple[list[str], bool]:
    """For every page: which content notes open by themselves, and whether something is asked."""
    return await agreements.find_frame(db, person.person_id) if person else ([], False)


async def asked_of(db: AsyncConnection, person: Person) -> list[Asked]:
    """What this person is asked to agree to, in its newest version."""
    asked = await agreements.list_asked(db, person.person_id)
    given = await agreements.list_agreements(db, person.person_id)
    newest = await newest_documents(db)
    found = []
    for kind in (kind for kind in DocumentKind if kind in asked):
        last = max((a.number for a in given if a.kind is kind), default=0)
        versions = await versions_for_anyone(db, kind) if last else []
        found.append(Asked(newest[kind], [v for v in versions if v.number > last]))
    return found


async def agreements_for_owner(db: AsyncConnection, person: Person) -> list[Agreement]:
    return await agreements.list_agreements(db, person.person_id)


async def agreements_for_administrator(
    db: AsyncConnection, person: Person
) -> tuple[Mapping[tuple[DocumentKind, int], int], int]:
    """How many members agreed to each version, and how many members there are; never who."""
    check_administrator(person)
    counted = await agreements.count_agreements(db)
    return counted, await persons.count_people(db, PersonState.MEMBER)


async def to_agree_before_joining(db: AsyncConnection) -> list[Document]:
    """What stands on the page of whoever joins."""
    return [document for kind, document in (await newest_documents(db)).items() if kind.agreed]


def seen_fields(documents: list[Document]) -> dict[str, Any]:
    """The numbers that a form bears along, so that nothing else is agreed to than what it showed."""
    return {str(document.kind): document.number for document in documents}
