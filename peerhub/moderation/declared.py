"""What whoever reports an intimate picture may add, which the Online Safety Act 2023 asks of them.

Sections 10(3A) and 20A: who asks, that the person in it did not agree, how they can be reached. The
hub demands none of it, and looks at every report alike.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

import orjson

from peerhub.core.keys import Keys
from peerhub.core.words import N_, _

CONTACT_LENGTH = 200


class Asks(StrEnum):
    """How whoever reports a picture belongs to it."""

    IN_IT = "in_it"
    FOR_THEM = "for_them"
    SAW_IT = "saw_it"


ASKS_WORDS = {
    Asks.IN_IT: N_("I am in the picture"),
    Asks.FOR_THEM: N_("I ask for somebody who is in it"),
    Asks.SAW_IT: N_("I only saw it"),
}
SAID_WORDS = {
    Asks.IN_IT: N_("Whoever reports it says: they are in the picture."),
    Asks.FOR_THEM: N_("Whoever reports it says: they ask for somebody who is in it."),
    Asks.SAW_IT: N_("Whoever reports it says: they only saw it."),
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """`asks` is an Asks or ""; `not_agreed`: said in good faith; `contact` is "" where none is given."""

    asks: str = ""
    not_agreed: bool = False
    contact: str = ""

    def __bool__(self) -> bool:
        return self != Declaration()


def _place(report_id: str) -> str:
    return f"report:{report_id}:declaration"


def seal_declaration(keys: Keys, report_id: str, said: Declaration) -> bytes | None:
    """As it rests; None for nothing said."""
    if not said:
        return None
    return keys.seal(orjson.dumps(asdict(said)).decode(), about=_place(report_id))


def declaration_lines(keys: Keys, report_id: str, sealed: bytes | None) -> tuple[str, ...]:
    """In sentences, for whoever decides."""
    if sealed is None:
        return ()
    try:
        said = Declaration(**orjson.loads(keys.unseal(sealed, about=_place(report_id))))
    except ValueError:
        return (_("What was declared cannot be opened: the hub's records key is another one now."),)
    lines = [_(SAID_WORDS[Asks(said.asks)])] if said.asks else []
    if said.not_agreed:
        lines.append(_("They declare in good faith that the person in it did not agree."))
    if said.contact:
        lines.append(_("They can be reached: %(contact)s") % {"contact": said.contact})
    return tuple(lines)
