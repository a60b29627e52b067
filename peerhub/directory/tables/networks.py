"""How networks and partners rest."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from peerhub.core.tables import UtcDateTime, metadata
from peerhub.directory.tables.columns import organisation_column, words_column

networks = Table(
    "networks",
    metadata,
    Column("network_id", String(16), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("sort_name", Text, nullable=False, comment="the name in small letters, for the order"),
    words_column("words", "what it is, as Markdown"),
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
    organisation_column(),
    Column("invited_at", UtcDateTime, comment="when the network said yes"),
    Column(
        "confirmed_at", UtcDateTime, comment="when the organisation said yes; shown with both only"
    ),
    PrimaryKeyConstraint("network_id", "organisation_id"),
    CheckConstraint("invited_at IS NOT NULL OR confirmed_at IS NOT NULL", name="said"),
    Index("ix_network_members_organisation_id", "organisation_id"),
    comment="Which organisation is in which network; a row goes when either of them ends it.",
)

help_organisations = Table(
    "help_organisations",
    metadata,
    organisation_column(),
    Column("chosen_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("organisation_id"),
    comment="Which organisations stand under Get help now, while their pages are confirmed.",
)

partners = Table(
    "partners",
    metadata,
    organisation_column(),
    Column("role", String(200), nullable=False, comment="what it does for the hub, in words"),
    Column("since", Date, nullable=False, comment="shown from this day on"),
    Column("until", Date, comment="its last day; null while nobody knows one"),
    PrimaryKeyConstraint("organisation_id"),
    comment="Which organisations carry the hub, as administrators say.",
)
