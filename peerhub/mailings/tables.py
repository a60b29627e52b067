"""How mailing lists rest in the database. Addresses are sealed; a keyed mark finds them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from peerhub.core.tables import UtcDateTime, metadata


def _list() -> Column[str]:
    return Column("list_id", String(16), ForeignKey("mailing_lists.list_id"), nullable=False)


mailing_lists = Table(
    "mailing_lists",
    metadata,
    Column("list_id", String(16), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("title", String(80), nullable=False),
    Column("about", String(500), nullable=False, comment="what comes, and how often"),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("archived_at", UtcDateTime, comment="nobody can join it any more"),
    comment="Lists that anybody can join with an address alone.",
)

list_sentences = Table(
    "list_sentences",
    metadata,
    _list(),
    Column("version", Integer, nullable=False),
    Column("words", String(500), nullable=False, comment="what one agrees to by the tick"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("list_id", "version"),
    comment="Each list's consent sentence, in every version that was ever shown.",
)

list_asks = Table(
    "list_asks",
    metadata,
    Column("ask_id", String(16), primary_key=True),
    Column("address", LargeBinary, nullable=False, comment="sealed"),
    Column("wanted", JSON, nullable=False, comment="[[list_id, version]] as they were ticked"),
    Column("page", String(200), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Index("ix_list_asks_asked_at", "asked_at"),
    comment="Ticks that wait for a click in a letter; gone after seven days, or at once by Cancel.",
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("subscription_id", String(16), primary_key=True),
    _list(),
    Column("mark", String(64), nullable=False, comment="keyed hash of the address"),
    Column("address", LargeBinary, nullable=False, comment="sealed"),
    Column("since", UtcDateTime, nullable=False),
    UniqueConstraint("list_id", "mark"),
    Index("ix_subscriptions_mark", "mark"),
    comment="Who is on which list now. Whoever leaves has no row.",
)

consents = Table(
    "consents",
    metadata,
    Column("entry_id", Integer, primary_key=True),
    Column("mark", String(64), nullable=False, comment="keyed hash of the address"),
    _list(),
    Column("act", String(8), nullable=False),
    Column("sentence", String(500), nullable=False, comment="the very words that were shown"),
    Column("version", Integer, nullable=False),
    Column("page", String(200), nullable=False, comment="where they were shown"),
    Column("method", String(16), nullable=False),
    Column("basis", String(16), nullable=False),
    Column("asked_at", UtcDateTime, comment="of the tick; the click came at `at`"),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("act IN ('joined', 'left')", name="act"),
    Index("ix_consents_mark", "mark", "at"),
    comment="The ledger: what was agreed to, when and how. Rows are added, never changed.",
    sqlite_autoincrement=True,
)
