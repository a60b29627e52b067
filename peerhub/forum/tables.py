"""How the forum rests in the database."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
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


def _person() -> ForeignKey:
    return ForeignKey("people.person_id", ondelete="CASCADE")


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
    Column("posts", Integer, nullable=False, server_default="0", comment="numbers given so far"),
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
    Column("import_key", String(64), unique=True, comment="hash of board and Message-ID"),
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
    CheckConstraint("kind IN ('lock', 'pin', 'slow', 'move')", name="kind"),
    Index("ix_thread_acts_thread_id", "thread_id"),
    comment="What those who look after a board did to a thread. Each is in the audit trail too.",
)

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
