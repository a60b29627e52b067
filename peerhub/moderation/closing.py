"""Why an account is closed, for who tries to come in with it: what, why, how long, and whom to ask."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import Closure
from peerhub.core.keys import Keys
from peerhub.core.words import _
from peerhub.moderation.appeals import appeal_path
from peerhub.moderation.measures import Measure
from peerhub.moderation.models import Decision
from peerhub.moderation.steps import measure_words
from peerhub.moderation.store import cases, measures


class WhyClosed:
    """The Closing port."""

    async def why_closed(
        self, db: AsyncConnection, keys: Keys, person_id: str, now: datetime
    ) -> Closure | None:
        """Of several that stand the one that lasts longest: it is the one to ask about."""
        found = await measures.list_measures_about(db, person_id)
        standing = [one for one in found if one.kind.closes and one.stands(now)]
        if not standing:
            return None
        longest = max(
            standing, key=lambda one: one.until_at or datetime.max.replace(tzinfo=now.tzinfo)
        )
        decision = await cases.find_decision_by_id(db, longest.decision_id)
        return _closure(keys, longest, decision) if decision else None


def _closure(keys: Keys, measure: Measure, decision: Decision) -> Closure:
    rule = [_("The ground rule: “%(rule)s”.") % {"rule": decision.rule}] if decision.rule else []
    reason = _("The reason: “%(reason)s”.") % {"reason": decision.reason}
    words = (measure_words(measure), *rule, reason)
    return Closure(words, appeal_path(keys, decision.decision_id))
