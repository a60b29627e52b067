"""How the records rest in the database."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from peerhub.core.tables import UtcDateTime, metadata

compliance_records = Table(
    "compliance_records",
    metadata,
    Column("topic", String(12), nullable=False, comment="accountable, scope, duty, risk, …"),
    Column("key", String(40), nullable=False, comment="which duty, kind or measure; hub where one"),
    Column("version", Integer, nullable=False, comment="1, 2, 3: a correction is the next one"),
    Column("edition", String(40), nullable=False, comment="of the list of the law then in force"),
    Column("fields", JSON, nullable=False, comment="the answers; dates as in 2027-05-31"),
    Column("reason", Text, nullable=False, comment="why it was written"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String(16), nullable=False, comment="an id; names whom nobody is, once gone"),
    PrimaryKeyConstraint("topic", "key", "version"),
    CheckConstraint(
        "topic IN ('accountable', 'scope', 'duty', 'risk', 'measure', 'children')", name="topic"
    ),
    comment="The file that the law asks for, a row for each version of a page. Append-only, kept.",
)
