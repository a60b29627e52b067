"""Nouns of belonging: which room, board or meetup belongs to which organisation or network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from peerhub.core.items import ItemRef
from peerhub.core.words import N_

ASK_RATE = "30/day"
MOST_OWNERS = 10  # of one place
MOST_SHOWN = 30  # places of one kind on a page


class OwnerKind(StrEnum):
    ORGANISATION = "organisation"
    NETWORK = "network"


PLACE_WORDS = {  # by the kind of a place, in the order of the page
    "meetup": N_("Meetups to come"),
    "room": N_("Rooms"),
    "board": N_("Boards"),
}
UNNAMED_WORDS = {
    "meetup": N_("A meetup that you cannot open"),
    "room": N_("A room that you cannot open"),
    "board": N_("A board that you cannot open"),
}


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation or a network to which places belong, as everybody knows it who may open it."""

    kind: OwnerKind
    owner_id: str
    slug: str
    name: str

    @property
    def ref(self) -> ItemRef:
        return ItemRef(self.kind.value, self.owner_id)

    @property
    def key(self) -> str:
        """In forms."""
        return f"{self.kind.value}:{self.slug}"

    @property
    def path(self) -> str:
        base = "/directory" if self.kind is OwnerKind.ORGANISATION else "/networks"
        return f"{base}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Belonging:
    """`asked_at`: when the place's side said so; `confirmed_at`: when the owner's side did.

    `together`: shared by what was said in one go, as the dates of a meetup; one answer is for all.
    """

    place_kind: str
    place_id: str
    owner_kind: OwnerKind
    owner_id: str
    together: str
    asked_at: datetime
    confirmed_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether both said yes: nobody else learns of it before."""
        return self.confirmed_at is not None

    @property
    def owner_ref(self) -> ItemRef:
        return ItemRef(self.owner_kind.value, self.owner_id)
