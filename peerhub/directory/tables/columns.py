"""Columns that several tables of the directory have."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Text


def organisation_column() -> Column[str]:
    return Column(
        "organisation_id", String(16), ForeignKey("organisations.organisation_id"), nullable=False
    )


def words_column(name: str, comment: str | None = None) -> Column[str]:
    """Empty where nothing is said."""
    return Column(name, Text, nullable=False, server_default="", comment=comment)
