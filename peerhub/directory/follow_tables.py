"""How it rests who follows what."""

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
)

from peerhub.core.tables import UtcDateTime, metadata


def _person() -> Column[str]:
    return Column("person_id", String(16), ForeignKey("people.person_id"), nullable=False)


follows = Table(
    "follows",
    metadata,
    _person(),
    Column("kind", String(12), nullable=False),
    Column("ref", String(60), nullable=False, comment="an id; of a sector or borough its address"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("person_id", "kind", "ref"),
    Index("ix_follows_kind_ref", "kind", "ref", "person_id"),
    CheckConstraint(
        "kind IN ('organisation', 'network', 'sector', 'borough', 'board')", name="kind"
    ),
    comment="Of whose new meetups somebody hears. Nobody else sees it; goes with the person.",
)

follow_choices = Table(
    "follow_choices",
    metadata,
    _person(),
    Column("by_mail", Boolean, nullable=False),
    PrimaryKeyConstraint("person_id"),
    comment="Who hears of it by mail, too; no row: in the hub alone.",
)
