"""A page's HTML as html5lib's eyes see it: every element and attribute that could do harm.

Shares no code with `core/text.py`, so that a fault there cannot blind the test too.
"""

import re
from collections.abc import Iterator
from typing import Any

import bleach  # type: ignore[import-untyped]
import html5lib  # type: ignore[import-untyped]

XHTML = "{http://www.w3.org/1999/xhtml}"
TAGS = set(re.findall(r"\w+", "a blockquote br code div em hr li ol p pre s strong ul"))
TAGS |= {"table", "tbody", "td", "th", "thead", "tr"}
VALUES = {
    ("a", "rel"): r"nofollow ugc noopener noreferrer",
    ("a", "title"): r"(?s).*",
    ("div", "class"): r"scroll",
    ("div", "tabindex"): r"0",
    ("ol", "start"): r"\d+",
    ("pre", "tabindex"): r"0",
    ("td", "class"): r"centre|end",
    ("th", "class"): r"centre|end",
}
ADDRESS = re.compile(r"https?://[^/]|mailto:|tel:|#|/(?!/)", re.IGNORECASE)


def elements(html: str) -> Iterator[Any]:
    root = html5lib.HTMLParser().parseFragment(html)
    return (node for node in root.iter() if node is not root)


def harm(html: str) -> list[str]:
    """Each thing in this HTML that may not be in people's words; best: []."""
    found = []
    for node in elements(html):
        tag = str(node.tag).removeprefix(XHTML)
        if tag not in TAGS:
            found.append(f"<{tag}>")
        for name, value in node.attrib.items():
            if not _harmless(tag, name, value):
                found.append(f"<{tag} {name}={value!r}>")
    return found


def _harmless(tag: str, name: str, value: str) -> bool:
    if (tag, name) == ("a", "href"):
        # as a browser reads it: without blanks and controls, a backslash being a slash
        seen = re.sub(r"[\x00-\x20\x7f-\xa0]", "", value).replace("\\", "/")
        return ADDRESS.match(seen) is not None
    return (tag, name) in VALUES and re.fullmatch(VALUES[tag, name], value) is not None


def seen_by_bleach(html: str) -> str:
    """The same HTML after the second opinion; it should find nothing to take away."""
    attributes: dict[str, list[str]] = {"a": ["href", "title", "rel"], "ol": ["start"]}
    attributes |= {"div": ["class", "tabindex"], "pre": ["tabindex"]}
    attributes |= {"td": ["class"], "th": ["class"]}
    protocols = ["http", "https", "mailto", "tel"]
    return str(bleach.clean(html, tags=TAGS, attributes=attributes, protocols=protocols))


def shape(html: str) -> list[tuple[str, tuple[tuple[str, str], ...], str, str]]:
    """Elements, attributes and words, for comparing two ways of writing the same page."""
    return [
        (str(node.tag), tuple(sorted(node.attrib.items())), node.text or "", node.tail or "")
        for node in elements(html)
    ]
