"""The shape of everything that can happen in the hub; what there is stands in events.py."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """Something that happened, recorded in the transaction that made it true."""

    def to_fields(self) -> dict[str, Any]:
        return asdict(self)
