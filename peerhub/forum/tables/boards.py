"""Boards, who belongs to them, and who writes in them without a name."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from peerhub.core.tables import UtcDateTime, metadata

boards = Table(
    "boards",
    metadata,
    Column("board_id", String(16), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True, comment="no words where it is secret"),
    Column("title", String(80), nullable=False),
    Column("purpose", String(300), nullable=False, server_default=""),
    Column("kind", String(12), nullable=False),
    Column("public", Boolean, nullable=False, server_default=false(), comment="readable by anyone"),
    Column("sector_id", Integer, ForeignKey("sectors.sector_id")),
    Column("made_at", UtcDateTime, nullable=False),
    Column("archived_at", UtcDateTime),
    Column("rules", Text, nullable=False, server_default="", comment="ground rules at its door"),
    Column(
        "position", Integer, nullable=False, server_default="9999", comment="in lists of boards"
    ),
    Column(
        "anonymous",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="posts without a name are allowed",
    ),
    Column(
        "anonymous_held",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="posts without a name wait for a moderator",
    ),
    CheckConstraint("kind IN ('open', 'restricted', 'private', 'confidential')", name="kind"),
    CheckConstraint("NOT public OR kind = 'open'", name="public_is_open"),
    comment="Places for threads, by sector.",
)

board_members = Table(
    "board_members",
    metadata,
    Column(
        "board_id",
        String(16),
        ForeignKey("boards.board_id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column(
        "person_id",
        String(16),
        ForeignKey("people.person_id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("joined_at", UtcDateTime, nullable=False, comment="when this state began"),
    Column("state", String(8), nullable=False, server_default="member"),
    Column("words", String(300), nullable=False, server_default="", comment="what an asker wrote"),
    Column("by_id", String(16), comment="who invited them; no foreign key: it may go"),
    PrimaryKeyConstraint("board_id", "person_id"),
    CheckConstraint("state IN ('asked', 'invited', 'member', 'removed')", name="state"),
    Index("ix_board_members_person_id", "person_id"),
    comment="Who belongs to a board, asks to, is invited, or is kept out. Open boards have none.",
)

board_pseudonyms = Table(
    "board_pseudonyms",
    metadata,
    Column("pseudonym_id", String(16), primary_key=True, comment="random: it tells nothing"),
    Column("board_id", String(16), ForeignKey("boards.board_id"), nullable=False),
    Column("name", String(40), nullable=False, comment="invented"),
    Column(
        "mark",
        String(64),
        nullable=False,
        unique=True,
        comment="board and person, hashed under the records key; random once they are erased",
    ),
    Column(
        "person", LargeBinary, nullable=False, comment="sealed for safeguarding; empty once erased"
    ),
    Column("limited_until", UtcDateTime, comment="no posts before"),
    Column("held_first", Boolean, nullable=False, server_default=false()),
    Column("limit_reason", String(300), nullable=False, server_default="", comment="read by both"),
    UniqueConstraint("board_id", "name"),
    comment="Who writes without a name, a row for each board. No time and no order: they would tell.",
    sqlite_with_rowid=False,
)
