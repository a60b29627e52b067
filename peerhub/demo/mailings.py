"""Three lists of the demo, so that there is something to choose from. Nothing is ever sent to them."""

from __future__ import annotations

from peerhub.core.transaction import Transaction
from peerhub.mailings.service import open_list

LISTS = (
    ("monthly-letter", "The monthly letter", "What happened, and what comes. Once a month.",
     "I want the monthly letter of this hub by email. I can leave at any time."),
    ("meetups", "Meetups and trainings", "Where people meet, online and in a room. When there is one.",
     "I want to hear by email of meetups and trainings. I can leave at any time."),
    ("funding", "Money for small groups", "Grants that small user-led groups can ask for. Twice a month.",
     "I want news about money for small groups by email. I can leave at any time."),
)  # fmt: skip


async def seed_lists(tx: Transaction) -> None:
    for slug, title, about, sentence in LISTS:
        await open_list(tx, slug=slug, title=title, about=about, sentence=sentence)
