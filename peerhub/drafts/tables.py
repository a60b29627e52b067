"""How drafts rest in the database."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table, Text

from peerhub.core.tables import UtcDateTime, metadata

drafts = Table(
    "drafts",
    metadata,
    Column(
        "person_id",
        String(16),
        ForeignKey("people.person_id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("place", String(40), nullable=False, comment="as in room:ID or message:ID"),
    Column("body", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("person_id", "place"),
    Index("ix_drafts_at", "at"),
    comment="Words not posted yet; theirs alone, deleted when posted and after 30 days.",
)
