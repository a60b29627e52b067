"""How uploads rest in the database; their bytes lie beside it, see `shelf.py`."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from peerhub.core.tables import UtcDateTime, metadata

uploads = Table(
    "uploads",
    metadata,
    Column("upload_id", String(16), primary_key=True, comment="random: it tells nothing"),
    Column(
        "person_id",
        String(16),
        ForeignKey("people.person_id"),
        comment="null: imported with the item that bears it, and nobody's",
    ),
    Column("kind", String(8), nullable=False),
    Column("media_type", String(100), nullable=False, comment="by its content, never by its name"),
    Column("name", String(100), nullable=False, comment="no words where used under a pseudonym"),
    Column("bytes", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("alt", String(500), nullable=False, comment="empty: decoration alone, or a document"),
    Column("sensitive", Boolean, nullable=False, comment="hidden until somebody opens it"),
    Column("sha256", String(64), nullable=False, comment="of what is kept, not of what was sent"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("used_kind", String(20), comment="what bears it, as in message; null: deleted in a day"),
    Column("used_id", String(16)),
    Column("removed_at", UtcDateTime, comment="by a moderator, who alone is served it; null: here"),
    CheckConstraint("kind IN ('image', 'document')", name="kind"),
    CheckConstraint("(used_kind IS NULL) = (used_id IS NULL)", name="used"),
    CheckConstraint("person_id IS NOT NULL OR used_id IS NOT NULL", name="owned_or_used"),
    Index("ix_uploads_person_id", "person_id"),
    Index("ix_uploads_used_kind_used_id", "used_kind", "used_id"),
    Index("ix_uploads_sha256", "sha256"),
    comment="Pictures and documents, made harmless before they were kept.",
)

barred_files = Table(
    "barred_files",
    metadata,
    Column("sha256", String(64), primary_key=True, comment="of a file that was taken down"),
    Column("at", UtcDateTime, nullable=False),
    comment="What nobody may share here again: the same bytes as an intimate picture taken down.",
)
