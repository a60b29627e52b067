"""Every published version of every document with its words, forms and numbers, for the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import document_for_anyone, forms_ever, versions_for_anyone
from peerhub.community.models import Document, DocumentForm, DocumentKind
from peerhub.community.rules import language_title
from peerhub.core.text import to_document_html
from peerhub.people.access import people_by_id
from peerhub.people.agreements import agreements_for_administrator
from peerhub.people.models import Person


@dataclass(frozen=True, slots=True)
class FormEver:
    """Another form, those too that were taken down."""

    form: DocumentForm
    language: str
    html: str


@dataclass(frozen=True, slots=True)
class Published:
    """One version. `agreed`: how many members agreed to it, None where nobody is asked to."""

    document: Document
    html: str
    by: str
    agreed: int | None
    forms: Sequence[FormEver]


async def published_for_administrator(db: AsyncConnection, person: Person) -> list[Published]:
    """By kind, the newest first."""
    agreed, _members = await agreements_for_administrator(db, person)
    versions = [v for kind in DocumentKind for v in await versions_for_anyone(db, kind)]
    people = await people_by_id(db, {v.published_by for v in versions})
    found = []
    for version in versions:
        kind, number = version.kind, version.number
        document = await document_for_anyone(db, kind, str(number))
        forms = [
            FormEver(form, language_title(form.language), to_document_html(form.words))
            for form in await forms_ever(db, kind, number)
        ]
        by = people[version.published_by].name if version.published_by in people else ""
        count = agreed.get((kind, number), 0) if kind.agreed else None
        html = to_document_html(document.words)
        found.append(Published(document, html, by, count, forms))
    return found
