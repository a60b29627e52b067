"""The directory goes along whole, each field with who may see it; who edits a page is said anew."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Refused
from peerhub.core.portable import Arriving, Leaving, Portable, Record, Records, among
from peerhub.directory.funders import funder_from
from peerhub.directory.history import rows_from_json
from peerhub.directory.identifiers import identifier_from
from peerhub.directory.models import BROUGHT, FIELDS, LINES, Seen
from peerhub.directory.searchable import index_again
from peerhub.directory.services import service_from
from peerhub.directory.tables import (
    help_organisations,
    network_members,
    networks,
    organisation_facts,
    organisation_services,
    organisation_sources,
    organisation_versions,
    organisations,
    partners,
)

REMOVED = "what a moderator took away does not leave"


def _check(record: Record) -> None:
    """A field whose reader nobody knows must not become everybody's."""
    seen = record["visibility"]
    if not isinstance(seen, dict) or not seen.keys() <= set(FIELDS):
        raise ValueError("visibility names fields that no organisation has")
    if not set(seen.values()) <= {str(level) for level in Seen}:
        raise ValueError("visibility takes public, members and hidden")
    _check_rows(record)


def _check_rows(record: Record) -> None:
    """As if somebody had written them here."""
    try:
        for one in rows_from_json("identifiers", record.get("identifiers", [])):
            identifier_from(one.scheme, one.identifier)
        for one in rows_from_json("funders", record.get("funders", [])):
            funder_from(one.name, one.since, one.until)
        for one in rows_from_json("services", record.get("services", [])):
            service_from(one.service_id, one.name, one.words, one.way)
    except Refused as refusal:
        raise ValueError(refusal.reason) from refusal


def _check_version(record: Record) -> None:
    """A version that is put back must be a page that could have been written here."""
    said = record["profile"]
    if not isinstance(said, dict) or not {"name", *LINES, "facts", "seen"} <= said.keys():
        raise ValueError("profile lacks what every version says")
    _check({**said, "visibility": said["seen"]})
    if not isinstance(said["facts"], dict):
        raise ValueError("facts takes lists by their kind")


async def _let_be_found(arriving: Arriving, records: list[Record]) -> None:
    if not arriving.trial:
        await index_again(arriving.tx, *{record["organisation_id"] for record in records})


STAYED = select(organisations.c.organisation_id).where(organisations.c.removed_at.is_(None))


def _facts_that_leave(_leaving: Leaving) -> ColumnElement[bool]:
    return organisation_facts.c.organisation_id.in_(STAYED)


def _services_that_leave(_leaving: Leaving) -> ColumnElement[bool]:
    return organisation_services.c.organisation_id.in_(STAYED)


def _versions_that_leave(_leaving: Leaving) -> ColumnElement[bool]:
    return organisation_versions.c.organisation_id.in_(STAYED)


def _sources_that_leave(_leaving: Leaving) -> ColumnElement[bool]:
    return organisation_sources.c.organisation_id.in_(STAYED)


def _check_source(record: Record) -> None:
    if not isinstance(record["said"], dict) or not record["said"].keys() <= set(BROUGHT):
        raise ValueError("said names fields that no import brings")


def _members_that_leave(_leaving: Leaving) -> ColumnElement[bool]:
    """Where both said yes; what is only asked is nobody's to know."""
    row = network_members.c
    stayed = among(row.organisation_id, STAYED, network_members)
    return and_(row.invited_at.is_not(None), row.confirmed_at.is_not(None), stayed)


def _partners_that_leave(_leaving: Leaving) -> ColumnElement[bool]:
    return among(partners.c.organisation_id, STAYED, partners)


def _help_that_leaves(_leaving: Leaving) -> ColumnElement[bool]:
    return among(help_organisations.c.organisation_id, STAYED, help_organisations)


def _open_pages(_leaving: Leaving) -> Select[tuple[str]]:
    return STAYED


async def _nobodys(db: AsyncConnection, ids: Iterable[str]) -> dict[str, str | None]:
    """Whose a logo is: no person's."""
    found = await db.scalars(STAYED.where(organisations.c.organisation_id.in_(list(ids))))
    return dict.fromkeys(found)


portable = Portable(
    items={"organisation": _open_pages},
    authors={"organisation": _nobodys},
    records=[
        Records(
            "organisations",
            organisations,
            only=lambda _leaving: organisations.c.removed_at.is_(None),
            check=_check,
            then=_let_be_found,
            stays={
                "removed_at": REMOVED,
                "removed_reason": REMOVED,
                "asked_at": "a hub asks its own people",
                "verified_at": "another hub asks for itself whose a page is",
            },
        ),
        Records(
            "organisation_services",
            organisation_services,
            only=_services_that_leave,
            then=_let_be_found,
        ),
        Records("organisation_facts", organisation_facts, only=_facts_that_leave),
        Records(
            "organisation_versions",
            organisation_versions,
            only=_versions_that_leave,
            check=_check_version,
        ),
        Records(
            "organisation_sources",
            organisation_sources,
            only=_sources_that_leave,
            check=_check_source,
        ),
        Records("networks", networks),
        Records("help_organisations", help_organisations, only=_help_that_leaves),
        Records("partners", partners, only=_partners_that_leave),
        Records("network_members", network_members, only=_members_that_leave),
    ],
    stays={
        "organisation_editors": "who may change a page is said anew, by a person of that hub",
        "belongings": "what belongs to whom is said anew there, by both sides",
        "follows": "what somebody follows is theirs to choose in each hub",
        "follow_choices": "it belongs to follows",
        "network_keepers": "who keeps a network is said anew, by a person of that hub",
        "contact_holders": "who answers for what is said anew, by a person of that hub",
        "contacts": "what somebody asked an organisation is between those two",
        "contact_messages": "they belong to contacts",
        "organisation_claims": "who asked for a page tells who they work for; it is asked anew",
        "claim_answers": "they belong to claims",
        "organisation_corrections": "what waits is answered before a hub moves; the rest is done",
    },
)
