"""Nouns of following: what somebody wants to hear of when there is a new meetup."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_FOLLOWED = 100  # by one person: a page that can be read through


class FollowKind(StrEnum):
    """ORGANISATION, NETWORK and BOARD rest by id, SECTOR and BOROUGH by their address."""

    ORGANISATION = "organisation"
    NETWORK = "network"
    SECTOR = "sector"
    BOROUGH = "borough"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that can be followed, as somebody may know it. `key`: in forms and addresses."""

    kind: FollowKind
    ref: str
    title: str
    path: str

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.ref}"
