"""Nouns of networks: what one is, and which organisation is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peerhub.core.words import N_
from peerhub.directory.models import ListState, Seen

INVITE_RATE = "30/day"
ASK_RATE = "10/day"  # of one person, over all pages
MOST_KEEPERS = 20
MOST_NETWORKS = 200  # on one page; a hub with more wants another page first
NETWORK_SEEN_WORDS = {
    Seen.PUBLIC: N_("Everybody"),
    Seen.MEMBERS: N_("Members of this hub"),
}


@dataclass(frozen=True, slots=True)
class Network:
    """To which organisations belong. `words`: Markdown; `seen`: public or members, who may know of it."""

    network_id: str
    slug: str
    name: str
    words: str
    seen: Seen
    state: ListState
    made_at: datetime

    @property
    def is_open(self) -> bool:
        return self.state is ListState.LISTED


@dataclass(frozen=True, slots=True)
class Membership:
    """`invited_at`: when the network said yes; `confirmed_at`: when the organisation did. One of them is
    there.
    """

    network_id: str
    organisation_id: str
    invited_at: datetime | None
    confirmed_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether both said yes: nobody else learns of it before."""
        return self.invited_at is not None and self.confirmed_at is not None

    @property
    def is_invited(self) -> bool:
        """Whether the organisation is to answer."""
        return self.confirmed_at is None

    @property
    def is_asked(self) -> bool:
        """Whether the network is to answer."""
        return self.invited_at is None

    @property
    def since(self) -> datetime | None:
        """When the later of both said yes; None while one has not."""
        if self.invited_at is None or self.confirmed_at is None:
            return None
        return max(self.invited_at, self.confirmed_at)
