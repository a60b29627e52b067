"""The circle as a list: whose keys there are, and who is on duty when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from peerhub.core.hours import day_words
from peerhub.core.words import _
from peerhub.moderation.safeguarding.access import Holder
from peerhub.moderation.safeguarding.circle import Circle
from peerhub.moderation.safeguarding.models import PART_WORDS, DutyManner, LeadKey, Shift
from peerhub.moderation.safeguarding.rules import is_on_duty
from peerhub.moderation.safeguarding.wall import fingerprint
from peerhub.people.models import Person


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key: whose, what for, its fingerprint, who signed it."""

    id: str
    name: str
    part: str
    fingerprint: str
    counts: bool
    vouchers: str
    mine: bool
    signed_by_me: bool
    made_at: datetime


def shown_keys(
    circle: Circle, keys: Sequence[LeadKey], names: Mapping[str, Person], holder: Holder
) -> list[ShownKey]:
    own = holder.key.key_id if holder.key else ""
    return [
        ShownKey(
            id=key.key_id,
            name=_name(key, names),
            part=_(PART_WORDS[key.part]),
            fingerprint=fingerprint(key.box, key.pen),
            counts=circle.counts(key),
            vouchers=", ".join(_name(k, names) for k in circle.vouchers_of(key)),
            mine=key.key_id == own,
            signed_by_me=own in circle.vouched.get(key.key_id, frozenset()),
            made_at=key.made_at,
        )
        for key in sorted(keys, key=lambda k: k.made_at)
    ]


def _name(key: LeadKey, names: Mapping[str, Person]) -> str:
    if not key.person_id:
        return _("On paper")
    return names[key.person_id].name if key.person_id in names else _("Somebody who left")


@dataclass(frozen=True, slots=True)
class ShownShift:
    """When one holder is on duty. `lines` are hours, `away` what they say where they are not there."""

    name: str
    part: str
    here: bool
    words: str
    lines: list[str]
    away: str


def shown_rota(
    keys: Sequence[LeadKey],
    shifts: Mapping[str, Shift],
    names: Mapping[str, Person],
    now: datetime,
) -> list[ShownShift]:
    found = []
    for key in sorted(keys, key=lambda k: (k.part, k.made_at)):
        shift = shifts.get(key.person_id) or Shift(key.person_id)
        words = {DutyManner.ALWAYS: _("always"), DutyManner.AWAY: _("away")}
        here = is_on_duty(shift, now)
        found.append(
            ShownShift(
                name=_name(key, names),
                part=_(PART_WORDS[key.part]),
                here=here,
                words=words.get(shift.manner, ""),
                lines=day_words(shift.hours),
                away="" if here else shift.out_of_hours,
            )
        )
    return found
