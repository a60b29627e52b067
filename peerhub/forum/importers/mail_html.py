"""The words of a mail that came as HTML only, as plain text with quotes and links.

Never keeps a script, a style, or a picture; what it gives back is text and is escaped like text.
"""

from html.parser import HTMLParser

import nh3

MAX_HTML = 250_000  # characters; beyond that it is a newsletter's decoration
MAX_TAGS = 10_000  # parsing tags within tags takes the square of their number

_BLOCKS = {"p", "div", "tr", "table", "ul", "ol", "li", "blockquote", "pre", "hr", "section"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "article", "header", "footer", "dt", "dd"}
_APART = {"p", "blockquote", "pre", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
_INLINE = {"a", "br", "td", "th", "img"}


def to_text(html: str) -> str:
    """What the mail says. The sanitiser goes first: it closes what was left open, in linear time."""
    kept = nh3.clean(
        _bounded(html),
        tags=_BLOCKS | _INLINE,
        attributes={"a": {"href"}, "img": {"alt"}},
        clean_content_tags={"script", "style", "title"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(kept)
    reader.close()
    return reader.text()


def _bounded(html: str) -> str:
    position = -1
    for _tag in range(MAX_TAGS):
        position = html.find("<", position + 1, MAX_HTML)
        if position < 0:
            return html[:MAX_HTML]
    return html[:position]


class _Reader(HTMLParser):
    """Collects lines; each knows how deep it is quoted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.quoted = 0
        self.verbatim = 0
        self.links: list[tuple[str, int]] = []

    def text(self) -> str:
        self.end_line()
        return "\n".join(self.lines).strip("\n") + "\n"

    def end_line(self, *, apart: bool = False) -> None:
        mark = ">" * self.quoted + " " * bool(self.quoted)
        if self.line.strip():
            self.lines.append((mark + self.line).rstrip())
        if apart and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark.rstrip())
        self.line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BLOCKS or tag == "br":
            self.end_line(apart=tag in _APART)
        if tag == "blockquote":
            self.quoted += 1
        elif tag == "pre":
            self.verbatim += 1
        elif tag == "li":
            self.line = "- "
        elif tag == "a":
            self.links.append((given.get("href") or "", len(self.line)))
        elif tag == "img":
            self.line += given.get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line(apart=tag in _APART)
        if tag == "blockquote":
            self.quoted = max(0, self.quoted - 1)
        elif tag == "pre":
            self.verbatim = max(0, self.verbatim - 1)
        elif tag in {"td", "th"}:
            self.line += "  "
        elif tag == "a" and self.links:
            href, start = self.links.pop()
            said = self.line[start:].strip()
            if href.startswith("http") and said.rstrip("/") != href.rstrip("/"):
                self.line += f" ({href})"

    def handle_data(self, data: str) -> None:
        if self.verbatim:
            first, *rest = data.split("\n")
            self.line += first
            for line in rest:
                self.lines.append(">" * self.quoted + self.line)
                self.line = line
            return
        words = " ".join(data.split())
        if data[:1].isspace() and self.line and not self.line.endswith(" "):
            self.line += " "
        self.line += words + " " * (bool(words) and data[-1:].isspace())
