"""A meetup's sector and borough are of the hub's own lists."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory.access import options_for_anyone
from peerhub.directory.models import Kind
from peerhub.meetups.models import Meetup


async def check_lists(tx: Transaction, meetup: Meetup, before: Meetup | None = None) -> None:
    """Refused for what is on no list; what was chosen before may stay, put away or not."""
    options = await options_for_anyone(tx.db, tx.config)
    for name, kind in (("sector", Kind.SECTOR), ("borough", Kind.BOROUGH)):
        said = getattr(meetup, name)
        kept = before is not None and said == getattr(before, name)
        if said and not kept and said not in dict(options[kind]):
            raise Refused(_("Choose one of the list, or none."), field=name)
