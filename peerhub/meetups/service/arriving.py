"""Bring one date from another network's calendar: a new meetup, marked as theirs, or what changed there.

A field that still says what it said when it was brought follows its calendar; one that an administrator
changed here stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.following import sides_of
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.meetups import rules
from peerhub.meetups.models import Audience, Meetup, MeetupKind, MeetupState
from peerhub.meetups.searchable import index_meetup, keep_meetup
from peerhub.meetups.store import meetups as store
from peerhub.meetups.store.sources import sources

BROUGHT = (
    "title",
    "about",
    "starts_at",
    "ends_at",
    "zone",
    "in_person",
    "online",
    "place",
    "origin",
    "origin_url",
    "state",
    "reason",
)


class Arrival(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REMOVED = "removed"  # it was brought once, and a moderator removed it


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing one date would do. `kept`: fields that somebody changed here, and that differ."""

    arrival: Arrival
    key: str
    fields: Mapping[str, Any]
    known: Meetup | None = None
    kept: tuple[str, ...] = ()


def fields_of(
    *,
    title: str,
    about: str,
    starts_at: datetime,
    ends_at: datetime,
    zone: str,
    place: str,
    origin: str,
    origin_url: str,
    online: bool,
    cancelled: bool,
) -> dict[str, Any]:
    """Everything that an import sets. Where their calendar says neither place nor link, nor do we."""
    return {
        "title": title,
        "about": about,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": zone,
        "in_person": bool(place),
        "online": online,
        "place": place,
        "origin": origin,
        "origin_url": origin_url,
        "state": MeetupState.CANCELLED if cancelled else MeetupState.ANNOUNCED,
        "reason": _("Its own calendar says so.") if cancelled else "",
    }


async def plan_arrival(db: AsyncConnection, key: str, fields: Mapping[str, Any]) -> Plan:
    """Looks and changes nothing."""
    source = await sources.find(db, key)
    if source is None:
        return Plan(Arrival.NEW, key, fields)
    known = await store.find_meetup(db, source[0])
    if known is None or known.removed_at is not None:
        return Plan(Arrival.REMOVED, key, fields, known)
    here = {name: _said(getattr(known, name)) for name in BROUGHT}
    there = {name: _said(fields[name]) for name in BROUGHT}
    sides = sides_of(BROUGHT, last=source[1], here=here, there=there)
    same = all(here[name] == there[name] for name in sides.ours)
    new = {name: fields[name] for name in sides.ours}
    return Plan(Arrival.SAME if same else Arrival.CHANGED, key, new, known, sides.kept)


def _said(value: Any) -> Any:
    """As it rests in JSON."""
    return to_iso(value) if isinstance(value, datetime) else value


async def bring_meetup(tx: Transaction, plan: Plan) -> None:
    """What the plan says; Refused where the times are none that a meetup can have."""
    if plan.arrival is Arrival.REMOVED:
        return
    if plan.known is None:
        meetup = Meetup(
            meetup_id=new_id(),
            kind=MeetupKind.MEETUP,
            audience=Audience.MEMBERS,
            announced_by="",
            announced_at=tx.now,
            changed_at=tx.now,
            **plan.fields,
        )
        rules.check_brought(meetup, tx.now)
        await store.insert_meetup(tx.db, meetup)
        await index_meetup(tx, meetup)
    else:
        meetup = plan.known
        if plan.arrival is Arrival.CHANGED:
            after = replace(meetup, **plan.fields)
            rules.check_brought(after, tx.now)
            after = replace(after, changed_at=tx.now, sequence=meetup.sequence + 1)
            await keep_meetup(tx, after)
    said = {name: _said(value) for name, value in plan.fields.items()}
    await sources.set(tx.db, plan.key, meetup.meetup_id, said, tx.now)
