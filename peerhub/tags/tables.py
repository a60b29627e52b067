"""How tags rest in the database. What bears them says so in a table of its own."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from peerhub.core.tables import UtcDateTime, metadata

tags = Table(
    "tags",
    metadata,
    Column("tag_id", Integer, primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("title", String(40), nullable=False),
    Column("archived_at", UtcDateTime, comment="given no more; stays where it is"),
    comment="The one list of tags of this hub.",
)
