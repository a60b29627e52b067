"""How the pages of the directory rest: what they say, said, and whence it came."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from peerhub.core.tables import UtcDateTime, metadata
from peerhub.directory.tables.columns import organisation_column, words_column

organisations = Table(
    "organisations",
    metadata,
    Column("organisation_id", String(16), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("sort_name", Text, nullable=False, comment="the name in small letters, for the order"),
    words_column("words", "what it does, as Markdown"),
    words_column("for_whom"),
    Column("size", String(12), nullable=False, server_default="", comment="empty: unsaid"),
    Column("user_led", String(4), nullable=False, server_default="", comment="empty: unsaid"),
    words_column("website"),
    words_column("email"),
    words_column("phone"),
    words_column("address"),
    Column(
        "identifiers",
        JSON,
        nullable=False,
        server_default="[]",
        comment="in which registers it stands, by its own word: schemes of org-id.guide",
    ),
    Column(
        "funders",
        JSON,
        nullable=False,
        server_default="[]",
        comment="who funds it, from when until when: a month or a day, empty where nobody knows",
    ),
    Column(
        "visibility",
        JSON,
        nullable=False,
        comment="who may see each field: public, members or hidden; a missing one is hidden",
    ),
    Column("version", Integer, nullable=False, server_default="1", comment="of what it says now"),
    Column("state", String(8), nullable=False, server_default="listed"),
    Column("listed_at", UtcDateTime, nullable=False),
    Column("confirmed_at", UtcDateTime, comment="when an editor last said that it is all right"),
    Column(
        "asked_at", UtcDateTime, comment="when its editors were last asked by mail to confirm it"
    ),
    Column(
        "verified_at",
        UtcDateTime,
        comment="when an administrator said that its editors belong to it; null again without any",
    ),
    Column("removed_at", UtcDateTime, comment="by a moderator; nobody else finds it"),
    Column("removed_reason", Text, comment="as its editors read it"),
    CheckConstraint("size IN ('', 'volunteers', 'few', 'some', 'many')", name="size"),
    CheckConstraint("user_led IN ('', 'yes', 'no')", name="user_led"),
    CheckConstraint("state IN ('listed', 'archived')", name="state"),
    Index("ix_organisations_state_sort_name", "state", "sort_name", "slug"),
    comment="The directory: what organisations say of themselves.",
)

organisation_facts = Table(
    "organisation_facts",
    metadata,
    organisation_column(),
    Column("kind", String(8), nullable=False),
    Column("value", String(60), nullable=False, comment="an address of a sector, a code of a list"),
    PrimaryKeyConstraint("organisation_id", "kind", "value"),
    CheckConstraint("kind IN ('sector', 'strand', 'borough', 'language', 'access')", name="kind"),
    Index("ix_organisation_facts_kind_value", "kind", "value"),
    comment="Facts of which an organisation can have several, by which it is found.",
)

organisation_services = Table(
    "organisation_services",
    metadata,
    organisation_column(),
    Column("service_id", String(16), nullable=False, comment="random: it tells nothing"),
    Column("place", Integer, nullable=False, comment="in the order of the page, from 1"),
    Column("name", String(120), nullable=False),
    words_column("words"),
    words_column("way", "how to come to it"),
    PrimaryKeyConstraint("organisation_id", "service_id"),
    Index("ix_organisation_services_service_id", "service_id"),
    comment="What organisations offer, each under a name of its own.",
)

organisation_versions = Table(
    "organisation_versions",
    metadata,
    organisation_column(),
    Column("number", Integer, nullable=False),
    Column("profile", JSON, nullable=False, comment="everything it said, hidden fields too"),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(13), nullable=False, comment="as what; who stands in the audit trail"),
    PrimaryKeyConstraint("organisation_id", "number"),
    CheckConstraint("by IN ('editor', 'administrator', 'hub')", name="by"),
    comment="The last thirty versions of each page, for its editors and administrators.",
)

organisation_editors = Table(
    "organisation_editors",
    metadata,
    organisation_column(),
    Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False),
    PrimaryKeyConstraint("organisation_id", "person_id"),
    Index("ix_organisation_editors_person_id", "person_id"),
    comment="Who may change a page. Never shown on it; each change is in the audit trail.",
)

organisation_sources = Table(
    "organisation_sources",
    metadata,
    Column(
        "source_key", String(300), primary_key=True, comment="a UUID, or a file and an id in it"
    ),
    organisation_column(),
    Column("said", JSON, nullable=False, comment="by field, what it said last and nobody changed"),
    Column("brought_at", UtcDateTime, nullable=False),
    comment="From which record of another finder a page was brought, so that it comes once.",
)
