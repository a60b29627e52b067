"""How rooms rest in the database."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from peerhub.core.tables import UtcDateTime, metadata

rooms = Table(
    "rooms",
    metadata,
    Column("room_id", String(16), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True, comment="no words where it is secret"),
    Column("title", String(80), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("sector_id", Integer, ForeignKey("sectors.sector_id")),
    Column("topic", String(300), nullable=False, server_default=""),
    Column("seq", Integer, nullable=False, server_default="0", comment="the newest change in it"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("archived_at", UtcDateTime),
    CheckConstraint("kind IN ('open', 'restricted', 'private', 'confidential')", name="kind"),
    comment="Rooms. The row is the lock under which a message takes its seq.",
)

room_members = Table(
    "room_members",
    metadata,
    Column("room_id", String(16), ForeignKey("rooms.room_id", ondelete="CASCADE"), nullable=False),
    Column(
        "person_id",
        String(16),
        ForeignKey("people.person_id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("read_seq", Integer, nullable=False, server_default="0"),
    PrimaryKeyConstraint("room_id", "person_id"),
    Index("ix_room_members_person_id", "person_id"),
    comment="Who belongs to a room; in an open room made by the first post.",
)

messages = Table(
    "messages",
    metadata,
    Column("message_id", String(16), primary_key=True),
    Column("room_id", String(16), ForeignKey("rooms.room_id"), nullable=False),
    Column("seq", Integer, comment="its newest change; null while it is held"),
    Column("created_seq", Integer, comment="its place in the log; null while it is held"),
    Column("author_id", String(16), ForeignKey("people.person_id"), nullable=False),
    Column("client_id", String(64), nullable=False, comment="the author's own id for it"),
    Column("body", Text, nullable=False, comment="Markdown as it was written"),
    Column("html", Text, nullable=False, comment="rendered once, at the write"),
    Column("renderer", Integer, nullable=False, comment="which version of core/text.py made it"),
    Column("warning", String(200), nullable=False, server_default=""),
    Column("reply_to", String(16)),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("removed_reason", String(300), nullable=False, server_default=""),
    Column("edited_at", UtcDateTime),
    UniqueConstraint("room_id", "seq"),
    CheckConstraint("state IN ('visible', 'held', 'withdrawn', 'removed')", name="state"),
    CheckConstraint("(seq IS NULL) = (created_seq IS NULL)", name="placed"),
    Index("ix_messages_room_id_created_seq", "room_id", "created_seq"),
    Index("ix_messages_author_id", "author_id"),
    comment="What was said, as it stands now. Its words stay for moderators where it was removed.",
)
