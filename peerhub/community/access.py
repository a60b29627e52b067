"""The community is public: everyone may read its words, its sectors and where to get help."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community import store
from peerhub.community.area import EmergencyWay, read_area
from peerhub.community.models import (
    CONTENT_NOTES,
    MOST_VERSIONS,
    Community,
    Document,
    DocumentForm,
    DocumentKind,
    DocumentVersion,
    HelpContact,
    Sector,
)
from peerhub.core.config import Config
from peerhub.core.errors import NotFound, Unavailable
from peerhub.core.hub import Hub
from peerhub.core.portable import Arriving, Leaving, Record
from peerhub.core.words import _

A_MONTH = timedelta(days=30)
LAST_KNOWN = "help contacts"  # in Hub.engines: for the moment in which the database is away


async def community_for_anyone(db: AsyncConnection) -> Community:
    return await store.get_community(db)


def content_notes_of(community: Community) -> list[str]:
    """What a content note may be about, in words: the hub's own kinds, or the house's."""
    return community.content_notes.splitlines() or [_(words) for words in CONTENT_NOTES]


async def sectors_for_anyone(db: AsyncConnection) -> list[Sector]:
    return await store.list_sectors(db)


async def sector_for_anyone(db: AsyncConnection, slug: str) -> Sector:
    """NotFound for one that never was; an archived one is still there for its rooms."""
    return await store.get_sector(db, slug)


def sector_options(sectors: list[Sector]) -> list[tuple[str, str]]:
    """For a form's choice of a sector: (slug, title), none first."""
    return [("", _("None: for everyone")), *((s.slug, s.title) for s in sectors)]


async def sectors_to_manage(db: AsyncConnection) -> list[Sector]:
    """Archived ones too, for an administrator."""
    return await store.list_sectors(db, archived=True)


async def help_contacts_to_manage(db: AsyncConnection) -> list[HelpContact]:
    """Also those that nobody checked for a year."""
    return await store.list_help_contacts(db)


async def contacts_to_check(db: AsyncConnection, today: date) -> list[HelpContact]:
    """Those whose check is over, or will be within a month."""
    fresh = {one.contact_id for one in await store.list_help_contacts(db, today=today + A_MONTH)}
    return [one for one in await store.list_help_contacts(db) if one.contact_id not in fresh]


async def help_for_anyone(db: AsyncConnection, today: date) -> list[HelpContact]:
    """Only contacts that were checked recently: a wrong number is worse than none."""
    return await store.list_help_contacts(db, today=today)


def emergency_ways(config: Config) -> list[EmergencyWay]:
    """How to reach the emergency services here; from a file, so that it is never missing."""
    return list(read_area(config).emergency)


async def help_even_without_database(hub: Hub) -> list[HelpContact]:
    """The same as `help_for_anyone`; while the database is away, as they last stood here."""
    try:
        async with hub.reading() as db:
            found = await help_for_anyone(db, hub.clock.now().date())
    except Unavailable:
        return list(hub.engines.get(LAST_KNOWN, ()))
    hub.engines[LAST_KNOWN] = found
    return found


async def sectors_for_operator(db: AsyncConnection) -> list[Sector]:
    """Archived ones too, for the command line."""
    return await store.list_sectors(db, archived=True)


async def with_sector_slugs(
    db: AsyncConnection, _leaving: Leaving, rows: list[Record]
) -> list[Record]:
    """Places as they leave a hub: their sector by its address, as numbers are this database's own."""
    slugs = await store.list_sector_slugs(db)
    for row in rows:
        row["sector"] = slugs.get(row["sector_id"] or 0)
    return rows


async def with_sector_ids(arriving: Arriving, records: list[Record]) -> list[Record]:
    """The way back: each under its sector of this hub; none where there is no such address."""
    slugs = await store.list_sector_slugs(arriving.tx.db)
    ids = {slug: number for number, slug in slugs.items()}
    return [{**record, "sector_id": ids.get(record["sector"] or "")} for record in records]


async def newest_documents(db: AsyncConnection) -> dict[DocumentKind, Document]:
    """What stands now, of each kind that was published at all."""
    found = {kind: await store.find_document(db, kind) for kind in DocumentKind}
    return {kind: document for kind, document in found.items() if document is not None}


async def find_newest_document(db: AsyncConnection, kind: DocumentKind) -> Document | None:
    return await store.find_document(db, kind)


async def document_for_anyone(db: AsyncConnection, kind: str, number: str) -> Document:
    """One version, however old; NotFound for one that never was."""
    said = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0
    if kind not in set(DocumentKind) or not 0 < said <= MOST_VERSIONS:
        raise NotFound()
    found = await store.find_document(db, DocumentKind(kind), said)
    if found is None:
        raise NotFound()
    return found


async def versions_for_anyone(
    db: AsyncConnection, kind: DocumentKind | None = None
) -> list[DocumentVersion]:
    """Of one kind or of all, the newest first, without their words."""
    return await store.list_versions(db, kind)


async def forms_for_anyone(
    db: AsyncConnection, kind: DocumentKind, number: int
) -> list[DocumentForm]:
    """The other forms of one version that stand now."""
    return await store.list_forms(db, kind, number)


async def forms_ever(db: AsyncConnection, kind: DocumentKind, number: int) -> list[DocumentForm]:
    """Those too that were replaced or taken down, for the records."""
    return await store.list_forms(db, kind, number, ended=True)


async def form_to_end(
    db: AsyncConnection, kind: DocumentKind, number: int, form: str, language: str
) -> DocumentForm:
    """The one that stands now; NotFound where there is none."""
    for found in await store.list_forms(db, kind, number):
        if (found.form, found.language) == (form, language):
            return found
    raise NotFound()


async def form_for_anyone(
    db: AsyncConnection, version: DocumentVersion, form: str, language: str
) -> DocumentForm:
    """The one that stands now and has words here; NotFound where there is none."""
    for found in await store.list_forms(db, version.kind, version.number):
        if (found.form, found.language) == (form, language) and found.words:
            return found
    raise NotFound()


async def form_of_file(db: AsyncConnection, file_id: str, *, ended: bool = False) -> DocumentForm:
    """The form that this file is; one that was taken down only with `ended`. NotFound for none."""
    found = await store.find_form_of_file(db, file_id) if file_id else None
    if found is None or (found.ended_at is not None and not ended):
        raise NotFound()
    return found


async def has_rules_and_privacy(db: AsyncConnection) -> bool:
    """Whether a hub has what it must have before people join: ground rules and a privacy notice."""
    found = {version.kind for version in await store.list_versions(db)}
    return {DocumentKind.RULES, DocumentKind.PRIVACY} <= found
