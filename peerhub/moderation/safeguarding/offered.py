"""What the forms of safeguarding offer to choose from: (value, words), in the reader's language."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peerhub.core.words import _, ngettext
from peerhub.moderation.safeguarding.kinds import (
    KIND_WORDS,
    RECORD_WORDS,
    STANDING_WORDS,
    SUBJECT_WORDS,
    FlagKind,
)
from peerhub.moderation.safeguarding.models import KEEP_YEARS, PART_WORDS, DutyManner, Part, Passkey


def options(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """For a form's choice."""
    return [(str(value), _(said)) for value, said in words.items()]


@dataclass(frozen=True, slots=True)
class ShownPasskey:
    """A holder's own device. `asks` is what its browser is asked with: credential and salt."""

    id: str
    name: str
    made_at: datetime
    asks: str


def shown_passkeys(passkeys: Sequence[Passkey]) -> list[ShownPasskey]:
    return [
        ShownPasskey(
            one.passkey_id, one.name, one.made_at, f"{_base64(one.credential)} {_base64(one.salt)}"
        )
        for one in passkeys
    ]


def _base64(said: bytes) -> str:
    """base64url without `=`, as scripts of browsers write it (RFC 4648 section 5)."""
    return urlsafe_b64encode(said).decode().rstrip("=")


def urgency_options() -> list[tuple[str, str]]:
    return [
        ("0", _("Life at risk now")),
        ("1", _("Today")),
        ("2", _("This week")),
        ("not_sure", _("I am not sure")),
    ]


def kind_options() -> list[tuple[str, str]]:
    return options(KIND_WORDS)


def kind_choices(hidden: Sequence[FlagKind]) -> list[tuple[str, ...]]:
    """The same for whoever flags an item: some kinds hide it at once, which a hint says."""
    hint = _("It is hidden from everybody at once, until a lead has looked.")
    return [
        (kind, _(words), hint) if kind in hidden else (kind, _(words))
        for kind, words in KIND_WORDS.items()
    ]


def years_options() -> list[tuple[str, str]]:
    return [(str(n), ngettext("%(n)d year", "%(n)d years", n) % {"n": n}) for n in KEEP_YEARS]


def subject_options() -> list[tuple[str, str]]:
    return options(SUBJECT_WORDS)


def standing_options() -> list[tuple[str, str]]:
    return options(STANDING_WORDS)


def record_options() -> list[tuple[str, str]]:
    return options(RECORD_WORDS)


def manner_options() -> list[tuple[str, str]]:
    return [
        (DutyManner.ALWAYS.value, _("Always")),
        (DutyManner.HOURS.value, _("In these hours")),
        (DutyManner.AWAY.value, _("Away: others are called instead")),
    ]


def item_options(acts: Sequence[str]) -> list[tuple[str, str]]:
    words = {
        "leave": _("Leave it as it is"),
        "fold": _("Fold it: who opens it reads it, and before it stands that someone is helping"),
        "hide": _("Hide it: in its place stands that it is hidden for now"),
        "show": _("Show it again"),
    }
    return [(act, words[act]) for act in acts]


def part_options() -> list[tuple[str, str]]:
    """What a key can be made for; the sheet is made in another way."""
    return [(part.value, _(words)) for part, words in PART_WORDS.items() if part is not Part.SHEET]
