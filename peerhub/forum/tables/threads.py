"""Threads, their posts, and what was done to them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
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
    false,
)

from peerhub.core.tables import UtcDateTime, metadata


def _author() -> tuple[Column[str], Column[str]]:
    return (
        Column(
            "author_id",
            String(16),
            ForeignKey("people.person_id"),
            comment="null: imported, or no name",
        ),
        Column(
            "author_name",
            String(80),
            nullable=False,
            server_default="",
            comment="imported, or a pseudonym's",
        ),
    )


def _pseudonym() -> Column[str]:
    key = ForeignKey("board_pseudonyms.pseudonym_id")
    return Column("pseudonym_id", String(16), key, comment="instead of an author")


threads = Table(
    "threads",
    metadata,
    Column("thread_id", String(16), primary_key=True),
    Column("board_id", String(16), ForeignKey("boards.board_id"), nullable=False),
    Column("slug", String(60), nullable=False, comment="words of the title for the address"),
    Column("title", String(200), nullable=False),
    *_author(),
    Column("posts", Integer, nullable=False, server_default="0", comment="numbers given so far"),
    Column(
        "moved",
        Integer,
        nullable=False,
        server_default="0",
        comment="of these, places whose posts stand in another thread: rows of post_moves",
    ),
    Column("made_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Column("last_post_id", String(16), comment="the newest post that has a number"),
    Column("held", Boolean, nullable=False, server_default=false(), comment="its first post waits"),
    Column("question", Boolean, nullable=False, server_default=false(), comment="wants an answer"),
    Column("accepted_id", String(16), comment="the post that answers the question"),
    Column("poll", Boolean, nullable=False, server_default=false(), comment="whether it has one"),
    _pseudonym(),
    Column("locked_at", UtcDateTime, comment="only who looks after the board writes while set"),
    Column("pinned_at", UtcDateTime, comment="stands above the others of its board"),
    Column(
        "emptied",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="all its posts stand in another thread, to which its address leads",
    ),
    Column("split_from", String(16), comment="the thread that its first posts came from"),
    Column("slow_seconds", Integer, nullable=False, server_default="0", comment="between posts"),
    Index("ix_threads_board_id_last_at", "board_id", "last_at"),
    Index("ix_threads_question_last_at", "question", "last_at"),
    comment="Conversations. The row is the lock under which a post takes its number.",
)

posts = Table(
    "posts",
    metadata,
    Column("post_id", String(16), primary_key=True),
    Column("thread_id", String(16), ForeignKey("threads.thread_id"), nullable=False),
    Column("number", Integer, comment="its place; null while it is held"),
    *_author(),
    Column("body", Text, nullable=False, comment="Markdown as it was written"),
    Column("html", Text, nullable=False, comment="rendered once, at the write"),
    Column("renderer", Integer, nullable=False, comment="which version of core/text.py made it"),
    Column("warning", String(200), nullable=False, server_default="", comment="content note"),
    Column("reply_to", String(16)),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("removed_reason", String(300), nullable=False, server_default=""),
    Column("edited_at", UtcDateTime),
    Column("files", JSON, nullable=False, comment="those it bears; of imported mail names only"),
    Column("origin", String(4), nullable=False, server_default="", comment="mail, room, or here"),
    _pseudonym(),
    Column("own_warning", String(200), comment="the author's, while the hub keeps it folded"),
    Column("import_key", String(64), unique=True, comment="hash of board and Message-ID"),
    Column("imported_mark", String(64), index=True, comment="hash of its writer's address"),
    UniqueConstraint("thread_id", "number"),
    CheckConstraint("state IN ('visible', 'held', 'withdrawn', 'removed')", name="state"),
    CheckConstraint("origin IN ('', 'mail', 'room')", name="origin"),
    Index("ix_posts_author_id", "author_id"),
    Index("ix_posts_pseudonym_id", "pseudonym_id"),
    CheckConstraint("author_id IS NULL OR pseudonym_id IS NULL", name="one_author"),
    comment="What was written. Its words stay for moderators where it was removed.",
)

post_versions = Table(
    "post_versions",
    metadata,
    Column("version_id", Integer, primary_key=True),
    Column("post_id", String(16), ForeignKey("posts.post_id", ondelete="CASCADE"), nullable=False),
    Column("body", Text, nullable=False, comment="as it stood before an edit; for moderators"),
    Column("until", UtcDateTime, nullable=False),
    Index("ix_post_versions_post_id", "post_id"),
    comment="Earlier words of edited posts.",
    sqlite_autoincrement=True,
)

thread_acts = Table(
    "thread_acts",
    metadata,
    Column("act_id", String(16), primary_key=True),
    Column("thread_id", String(16), ForeignKey("threads.thread_id"), nullable=False),
    Column("kind", String(6), nullable=False),
    Column("by_id", String(16), nullable=False),
    Column("reason", String(300), nullable=False, comment="told to who began the thread"),
    Column("before", JSON, nullable=False, comment="what undoing it puts back"),
    Column("at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
    CheckConstraint("kind IN ('lock', 'pin', 'slow', 'move', 'split', 'merge')", name="kind"),
    Index("ix_thread_acts_thread_id", "thread_id"),
    comment="What those who look after a board did to a thread. Each is in the audit trail too.",
)

post_moves = Table(
    "post_moves",
    metadata,
    Column("thread_id", String(16), ForeignKey("threads.thread_id"), nullable=False),
    Column("number", Integer, nullable=False, comment="the place that it left, which stays empty"),
    Column("post_id", String(16), ForeignKey("posts.post_id"), nullable=False),
    Column(
        "act_id", String(16), nullable=False, comment="what took it away, and may bring it back"
    ),
    PrimaryKeyConstraint("thread_id", "number"),
    Index("ix_post_moves_post_id", "post_id"),
    Index("ix_post_moves_act_id", "act_id"),
    comment="Places in threads whose posts stand elsewhere: links to them still lead to the words.",
)

thread_tags = Table(
    "thread_tags",
    metadata,
    Column("thread_id", String(16), ForeignKey("threads.thread_id"), nullable=False),
    Column("tag_id", Integer, ForeignKey("tags.tag_id"), nullable=False),
    PrimaryKeyConstraint("thread_id", "tag_id"),
    Index("ix_thread_tags_tag_id", "tag_id"),
    comment="Which tags of the shared list a thread bears.",
)

thread_summaries = Table(
    "thread_summaries",
    metadata,
    Column("summary_id", Integer, primary_key=True),
    Column("thread_id", String(16), ForeignKey("threads.thread_id"), nullable=False),
    Column("author_id", String(16), ForeignKey("people.person_id"), nullable=False),
    Column("body", Text, nullable=False, comment="Markdown; empty where it was taken away"),
    Column("html", Text, nullable=False, comment="rendered once, at the write"),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_thread_summaries_thread_id", "thread_id", "summary_id"),
    comment="What a thread came to, in a person's words. The newest row holds; the others are kept.",
    sqlite_autoincrement=True,
)
