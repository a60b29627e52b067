"""Bring one organisation from another finder: a new page, or what changed there and nobody changed here.

A page remembers what each field said when it was brought. Where the field still says that, it follows
the other finder; from the day on which a person changes it here, it is theirs for good.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.following import Said, sides_of
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.directory import rules
from peerhub.directory.history import By, Version, is_same, rows_to_json
from peerhub.directory.models import BROUGHT, ROWS, Kind, ListState, Organisation, Profile
from peerhub.directory.searchable import index_again
from peerhub.directory.service.versioned import add_version, with_ids
from peerhub.directory.services import known_again
from peerhub.directory.store import organisations as store
from peerhub.directory.store import versions
from peerhub.directory.store.sources import sources


class Arrival(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    NAME_HERE = "name_here"  # a page of this name that no import brought
    PUT_AWAY = "put_away"  # it was brought once, and somebody put it away or removed it
    OWN = "own"  # this hub's own page, come back from its own feed


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing one record would do. `kept`: fields that people changed here, and that differ."""

    arrival: Arrival
    key: str
    profile: Profile
    known: Organisation | None = None
    kept: tuple[str, ...] = ()
    said: Said | None = None


async def plan_arrival(
    db: AsyncConnection, key: str, profile: Profile, own_id: str | None = None
) -> Plan:
    """Looks and changes nothing. `own_id`: whose page it is if this hub gave the key out itself."""
    if own_id and await store.find_organisation_by_id(db, own_id):
        return Plan(Arrival.OWN, key, profile)
    source = await sources.find(db, key)
    if source is None:
        here = await store.is_name_here(db, profile.name.casefold())
        return Plan(Arrival.NAME_HERE if here else Arrival.NEW, key, profile, said=said_by(profile))
    known = await store.find_organisation_by_id(db, source[0])
    if known is None or not known.is_open:
        return Plan(Arrival.PUT_AWAY, key, profile, known)
    return _merged(key, profile, known, source[1])


def said_by(profile: Profile) -> dict[str, Any]:
    """By field, as it rests beside a page."""
    return {name: _value(profile, name) for name in BROUGHT}


def _value(profile: Profile, name: str) -> Any:
    if name in set(Kind):
        return sorted(profile.facts.get(name, ()))
    if name == "services":  # there they have ids of another hub
        return [[one.name, one.words, one.way] for one in profile.services]
    if name in ROWS:
        return rows_to_json(getattr(profile, name))
    return getattr(profile, name)


def _merged(key: str, new: Profile, known: Organisation, last: Said) -> Plan:
    here, there = said_by(known.profile), said_by(new)
    sides = sides_of(BROUGHT, last=last, here=here, there=there)
    facts_of_it = [name for name in sides.ours if name in set(Kind)]
    lines = {name: getattr(new, name) for name in sides.ours if name not in facts_of_it}
    facts = dict(known.profile.facts) | {name: new.facts.get(name, ()) for name in facts_of_it}
    if "services" in lines:
        lines["services"] = known_again(new.services, known.profile.services)
    profile = replace(known.profile, **lines, facts=facts)
    arrival = Arrival.SAME if is_same(profile, known.profile) else Arrival.CHANGED
    said = {name: there[name] for name in sides.ours}
    return Plan(arrival, key, profile, known, sides.kept, said)


async def bring_organisation(tx: Transaction, plan: Plan) -> None:
    """What the plan says; Refused where somebody changed the page since."""
    if plan.said is None or plan.arrival not in (Arrival.NEW, Arrival.CHANGED, Arrival.SAME):
        return
    if plan.known is None:
        organisation_id = await _list(tx, plan.profile)
    else:
        organisation_id = plan.known.organisation_id
        if plan.arrival is Arrival.CHANGED:
            await add_version(tx, plan.known, with_ids(plan.profile), By.HUB)
    await sources.set(tx.db, plan.key, organisation_id, plan.said, tx.now)


async def _list(tx: Transaction, profile: Profile) -> str:
    """Unclaimed, with everything hidden that is hidden on any new page."""
    whole = with_ids(replace(profile, seen=rules.seen_at_first()))
    slug = rules.slug_from(
        profile.name, await store.list_slugs(tx.db, rules.slug_from(profile.name, ()))
    )
    new = Organisation(new_id(), slug, whole, ListState.LISTED, tx.now)
    await store.insert_organisation(tx.db, new)
    await versions.insert_version(tx.db, new.organisation_id, Version(1, whole, tx.now, By.HUB))
    await index_again(tx, new.organisation_id)
    return new.organisation_id
