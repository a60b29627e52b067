"""Rows in, rows out of the community's tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.models import (
    CHECKED_MONTHS,
    HUES,
    Community,
    Document,
    DocumentForm,
    DocumentKind,
    DocumentVersion,
    FormKind,
    HelpContact,
    JoinPolicy,
    Sector,
)
from peerhub.community.tables import (
    communities,
    document_forms,
    documents,
    help_contacts,
    sectors,
)
from peerhub.core.errors import NotFound
from peerhub.core.prepared import Prepared

COMMUNITY = Prepared(select(communities))  # asked for every message: do first posts wait?


async def get_community(db: AsyncConnection) -> Community:
    """The community; before it is set up, one with the house's own words."""
    row = await COMMUNITY.one(db)
    if row is None:
        return Community()
    fields = {k: v for k, v in row._asdict().items() if k != "community_id"}
    return Community(**{**fields, "join_policy": JoinPolicy(fields["join_policy"])})


async def set_community(db: AsyncConnection, fields: dict[str, Any]) -> None:
    done = await db.execute(update(communities).values(**fields))
    if not done.rowcount:
        await db.execute(insert(communities).values(community_id=1, **fields))


async def list_sectors(db: AsyncConnection, *, archived: bool = False) -> list[Sector]:
    query = select(sectors).order_by(func.lower(sectors.c.title))
    if not archived:
        query = query.where(sectors.c.archived_at.is_(None))
    return [Sector(**row) for row in (await db.execute(query)).mappings()]


async def find_sector(db: AsyncConnection, slug: str) -> Sector | None:
    row = (await db.execute(select(sectors).where(sectors.c.slug == slug))).mappings().first()
    return Sector(**row) if row else None


async def get_sector(db: AsyncConnection, slug: str) -> Sector:
    sector = await find_sector(db, slug)
    if sector is None:
        raise NotFound()
    return sector


async def insert_sector(db: AsyncConnection, slug: str, title: str) -> Sector:
    count = await db.scalar(select(func.count()).select_from(sectors)) or 0
    hue = HUES[count % len(HUES)]
    made = await db.execute(
        insert(sectors).values(slug=slug, title=title, hue=hue).returning(sectors.c.sector_id)
    )
    return Sector(made.scalar_one(), slug, title, hue)


async def set_sector_archived(db: AsyncConnection, slug: str, at: datetime | None) -> bool:
    done = await db.execute(update(sectors).where(sectors.c.slug == slug).values(archived_at=at))
    return done.rowcount == 1


async def list_help_contacts(
    db: AsyncConnection, *, today: date | None = None
) -> list[HelpContact]:
    """All contacts, or with `today` only those whose check is recent enough to rely on."""
    query = select(help_contacts).order_by(
        help_contacts.c.urgent.desc(), help_contacts.c.contact_id
    )
    if today is not None:
        query = query.where(
            help_contacts.c.checked_on > today - timedelta(days=30 * CHECKED_MONTHS)
        )
    return [HelpContact(**row) for row in (await db.execute(query)).mappings()]


async def insert_help_contact(db: AsyncConnection, fields: dict[str, Any]) -> None:
    await db.execute(insert(help_contacts).values(**fields))


async def set_help_contact_checked(db: AsyncConnection, contact_id: int, on: date, by: str) -> bool:
    done = await db.execute(
        update(help_contacts)
        .where(help_contacts.c.contact_id == contact_id)
        .values(checked_on=on, checked_by=by)
    )
    return done.rowcount == 1


async def delete_help_contact(db: AsyncConnection, contact_id: int) -> bool:
    done = await db.execute(delete(help_contacts).where(help_contacts.c.contact_id == contact_id))
    return done.rowcount == 1


async def list_sector_slugs(db: AsyncConnection) -> dict[int, str]:
    """By their numbers, archived ones too."""
    query = select(sectors.c.sector_id, sectors.c.slug)
    return {row.sector_id: row.slug for row in await db.execute(query)}


async def find_document(
    db: AsyncConnection, kind: DocumentKind, number: int | None = None
) -> Document | None:
    """One version, or the newest."""
    query = select(documents).where(documents.c.kind == kind)
    if number is not None:
        query = query.where(documents.c.number == number)
    row = (await db.execute(query.order_by(documents.c.number.desc()).limit(1))).mappings().first()
    return Document(**{**row, "kind": kind}) if row else None


async def list_versions(
    db: AsyncConnection, kind: DocumentKind | None = None
) -> list[DocumentVersion]:
    """Without their words, the newest first."""
    query = select(*(c for c in documents.c if c.name != "words"))
    if kind is not None:
        query = query.where(documents.c.kind == kind)
    rows = await db.execute(query.order_by(documents.c.number.desc()))
    return [
        DocumentVersion(**{**row, "kind": DocumentKind(row["kind"])}) for row in rows.mappings()
    ]


async def insert_document(db: AsyncConnection, document: Document) -> bool:
    """False where somebody else published this number."""
    fields = {c.name: getattr(document, c.name) for c in documents.c}
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    made = dialect.insert(documents).values(**fields).on_conflict_do_nothing()
    return await db.scalar(made.returning(documents.c.number)) is not None


async def list_forms(
    db: AsyncConnection, kind: DocumentKind, number: int, *, ended: bool = False
) -> list[DocumentForm]:
    """The other forms of one version, those that stand; with `ended` also those that stood."""
    query = select(document_forms).where(
        document_forms.c.kind == kind, document_forms.c.number == number
    )
    if not ended:
        query = query.where(document_forms.c.ended_at.is_(None))
    order = (document_forms.c.form, document_forms.c.language, document_forms.c.edition)
    return [
        DocumentForm(**{**row, "kind": kind, "form": FormKind(row["form"])})
        for row in (await db.execute(query.order_by(*order))).mappings()
    ]


async def find_form_of_file(db: AsyncConnection, file_id: str) -> DocumentForm | None:
    query = select(document_forms).where(document_forms.c.file_id == file_id)
    row = (await db.execute(query)).mappings().first()
    if row is None:
        return None
    named = {"kind": DocumentKind(row["kind"]), "form": FormKind(row["form"])}
    return DocumentForm(**{**row, **named})


async def insert_form(db: AsyncConnection, form: DocumentForm) -> None:
    fields = {c.name: getattr(form, c.name) for c in document_forms.c}
    await db.execute(insert(document_forms).values(**fields))


async def set_form_ended(db: AsyncConnection, form: DocumentForm, at: datetime) -> bool:
    """Whether one stood, of this version, form and language."""
    same = {name: getattr(form, name) for name in ("kind", "number", "form", "language")}
    done = await db.execute(
        update(document_forms)
        .where(*(document_forms.c[name] == value for name, value in same.items()))
        .where(document_forms.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return done.rowcount == 1
