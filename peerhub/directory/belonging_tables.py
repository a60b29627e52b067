"""How it rests which place belongs to whom: one table for every kind of place and of owner."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint, String, Table

from peerhub.core.tables import UtcDateTime, metadata

belongings = Table(
    "belongings",
    metadata,
    Column("place_kind", String(8), nullable=False, comment="meetup, room or board"),
    Column("place_id", String(16), nullable=False),
    Column("owner_kind", String(12), nullable=False),
    Column("owner_id", String(16), nullable=False),
    Column("together", String(16), nullable=False, comment="shared by what one answer is for"),
    Column("asked_at", UtcDateTime, nullable=False, comment="when the place's side said so"),
    Column("confirmed_at", UtcDateTime, comment="when the owner's side did; null: asked only"),
    PrimaryKeyConstraint("place_kind", "place_id", "owner_kind", "owner_id"),
    Index("ix_belongings_owner", "owner_kind", "owner_id", "place_kind"),
    CheckConstraint("owner_kind IN ('organisation', 'network')", name="owner_kind"),
    comment="Which room, board or meetup belongs to which organisation or network: both say yes.",
)
