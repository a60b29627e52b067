"""What somebody typed, understood: words, "phrases", a minus, and filters. Pure; never an error of a
language that an index speaks, at most one kind sentence about a filter.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from peerhub.core.clock import ZONE
from peerhub.core.errors import Refused
from peerhub.core.search import Phrase, Sought, words_of
from peerhub.core.text import to_slug
from peerhub.core.words import _
from peerhub.search.models import MOST_PHRASES, Order, Query

FILTERS = ("from", "in", "before", "after", "has")
FILES = ("file", "files")
LEAST_OF_A_BEGINNING = 2  # "a*" would be half of all words
# A minus, a filter's name, and then words in quotes or one word. Possessive: no text makes it retry.
PART = re.compile(
    r"(?P<minus>-)?+(?:(?P<name>[A-Za-z]++):(?=\S))?+"
    r'(?:"(?P<phrase>[^"]*+)"?+|(?P<word>[^\s"]++))'
)
QUOTES = str.maketrans("“”„«»", '"' * 5)


def parse(said: str, *, order: Order = Order.NEWEST) -> Query:
    """Refused for a date that is none, an unknown `has:`, or more than a search can hold."""
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    filters: dict[str, list[str]] = {name: [] for name in FILTERS}
    for part in PART.finditer(said.translate(QUOTES)):
        name, words = (part["name"] or "").lower(), part["phrase"] or part["word"] or ""
        if name in filters and not part["minus"]:
            filters[name].append(words)
            continue
        phrase = _phrase(f"{part['name'] or ''} {words}", ends=words.endswith("*"))
        if phrase:
            (unwanted if part["minus"] else wanted).append(phrase)
    _check(wanted, unwanted)
    return Query(
        sought=Sought(tuple(wanted), tuple(unwanted)) if wanted else None,
        authors=tuple(_handle(one) for one in filters["from"]),
        places=tuple(one.strip().lower() for one in filters["in"]),
        before=min((_day(one, "before") for one in filters["before"]), default=None),
        after=max((_day(one, "after") for one in filters["after"]), default=None),
        has_file=_has_file(filters["has"]),
        order=order,
    )


def _phrase(said: str, *, ends: bool) -> Phrase | None:
    words = tuple(words_of(said))
    if not words:
        return None
    return Phrase(words, begins=ends and len(words[-1]) >= LEAST_OF_A_BEGINNING)


def _check(wanted: list[Phrase], unwanted: list[Phrase]) -> None:
    if unwanted and not wanted:
        raise Refused(_("Add a word to look for beside those to leave out."), field="q")
    if sum(len(one.words) for one in (*wanted, *unwanted)) > MOST_PHRASES:
        raise Refused(_("Use at most %(n)d words in one search.") % {"n": MOST_PHRASES}, field="q")


def _handle(said: str) -> str:
    """`@amina` and `Amina Khan` as handles are; a name for one room alone keeps its last sign."""
    plain = said.strip().removeprefix("@")
    return to_slug(plain) + ("_" if plain.endswith("_") else "")


def _has_file(said: list[str]) -> bool:
    if any(one.lower() not in FILES for one in said):
        raise Refused(_("After has: write file, as in has:file."), field="q")
    return bool(said)


def _day(said: str, name: str) -> datetime:
    """The first moment of a day, month or year in the hub's zone."""
    try:
        parts = [int(part) for part in said.split("-")]
        whole = date(*(*parts, 1, 1)[: max(3, len(parts))])
        return datetime.combine(whole, time(), tzinfo=ZONE)
    except (ValueError, TypeError, OverflowError) as error:
        words = _("After %(name)s: write a day, as in %(name)s:2026-11-22, a month or a year.")
        raise Refused(words % {"name": name}, field=name) from error
