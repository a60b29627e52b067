"""How moderation rests in the database."""

from __future__ import annotations

from sqlalchemy import (
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
    text,
)

from peerhub.core.tables import UtcDateTime, metadata

cases = Table(
    "cases",
    metadata,
    Column("case_id", String(16), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("item_kind", String(16), nullable=False),
    Column("item_id", String(16), nullable=False),
    Column("author_id", String(16), nullable=False, comment="whose item it is"),
    Column("place", String(80), nullable=False, comment="its scope, as in space:SLUG"),
    Column("sector", String(60), nullable=False, server_default=""),
    Column("state", String(8), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("urgency", Integer, nullable=False, server_default="2", comment="0 is the most urgent"),
    Column(
        "from_level", Integer, nullable=False, server_default="0", comment="who may decide at first"
    ),
    Column(
        "level", Integer, nullable=False, server_default="0", comment="as far as it has climbed"
    ),
    Column("due_at", UtcDateTime, comment="undecided then, it climbs"),
    Column("claimed_by", String(16), nullable=False, server_default="", comment="who has taken it"),
    Column("claimed_at", UtcDateTime, comment="a claim lapses a day later"),
    CheckConstraint("kind IN ('hold', 'report', 'appeal')", name="kind"),
    CheckConstraint("state IN ('open', 'decided')", name="state"),
    Index(
        "uq_cases_open_item",
        "kind",
        "item_kind",
        "item_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_cases_state_urgency_opened_at", "state", "urgency", "opened_at"),
    Index("ix_cases_author_id", "author_id"),
    comment="One open case an item and kind: reports of the same thing join it.",
)

reports = Table(
    "reports",
    metadata,
    Column("report_id", String(16), primary_key=True),
    Column("case_id", String(16), ForeignKey("cases.case_id"), nullable=False),
    Column("reporter_id", String(16), nullable=False, comment="never shown to the person reported"),
    Column("reason", String(16), nullable=False),
    Column("note", LargeBinary, nullable=False, comment="sealed with the records key"),
    Column("copy", LargeBinary, nullable=False, comment="the item as it stood, sealed likewise"),
    Column("reference", String(12), nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_reports_case_id", "case_id"),
    comment="What was reported; the copy stays as it was, whatever becomes of the item.",
)

case_barred = Table(
    "case_barred",
    metadata,
    Column("case_id", String(16), ForeignKey("cases.case_id"), nullable=False),
    Column("who", String(80), nullable=False, comment="person:ID, or an organisation's mark"),
    PrimaryKeyConstraint("case_id", "who"),
    comment="Whom reporters named: they never see the case, nor that they were named.",
)

affiliations = Table(
    "affiliations",
    metadata,
    Column("person_id", String(16), nullable=False),
    Column(
        "mark", String(80), nullable=False, comment="of its name, keyed: tells nothing by itself"
    ),
    Column("name", LargeBinary, nullable=False, comment="sealed with the records key"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("person_id", "mark"),
    Index("ix_affiliations_mark", "mark"),
    comment="What people declared privately, so that nobody decides about their own organisation.",
)

case_notes = Table(
    "case_notes",
    metadata,
    Column("note_id", String(16), primary_key=True),
    Column("case_id", String(16), ForeignKey("cases.case_id"), nullable=False),
    Column("author_id", String(16), nullable=False),
    Column("text", LargeBinary, nullable=False, comment="sealed with the records key"),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_case_notes_case_id", "case_id"),
    comment="What moderators write for one another about a case.",
)

moderation_choices = Table(
    "moderation_choices",
    metadata,
    Column("choice_id", Integer, primary_key=True, comment="always 1: there is one hub"),
    Column("outside", Text, nullable=False, comment="whom to ask where nobody here may decide"),
    comment="How this hub moderates, set at /admin/moderation.",
)

decisions = Table(
    "decisions",
    metadata,
    Column("decision_id", String(16), primary_key=True),
    Column("case_id", String(16), ForeignKey("cases.case_id"), nullable=False),
    Column("moderator_id", String(16), nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("reason", Text, nullable=False, comment="the author reads it"),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_decisions_case_id", "case_id"),
    comment="What was decided and why. Rows are added, never changed.",
)

standings = Table(
    "standings",
    metadata,
    Column("person_id", String(16), primary_key=True),
    Column("published", Integer, nullable=False, comment="items published, counted up to 20"),
    comment="How long somebody's first posts are still held.",
)

log_entries = Table(
    "log_entries",
    metadata,
    Column("entry_id", Integer, primary_key=True, comment="never reused"),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", String(16), nullable=False, comment="empty: the command line"),
    Column("action", String(32), nullable=False),
    Column("subject", String(80), nullable=False, comment="as in post:ID or person:ID"),
    Column("detail", Text, nullable=False, server_default="", comment="ids and words of ours only"),
    Column(
        "hash", String(64), nullable=False, comment="keyed hash over this entry and the last hash"
    ),
    comment="The audit trail. Append-only; each entry's hash holds the one before.",
    sqlite_autoincrement=True,
)

log_heads = Table(
    "log_heads",
    metadata,
    Column("head_id", Integer, primary_key=True, comment="always 1: there is one trail"),
    Column("entries", Integer, nullable=False, comment="how many the trail has"),
    Column("hash", String(64), nullable=False, comment="the newest entry's"),
    Column("signature", String(64), nullable=False, comment="keyed: a cut tail shows"),
    comment="Where the audit trail ends. Also the lock under which it grows.",
)
