"""Versions of an organisation's page: what each said, and what changed between two. Pure, no await."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory.models import FIELDS, LINES, ROWS, Kind, Profile

MOST_VERSIONS = 30  # of one page, so that all of them stand on one; older ones are forgotten


class By(StrEnum):
    """As what somebody changed a page; who it was stands in the audit trail alone."""

    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    HUB = "hub"


@dataclass(frozen=True, slots=True)
class Version:
    """What a page said from `at` on; `number` rises by one with each change, and has no second use."""

    number: int
    profile: Profile
    at: datetime
    by: By


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as it rests: codes for facts; `seen` where that changed too."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    seen_before: str = ""
    seen_after: str = ""


def tidy(profile: Profile) -> Profile:
    """The same, written in the one way in which two profiles can be compared."""
    facts = {str(kind): tuple(sorted(set(profile.facts.get(kind, ())))) for kind in Kind}
    said = {kind: values for kind, values in facts.items() if values}
    return replace(profile, facts=said, seen=dict(profile.seen))


def is_same(one: Profile, other: Profile) -> bool:
    return tidy(one) == tidy(other)


def changes_between(before: Profile, after: Profile) -> list[Change]:
    """Field by field, those that say something else or to somebody else."""
    found = []
    for name in ("name", *FIELDS):
        was, now = _values(before, name), _values(after, name)
        seen = before.seen.get(name, ""), after.seen.get(name, "")
        if was != now or seen[0] != seen[1]:
            found.append(Change(name, was, now, *(seen if seen[0] != seen[1] else ("", ""))))
    return found


def _values(profile: Profile, name: str) -> tuple[str, ...]:
    if name in set(Kind):
        return tuple(sorted(profile.facts.get(name, ())))
    if name in ROWS:
        return tuple(one.summary for one in getattr(profile, name))
    said = getattr(profile, name)
    return (said,) if said else ()


def still_known(profile: Profile, known: Mapping[str, Collection[str]]) -> Profile:
    """Without facts that cannot be chosen any more: a sector may have been put away since."""
    facts = {
        kind: tuple(one for one in values if one in known[kind])
        for kind, values in profile.facts.items()
    }
    return replace(profile, facts=facts)


def to_json(profile: Profile) -> dict[str, Any]:
    said = {name: getattr(profile, name) for name in ("name", *LINES)}
    rows = {name: rows_to_json(getattr(profile, name)) for name in ROWS}
    facts = {kind: list(values) for kind, values in profile.facts.items()}
    return {**said, **rows, "facts": facts, "seen": dict(profile.seen)}


def from_json(said: Mapping[str, Any]) -> Profile:
    facts = {str(kind): tuple(said["facts"].get(kind, ())) for kind in Kind}
    lines: dict[str, Any] = {name: str(said[name]) for name in ("name", *LINES)}
    rows: dict[str, Any] = {name: rows_from_json(name, said.get(name, [])) for name in ROWS}
    return Profile(**lines, **rows, facts=facts, seen=said["seen"])


def rows_to_json(rows: Iterable[Any]) -> list[dict[str, str]]:
    return [asdict(one) for one in rows]


def rows_from_json(name: str, said: Any) -> tuple[Any, ...]:
    """Rows of this field; ValueError where they are none that could have been written here."""
    noun = ROWS[name]
    names = {one.name for one in fields(noun)}
    if not isinstance(said, list):
        raise ValueError(f"{name} takes a list")
    for one in said:
        if not isinstance(one, dict) or one.keys() != names:
            raise ValueError(f"each of {name} takes {', '.join(sorted(names))}")
    return tuple(noun(**{key: str(value) for key, value in one.items()}) for one in said)


def changed_meanwhile() -> Refused:
    return Refused(
        _("Somebody has changed this page meanwhile. Look at it, and then send yours again.")
    )
