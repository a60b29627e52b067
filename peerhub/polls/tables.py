"""How polls rest in the database."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    false,
)

from peerhub.core.tables import UtcDateTime, metadata

polls = Table(
    "polls",
    metadata,
    Column("poll_id", String(16), primary_key=True),
    Column("about", String(40), nullable=False, unique=True, comment="as in thread:ID"),
    Column("question", String(200), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("hidden", Boolean, nullable=False, server_default=false(), comment="until it closes"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("closes_at", UtcDateTime, comment="null: when its author closes it"),
    Column("outcome", Text, nullable=False, server_default="", comment="what came of it, Markdown"),
    Column("outcome_html", Text, nullable=False, server_default=""),
    CheckConstraint("kind IN ('one', 'several', 'proposal')", name="kind"),
    comment="Questions with choices, one at most about each thing.",
)


def _poll() -> Column[str]:
    key = ForeignKey("polls.poll_id", ondelete="CASCADE")
    return Column("poll_id", String(16), key, nullable=False)


poll_choices = Table(
    "poll_choices",
    metadata,
    Column("choice_id", String(16), primary_key=True),
    _poll(),
    Column("place", Integer, nullable=False),
    Column("words", String(100), nullable=False),
    comment="What can be chosen, in the order of its author.",
)

poll_answers = Table(
    "poll_answers",
    metadata,
    _poll(),
    Column("answerer", String(64), nullable=False, comment="keyed hash of poll and person"),
    Column("choice_id", String(16), ForeignKey("poll_choices.choice_id"), nullable=False),
    PrimaryKeyConstraint("poll_id", "answerer", "choice_id"),
    comment="Who chose what, as a hash that only the hub's key can make; shown to nobody else.",
)
