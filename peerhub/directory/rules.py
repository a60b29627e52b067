"""Decisions of the directory: who sees which field, what an address is made of. Pure, no await."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from peerhub.core.errors import Refused
from peerhub.core.text import to_slug
from peerhub.core.words import _
from peerhub.directory.models import (
    FIELDS,
    HIDDEN_AT_FIRST,
    LINES,
    MOST_EDITORS,
    ROWS,
    STALE_AFTER,
    Kind,
    Organisation,
    Profile,
    Seen,
)
from peerhub.people.models import Person, RoleName
from peerhub.web.slugs import RESERVED, SLUG_LENGTH

EVERYTHING = tuple(Seen)
OF_MEMBERS = (Seen.PUBLIC, Seen.MEMBERS)


def is_administrator(person: Person | None) -> bool:
    return person is not None and person.holds(RoleName.ADMINISTRATOR)


def levels_for(person: Person | None, *, edits: bool = False) -> tuple[Seen, ...]:
    """What this reader, or a stranger (None), may see: strangers what is public, members more."""
    if person is None:
        return (Seen.PUBLIC,)
    if edits or is_administrator(person):
        return EVERYTHING
    return OF_MEMBERS


def seen_at_first() -> dict[str, str]:
    """Of a new page: everything public but what is often somebody's own."""
    hidden, public = str(Seen.HIDDEN), str(Seen.PUBLIC)
    return {name: hidden if name in HIDDEN_AT_FIRST else public for name in FIELDS}


def whole(seen: Mapping[str, str]) -> dict[str, str]:
    """For each field a word that we know; what is not said is hidden."""
    known, hidden = set(map(str, EVERYTHING)), str(Seen.HIDDEN)
    return {name: seen[name] if seen.get(name) in known else hidden for name in FIELDS}


def as_seen(organisation: Organisation, levels: Collection[str]) -> Organisation:
    """The same page with nothing in it that this reader may not see."""
    profile = organisation.profile
    shut = {name for name in FIELDS if whole(profile.seen)[name] not in levels}
    facts = {str(kind): profile.facts.get(kind, ()) for kind in Kind if kind not in shut}
    bare: dict[str, Any] = {name: "" for name in LINES if name in shut}
    bare |= {name: () for name in ROWS if name in shut}
    return replace(organisation, profile=replace(profile, **bare, facts=facts, seen={}))


def slug_from(name: str, taken: Collection[str]) -> str:
    """An address of the words of a name, of plain letters, that nobody has yet."""
    plain = "".join(sign for sign in to_slug(name) if sign.isascii()).strip("-")
    begun = "-".join(part for part in plain.split("-") if part)[: SLUG_LENGTH - 4].strip("-")
    begun = begun or "organisation"
    number, slug = 1, begun
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{begun}-{number}"
    return slug


ASK_AFTER = STALE_AFTER - timedelta(days=14)  # so that a holiday does not make a page stale
ASK_AGAIN_AFTER = timedelta(days=91)
LETTER_LASTS = timedelta(days=30)


def is_stale(organisation: Organisation, now: datetime) -> bool:
    """Whether somebody should look at it again."""
    confirmed = organisation.confirmed_at
    return confirmed is None or now - confirmed > STALE_AFTER


def check_profile(
    profile: Profile, known: Mapping[str, Collection[str]], *, before: Profile
) -> None:
    """Refused where a fact is new and none that can be chosen here; `known` are those, by kind. What
    stood there `before` may stay: a sector may have been put away since.
    """
    for kind, values in profile.facts.items():
        if set(values) - set(known[kind]) - set(before.facts.get(kind, ())):
            raise Refused(_("Choose from the answers given."), field=kind)


def check_may_add_editor(editors: Collection[str], person_id: str) -> None:
    if person_id in editors:
        raise Refused(_("This person edits the page already."), field="handle")
    check_room_for_editor(editors)


def check_room_for_editor(editors: Collection[str]) -> None:
    if len(editors) >= MOST_EDITORS:
        raise Refused(_("This page has twenty editors. Take one away first."), field="handle")
