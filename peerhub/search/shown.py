"""Results as the template wants them, and the addresses of a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from peerhub.core.items import SearchCard
from peerhub.core.words import _, ngettext
from peerhub.search.excerpts import excerpt, marked
from peerhub.search.forms import SearchDraft
from peerhub.search.models import PAGE_RESULTS, Found, Marked, Order, Query


@dataclass(frozen=True, slots=True)
class ShownResult:
    """One result. `title` is a thread's or a page's, empty for a message; `author` is empty for what
    nobody wrote under a name; `note` folds what it says.
    """

    href: str
    title: Sequence[Marked]
    place: str
    author: str
    at: datetime
    note: str
    parts: Sequence[Marked]


def results(found: Found, query: Query) -> list[ShownResult]:
    return [_result(card, query) for card in found.cards]


def _result(card: SearchCard, query: Query) -> ShownResult:
    phrases = query.sought.wanted if query.sought else ()
    return ShownResult(
        href=card.path,
        title=marked(card.title, phrases),
        place=card.place_title,
        author=card.author_name or (_("Former member") if card.authored else ""),
        at=card.at,
        note=card.note,
        parts=excerpt(card.text, phrases),
    )


def count_words(found: Found) -> str:
    if found.more:
        return _("More than %(n)s results. Add a word or a filter to find yours.") % {
            "n": f"{found.count:,}"
        }
    return ngettext("%(n)d result", "%(n)d results", found.count) % {"n": found.count}


def pages_of(found: Found) -> int:
    return (found.count + PAGE_RESULTS - 1) // PAGE_RESULTS


def base_of(draft: SearchDraft, path: str) -> str:
    """The address of this search up to the number of the page."""
    said = draft.model_dump(by_alias=True, mode="json", exclude={"page"})
    kept = {name: value for name, value in said.items() if value and value != Order.NEWEST}
    return f"{path}?{urlencode({**kept, 'page': ''})}"


def order_options() -> list[tuple[str, str]]:
    return [
        (Order.NEWEST.value, _("Newest first")),
        (Order.BEST.value, _("Best match first")),
    ]


def hints() -> list[tuple[str, str]]:
    """What one can write, and what it finds. The names of filters are the same in every language."""
    return [
        (_('"housing benefit"'), _("these words in a row")),
        (_("benefit*"), _("words that begin like this")),
        (_("tea -coffee"), _("tea, without coffee")),
        ("from:amina", _("written by whoever has this name after the @")),
        ("in:kitchen", _("in the room or on the board with this address")),
        ("before:2026-11-22", _("before this day, month or year")),
        ("after:2026-11", _("from this day, month or year on")),
        ("has:file", _("with a picture or a document")),
    ]
