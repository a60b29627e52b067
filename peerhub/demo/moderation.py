"""How the demo moderates: whom outside to ask, and which words lead to help at once."""

from __future__ import annotations

from peerhub.core.transaction import Transaction
from peerhub.moderation.service.choose import choose_outside
from peerhub.moderation.service.watching import choose_screening
from peerhub.moderation.watch import HUB, Category, ScreeningRules
from peerhub.people.models import Person

OUTSIDE = (
    "Kim Osei, Independent Advice (an invented charity): kim@example.org, 020 7946 0000. Kim knows"
    " the hub and decides nothing in it, but asks after what was left lying."
)
DANGER = "end my life\nkill myself\nwant to die"


async def seed_moderation(tx: Transaction, people: dict[str, Person]) -> None:
    await choose_outside(tx, people["fay"], OUTSIDE)
    lists = {Category.DANGER.value: DANGER}
    await choose_screening(tx, people["fay"], ScreeningRules(HUB, repeats=True, lists=lists))
