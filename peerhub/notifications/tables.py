"""How notices rest in the database."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, UniqueConstraint

from peerhub.core.tables import UtcDateTime, metadata

notices = Table(
    "notices",
    metadata,
    Column("notice_id", String(16), primary_key=True, comment="random: it tells nothing"),
    Column(
        "person_id",
        String(16),
        ForeignKey("people.person_id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("kind", String(20), nullable=False, comment="chooses the sentence when it is read"),
    Column(
        "words", JSON, nullable=False, comment="names and titles as they were, and a stated reason"
    ),
    Column("path", String(300), nullable=False, comment="where it leads, a path of ours"),
    Column(
        "key", String(120), nullable=False, comment="what it is about: told once, even if twice"
    ),
    Column("at", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime),
    UniqueConstraint("person_id", "key"),
    Index("ix_notices_person_id_at", "person_id", "at"),
    Index("ix_notices_person_id_read_at", "person_id", "read_at"),
    comment="What each person was told here; gone with the person.",
)
