"""How what people ask and suggest rests: messages, corrections, claims."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from peerhub.core.tables import UtcDateTime, metadata
from peerhub.directory.tables.columns import organisation_column, words_column

contact_holders = Table(
    "contact_holders",
    metadata,
    organisation_column(),
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
    organisation_column(),
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
    organisation_column(),
    Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False),
    Column("field", String(12), nullable=False),
    Column("words", Text, nullable=False, comment="what the field should say"),
    words_column("source", "how they know"),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(8), nullable=False),
    Column("decided_at", UtcDateTime),
    words_column("reason", "why it was declined, as whoever suggested it reads it"),
    CheckConstraint("state IN ('open', 'accepted', 'declined')", name="state"),
    Index("ix_organisation_corrections_page", "organisation_id", "state", "at"),
    Index("ix_organisation_corrections_person_id", "person_id"),
    comment="What members say should stand on a page. Goes with the person.",
)

organisation_claims = Table(
    "organisation_claims",
    metadata,
    Column("claim_id", String(16), primary_key=True, comment="random: it tells nothing"),
    organisation_column(),
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
