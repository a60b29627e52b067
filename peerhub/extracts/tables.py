"""How extracts rest in the database."""

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
)

from peerhub.core.tables import UtcDateTime, metadata

extracts = Table(
    "extracts",
    metadata,
    Column("extract_id", String(16), primary_key=True),
    Column(
        "room_id",
        String(16),
        ForeignKey("rooms.room_id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("by_id", String(16), nullable=False, comment="who proposed it"),
    Column("board_id", String(16), ForeignKey("boards.board_id"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("state", String(8), nullable=False),
    Column("thread_id", String(16), comment="what came of it"),
    CheckConstraint("state IN ('asking', 'made', 'given_up')", name="state"),
    Index("ix_extracts_room_id", "room_id"),
    comment="Proposals to make a thread of an exchange in a room.",
)

extract_lines = Table(
    "extract_lines",
    metadata,
    Column(
        "extract_id",
        String(16),
        ForeignKey("extracts.extract_id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column(
        "message_id",
        String(16),
        ForeignKey("messages.message_id", ondelete="CASCADE"),
        nullable=False,
        comment="goes with the message when the room's period has passed",
    ),
    Column("place", Integer, nullable=False),
    Column("author_id", String(16), nullable=False),
    Column("answer", String(8), nullable=False),
    Column("answered_at", UtcDateTime),
    PrimaryKeyConstraint("extract_id", "message_id"),
    CheckConstraint("answer IN ('asked', 'agreed', 'refused')", name="answer"),
    Index("ix_extract_lines_message_id", "message_id"),
    comment="Its messages, each with what its author said.",
)
