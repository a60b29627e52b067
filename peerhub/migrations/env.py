"""Alembic's entry: runs the versions on the connection that `road.py` hands over."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
    render_item=context.config.attributes.get("render_item"),
)
context.run_migrations()
