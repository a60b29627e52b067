"""The short pages into which the form of an organisation is divided, each kept by itself."""

from __future__ import annotations

from peerhub.core.words import N_
from peerhub.directory.models import Kind

PARTS: dict[str, tuple[str, ...]] = {
    "about": ("name", "words", "for_whom"),
    "services": ("services",),
    "sectors": (Kind.SECTOR, Kind.STRAND),
    "where": (Kind.BOROUGH,),
    "reach": ("website", "email", "phone", "address"),
    "languages": (Kind.LANGUAGE,),
    "access": (Kind.ACCESS,),
    "group": ("user_led", "size"),
    "registered": ("identifiers",),
    "funders": ("funders",),
}
PART_WORDS = {
    "about": N_("What you do, and for whom"),
    "services": N_("Your services"),
    "sectors": N_("Sectors and equality"),
    "where": N_("Where you work"),
    "reach": N_("How to reach you"),
    "languages": N_("Languages"),
    "access": N_("Access"),
    "group": N_("Who you are"),
    "registered": N_("Registered numbers"),
    "funders": N_("Who funds you"),
}


def part_of(field: str) -> str:
    """On which of them a field stands; KeyError for none."""
    return {name: part for part, names in PARTS.items() for name in names}[field]
