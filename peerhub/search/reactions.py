"""Duties of search: the sweep, in small steps."""

from __future__ import annotations

from peerhub.core.events import IndexSweepDue
from peerhub.core.transaction import Transaction
from peerhub.search import service


async def on_index_sweep_due(tx: Transaction, _event: IndexSweepDue) -> None:
    await service.sweep(tx)
