"""What the feed is, its taxonomies with their terms, and the frame of a page of any list. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from peerhub.directory.models import Kind

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
TAXONOMIES = {  # the kinds of facts that are offered as taxonomies: (name, what it is)
    Kind.SECTOR: ("Sectors", "The sectors of this hub, in which organisations work."),
    Kind.STRAND: ("Equality strands", "What an organisation works for the equality of."),
}
Titles = Mapping[Kind, Mapping[str, str]]


def taxonomy_id(kind: Kind, address: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{address}/open-referral/taxonomies/{kind}"))


def term_id(kind: Kind, code: str, address: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{address}/open-referral/taxonomies/{kind}/{code}"))


def taxonomies(address: str) -> list[dict[str, Any]]:
    return [
        {"id": taxonomy_id(kind, address), "name": name, "description": about, "version": "1"}
        for kind, (name, about) in TAXONOMIES.items()
    ]


def term_of(kind: Kind, code: str, titles: Titles, address: str) -> dict[str, Any]:
    name = titles[kind].get(code, code)
    return {
        "id": term_id(kind, code, address),
        "name": name,
        "description": name,
        "taxonomy": TAXONOMIES[kind][0],
        "taxonomy_id": taxonomy_id(kind, address),
        "term_uri": f"{address}/directory?{kind}={code}",
    }


def terms(titles: Titles, address: str) -> list[tuple[Kind, str, dict[str, Any]]]:
    """(kind, code, the term), by kind and name."""
    found = []
    for kind in TAXONOMIES:
        for code, _name in sorted(titles[kind].items(), key=lambda pair: pair[1].casefold()):
            found.append((kind, code, term_of(kind, code, titles, address)))
    return found


def page_of(contents: Sequence[Any], total: int, page: int, per_page: int) -> dict[str, Any]:
    """The page's frame; `page` counts from 1."""
    pages = max(1, -(-total // per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }
