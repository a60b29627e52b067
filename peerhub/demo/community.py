"""The demo's own words, sectors and places to turn to. Every name and number in it is invented."""

from __future__ import annotations

from peerhub.community import service
from peerhub.community.models import Community, JoinPolicy
from peerhub.core.transaction import Transaction

NAME = "Fairer Health Hub"
STRAPLINE = "A place for people who work for fairer health: ask, share, and be looked after."
ABOUT = """\
We are small groups, charities and people with experience of our own, who want health and care to \
work for everyone. Here we ask each other what helps, share what went well and what did not, and \
meet.

*This is a demo. The people in it are invented, and so is everything they say.*
"""
SECTORS = (
    ("health-and-care", "Health and care"),
    ("housing", "Housing"),
    ("youth-work", "Youth work"),
)
CONTACTS = (  # numbers that Ofcom keeps free for invented stories; nobody answers them
    ("Fairer Health night line", "When it cannot wait until morning", "020 7946 0101", True),
    ("Housing advice desk", "Damp, repairs, a letter that frightens you", "020 7946 0102", False),
    ("Young people's line", "Up to 25, by phone or text", "020 7946 0103", False),
)


async def seed_community(tx: Transaction) -> None:
    await service.set_up(tx, NAME)
    community = Community(
        name=NAME,
        strapline=STRAPLINE,
        about=ABOUT,
        run_by="Fairer Health Hub is an invented network, run by nobody.",
        join_policy=JoinPolicy.APPROVAL,
    )
    await service.change_community(tx, community)
    for slug, title in SECTORS:
        await service.add_sector(tx, slug=slug, title=title)
    for name, about, phone, urgent in CONTACTS:
        await service.add_help_contact(
            tx,
            name=name,
            about=about,
            phone=phone,
            address="",
            hours="Every day",
            urgent=urgent,
            by="Dana",
        )
