"""How the directory rests in the database."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from peerhub.core.tables import UtcDateTime, metadata


def _organisation() -> Column[str]:
    return Column(
        "organisation_id", String(16), ForeignKey("organisations.organisation_id"), nullable=False
    )


def _said(name: str, comment: str | None = None) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="", comment=comment)


organisations = Table(
    "organisations",
    metadata,
    Column("organisation_id", String(16), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("sort_name", Text, nullable=False, comment="the name in small letters, for the order"),
    _said("words", "what it does, as Markdown"),
    _said("for_whom"),
    Column("size", String(12), nullable=False, server_default="", comment="empty: unsaid"),
    Column("user_led", String(4), nullable=False, server_default="", comment="empty: unsaid"),
    _said("website"),
    _said("email"),
    _said("phone"),
    _said("address"),
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
    _organisation(),
    Column("kind", String(8), nullable=False),
    Column("value", String(60), nullable=False, comment="an address of a sector, a code of a list"),
    PrimaryKeyConstraint("organisation_id", "kind", "value"),
    CheckConstraint("kind IN ('sector', 'strand', 'borough', 'language', 'access')", name="kind"),
    Index("ix_organisation_facts_kind_value", "kind", "value"),
    comment="Facts of which an organisation can have several, by which it is found.",
)

organisation_versions = Table(
    "organisation_versions",
    metadata,
    _organisation(),
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
    _organisation(),
    Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False),
    PrimaryKeyConstraint("organisation_id", "person_id"),
    Index("ix_organisation_editors_person_id", "person_id"),
    comment="Who may change a page. Never shown on it; each change is in the audit trail.",
)

networks = Table(
    "networks",
    metadata,
    Column("network_id", String(16), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("sort_name", Text, nullable=False, comment="the name in small letters, for the order"),
    _said("words", "what it is, as Markdown"),
    Column("seen", String(7), nullable=False, comment="who may know of it"),
    Column("state", String(8), nullable=False, server_default="listed"),
    Column("made_at", UtcDateTime, nullable=False),
    CheckConstraint("seen IN ('public', 'members')", name="seen"),
    CheckConstraint("state IN ('listed', 'archived')", name="state"),
    comment="Networks to which organisations of the directory belong.",
)


def _network() -> Column[str]:
    return Column("network_id", String(16), ForeignKey("networks.network_id"), nullable=False)


network_keepers = Table(
    "network_keepers",
    metadata,
    _network(),
    Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False),
    PrimaryKeyConstraint("network_id", "person_id"),
    Index("ix_network_keepers_person_id", "person_id"),
    comment="Who invites organisations into a network. Never shown; each act is in the audit trail.",
)

network_members = Table(
    "network_members",
    metadata,
    _network(),
    _organisation(),
    Column("invited_at", UtcDateTime, nullable=False, comment="when the network said yes"),
    Column(
        "confirmed_at", UtcDateTime, comment="when the organisation said yes; shown only since then"
    ),
    PrimaryKeyConstraint("network_id", "organisation_id"),
    Index("ix_network_members_organisation_id", "organisation_id"),
    comment="Which organisation is in which network; a row goes when either of them ends it.",
)

partners = Table(
    "partners",
    metadata,
    _organisation(),
    Column("role", String(200), nullable=False, comment="what it does for the hub, in words"),
    Column("since", Date, nullable=False, comment="shown from this day on"),
    Column("until", Date, comment="its last day; null while nobody knows one"),
    PrimaryKeyConstraint("organisation_id"),
    comment="Which organisations carry the hub, as administrators say.",
)

contact_holders = Table(
    "contact_holders",
    metadata,
    _organisation(),
    Column("role", String(12), nullable=False),
    Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False),
    PrimaryKeyConstraint("organisation_id", "role", "person_id"),
    Index("ix_contact_holders_person_id", "person_id"),
    comment="Which of a page's editors answers for what. Never shown; counts while they edit the page.",
)

contacts = Table(
    "contacts",
    metadata,
    Column("contact_id", String(16), primary_key=True, comment="random: it tells nothing"),
    _organisation(),
    Column("role", String(12), nullable=False),
    Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_contacts_organisation_id", "organisation_id", "role", "at"),
    Index("ix_contacts_person_id", "person_id"),
    comment="What a member asked an organisation. Goes with the person, and all its messages.",
)

contact_messages = Table(
    "contact_messages",
    metadata,
    Column("message_id", String(16), primary_key=True, comment="random: it tells nothing"),
    Column("contact_id", String(16), ForeignKey("contacts.contact_id"), nullable=False),
    Column("asks", Boolean, nullable=False, comment="of whoever began, not of the organisation"),
    Column(
        "person_id",
        String(16),
        ForeignKey("people.person_id"),
        comment="who wrote it; null: they answered for the organisation, and left",
    ),
    Column("words", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime, comment="by a moderator"),
    Column("removed_reason", Text, comment="as both sides read it"),
    Index("ix_contact_messages_contact_id", "contact_id", "at", "message_id"),
    Index("ix_contact_messages_person_id", "person_id"),
    comment="Messages between a member and an organisation; both sides read them, nobody else.",
)

organisation_corrections = Table(
    "organisation_corrections",
    metadata,
    Column("correction_id", String(16), primary_key=True, comment="random: it tells nothing"),
    _organisation(),
    Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False),
    Column("field", String(12), nullable=False),
    Column("words", Text, nullable=False, comment="what the field should say"),
    _said("source", "how they know"),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(8), nullable=False),
    Column("decided_at", UtcDateTime),
    _said("reason", "why it was declined, as whoever suggested it reads it"),
    CheckConstraint("state IN ('open', 'accepted', 'declined')", name="state"),
    Index("ix_organisation_corrections_page", "organisation_id", "state", "at"),
    Index("ix_organisation_corrections_person_id", "person_id"),
    comment="What members say should stand on a page. Goes with the person.",
)

organisation_claims = Table(
    "organisation_claims",
    metadata,
    Column("claim_id", String(16), primary_key=True, comment="random: it tells nothing"),
    _organisation(),
    Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False),
    Column(
        "words", Text, nullable=False, comment="how they belong to it; for administrators alone"
    ),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", String(9), nullable=False),
    Column("decided_at", UtcDateTime),
    Column("reason", Text, nullable=False, server_default="", comment="as whoever asked reads it"),
    CheckConstraint("state IN ('open', 'granted', 'refused', 'withdrawn')", name="state"),
    Index(
        "uq_organisation_claims_open",
        "organisation_id",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_organisation_claims_state_asked_at", "state", "asked_at"),
    Index("ix_organisation_claims_person_id", "person_id"),
    comment="Who said that an organisation is theirs. Goes with the person; who decided is in the trail.",
)

claim_answers = Table(
    "claim_answers",
    metadata,
    Column("claim_id", String(16), ForeignKey("organisation_claims.claim_id"), nullable=False),
    Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False),
    Column("agrees", Boolean, nullable=False),
    Column("words", Text, nullable=False, server_default="", comment="why not; for administrators"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("claim_id", "person_id"),
    Index("ix_claim_answers_person_id", "person_id"),
    comment="What those who edit a page say to a claim to it; other editors learn only that one objects.",
)

organisation_sources = Table(
    "organisation_sources",
    metadata,
    Column(
        "source_key", String(300), primary_key=True, comment="a UUID, or a file and an id in it"
    ),
    _organisation(),
    Column("said", JSON, nullable=False, comment="by field, what it said last and nobody changed"),
    Column("brought_at", UtcDateTime, nullable=False),
    comment="From which record of another finder a page was brought, so that it comes once.",
)
