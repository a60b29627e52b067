"""Of which organisations and networks a meetup is, said when it is announced."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.errors import Refused
from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory.belonged import owners_kept_by
from peerhub.directory.service.belongings import say_belongs
from peerhub.meetups.models import Meetup
from peerhub.people.models import Person


async def say_owners(
    tx: Transaction, person: Person, dates: Sequence[Meetup], keys: Sequence[str]
) -> None:
    """Those that whoever announces it looks after, who so says both yeses. Others are asked later,
    from its page: nobody is asked about what a moderator may not let through.
    """
    own = {one.key: one for one in await owners_kept_by(tx.db, person)} if keys else {}
    places = [ItemRef("meetup", one.meetup_id) for one in dates]
    for key in keys:
        if key not in own:
            words = _("Choose those that you look after. Others can be asked from its page.")
            raise Refused(words, field="owners")
        await say_belongs(tx, person, places, own[key].kind, own[key].slug)
