"""How moderation rests in the database."""

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
    Column(
        "decision_id",
        String(16),
        nullable=False,
        server_default="",
        comment="an appeal is about it",
    ),
    Column(
        "handed_by",
        String(16),
        nullable=False,
        server_default="",
        comment="who could not judge its pictures: somebody who sees them looks",
    ),
    Column(
        "why",
        String(80),
        nullable=False,
        server_default="",
        comment="of a hold: what screening said, with commas between",
    ),
    CheckConstraint("kind IN ('hold', 'report', 'appeal', 'measure')", name="kind"),
    CheckConstraint("state IN ('open', 'decided')", name="state"),
    Index(
        "uq_cases_open_item",
        "kind",
        "item_kind",
        "item_id",
        "decision_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_cases_state_urgency_opened_at", "state", "urgency", "opened_at"),
    Index("ix_cases_author_id", "author_id"),
    Index("ix_cases_item", "item_kind", "item_id"),
    Index(
        "uq_cases_decision_id",
        "decision_id",
        unique=True,
        sqlite_where=text("decision_id <> ''"),
        postgresql_where=text("decision_id <> ''"),
    ),
    comment="One open case an item and kind: reports of it join. One appeal a decision, ever.",
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
    Column("declaration", LargeBinary, comment="of an intimate picture, sealed; null for none"),
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
    Column(
        "rule", Text, nullable=False, server_default="", comment="the ground rule, as worded then"
    ),
    Column(
        "role",
        String(16),
        nullable=False,
        server_default="moderator",
        comment="as which it is signed: its author never reads a name",
    ),
    Index("ix_decisions_case_id", "case_id"),
    comment="What was decided and why. Rows are added, never changed.",
)

measures = Table(
    "measures",
    metadata,
    Column("measure_id", String(16), primary_key=True),
    Column("decision_id", String(16), ForeignKey("decisions.decision_id"), nullable=False),
    Column(
        "person_id",
        String(16),
        nullable=False,
        comment="about whom; erased, it names nobody; empty where it is about a pseudonym",
    ),
    Column("pseudonym_id", String(16), comment="a name of one board; nothing joins it to a person"),
    Column("kind", String(8), nullable=False),
    Column("scope", String(80), nullable=False, comment="hub, or a place as in space:SLUG"),
    Column("from_at", UtcDateTime, nullable=False),
    Column("until_at", UtcDateTime, comment="it ends by itself; null for what has no end"),
    Column("ended_at", UtcDateTime, comment="lifted, or over"),
    Column(
        "ended_by", String(16), nullable=False, server_default="", comment="the decision that did"
    ),
    Column("last_at", UtcDateTime, comment="when somebody limited last wrote there"),
    CheckConstraint("kind IN ('note', 'warn', 'limit', 'freeze', 'suspend', 'ban')", name="kind"),
    Index("ix_measures_person_id", "person_id"),
    Index("ix_measures_pseudonym_id", "pseudonym_id"),
    Index("ix_measures_decision_id", "decision_id"),
    comment="What was done to a person, by a decision that holds rule, reason, role and case.",
)

screening_rules = Table(
    "screening_rules",
    metadata,
    Column("place", String(80), primary_key=True, comment="hub, or a scope as in space:SLUG"),
    Column("everything", Boolean, nullable=False),
    Column("links", Boolean, nullable=False),
    Column("files", Boolean, nullable=False),
    Column("repeats", Boolean, nullable=False),
    Column("danger_waits", Boolean, nullable=False),
    Column("known_hosts", Text, nullable=False, comment="links there never wait; spaces between"),
    Column("lists", JSON, nullable=False, comment="watched words, a line each, by category"),
    comment="What waits for a moderator before others read it, in the hub and in its places.",
)

repeats = Table(
    "repeats",
    metadata,
    Column("person_id", String(16), nullable=False),
    Column("mark", String(64), nullable=False, comment="of a text, keyed: tells no word"),
    Column("times", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("person_id", "mark"),
    Index("ix_repeats_at", "at"),
    comment="Whether somebody says the same again and again; a day, and only where a place asks.",
)

queue_keys = Table(
    "queue_keys",
    metadata,
    Column("person_id", String(16), primary_key=True),
    comment="Who chose single keys for working in the queue. Off is no row.",
)

complaints = Table(
    "complaints",
    metadata,
    Column("complaint_id", String(16), primary_key=True),
    Column("kind", String(12), nullable=False, comment="of section 21(4) of the Act"),
    Column("complainant_id", String(16), nullable=False, comment="empty: without an account"),
    Column("reference", String(12), nullable=False, unique=True),
    Column("barred", JSON, nullable=False, comment="person:ID or handle:NAME, who never see it"),
    Column("words", LargeBinary, nullable=False, comment="sealed with the records key"),
    Column("step", Integer, nullable=False, comment="0: those nearest; 1: who answers for the hub"),
    Column("at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, comment="not read or answered then, it climbs"),
    Column("acknowledged_at", UtcDateTime),
    Column("acknowledged_by", String(16), nullable=False, server_default=""),
    Column("answered_at", UtcDateTime),
    Column("answered_by", String(16), nullable=False, server_default=""),
    Column("answer", String(8), nullable=False, server_default="", comment="right, partly or not"),
    Column("answer_words", LargeBinary, comment="sealed likewise"),
    Index("ix_complaints_complainant_id", "complainant_id"),
    comment="Complaints and their answers: records for the law, kept as long as the hub.",
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
    Index("ix_log_entries_subject", "subject"),
    Index("ix_log_entries_action_detail", "action", "detail"),
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
