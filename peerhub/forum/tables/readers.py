"""How people stand to threads: what they read, watch, and how they like it."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    false,
)

from peerhub.core.tables import UtcDateTime, metadata


def _person() -> ForeignKey:
    return ForeignKey("people.person_id", ondelete="CASCADE")


thread_reads = Table(
    "thread_reads",
    metadata,
    Column("person_id", String(16), _person(), nullable=False),
    Column("thread_id", String(16), ForeignKey("threads.thread_id"), nullable=False),
    Column("number", Integer, nullable=False, comment="read up to here; never goes back"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("person_id", "thread_id"),
    Index("ix_thread_reads_thread_id", "thread_id"),
    comment="How far each person read each thread, on all their devices.",
)

board_reads = Table(
    "board_reads",
    metadata,
    Column("person_id", String(16), _person(), nullable=False),
    Column("board_id", String(16), ForeignKey("boards.board_id"), nullable=False),
    Column("at", UtcDateTime, nullable=False, comment="older than this is not new to them"),
    PrimaryKeyConstraint("person_id", "board_id"),
    comment="When somebody said that they have read a whole board.",
)

watches = Table(
    "watches",
    metadata,
    Column("person_id", String(16), _person(), nullable=False),
    Column("thread_id", String(16), ForeignKey("threads.thread_id"), nullable=False),
    Column("state", String(8), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("person_id", "thread_id"),
    CheckConstraint("state IN ('watching', 'muted')", name="state"),
    Index("ix_watches_thread_id", "thread_id"),
    comment="Who wants to hear of a thread, and who does not. No row: neither.",
)

forum_choices = Table(
    "forum_choices",
    metadata,
    Column("person_id", String(16), _person(), primary_key=True),
    Column("reading", String(8), nullable=False, server_default="linear"),
    Column(
        "skip_own",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="does not watch what they write in",
    ),
    CheckConstraint("reading IN ('linear', 'threaded')", name="reading"),
    comment="How each person likes the forum. No row: as it is for everybody.",
)
