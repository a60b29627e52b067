"""Makes HTML, excerpts and addresses from people's words: Markdown first, then the sanitiser.

Nobody else makes HTML from people's words, and nothing here trusts them: no raw HTML, no script,
no style, no picture from elsewhere (it would tell a stranger who reads here, and when).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape, unescape

import nh3
from markdown_it.token import Token

from peerhub.core.markdown import HEADINGS, heading_tags, holds_address, make_markdown

RENDERER_VERSION = 1  # raise it when the same words would become other HTML; stored beside the HTML

LINK_SCHEMES = {"http", "https", "mailto", "tel"}  # tel: helplines
LINK_REL = "nofollow ugc noopener noreferrer"
SLUG_LENGTH = 60

_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "ul",
}
_TABLE_TAGS = {"table", "tbody", "td", "th", "thead", "tr"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_FIXED_VALUES = {
    "div": {"class": {"scroll"}, "tabindex": {"0"}},
    "pre": {"tabindex": {"0"}},
    "td": {"class": {"centre", "end"}},
    "th": {"class": {"centre", "end"}},
}

# Characters that no HTML page may hold (and half surrogates, which cannot even be encoded).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
# One line of words and sentences, the most frequent message of all: nothing in it means anything to
# Markdown, to a search for addresses (no dot or colon within a word) or to HTML.
# Possessive, so that no text makes it try twice.
_PLAIN_LINE = re.compile(r"(?=[^\W\d_])(?:[\w ,;?()'!]++|[.:](?=[ ).]|$))*+(?<! )")
_SIGNS = str.maketrans(dict.fromkeys("`*~|", " "))  # Markdown's, which hide where an address begins
_QUOTE = re.compile("</?blockquote>")
_ENDS_LINE = re.compile(r"(?i)<(?:br\s*/?|/p|/li|/div|/h[1-6])>")
_IGNORED_IN_ADDRESSES = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]")


def to_html(source: str) -> str:
    """Safe HTML of a text in Markdown. Newlines stay, addresses become links, pictures too.

    A heading becomes a strong paragraph: a post stands at another depth on each page that shows
    it, so a real heading would tear the page's outline, by which screen readers travel.
    Tables and code get a tab stop, so that what is wider than a phone can be scrolled by keyboard.
    """
    if "_" not in source and _PLAIN_LINE.fullmatch(source):
        return f"<p>{source}</p>\n"  # the same, for 1 µs instead of 62
    return sanitise(_MARKDOWN.render(_FORBIDDEN.sub("", source)))


def has_address(plain: str) -> bool:
    """Whether words that are shown as they were typed name a page or a mailbox: what `to_html` would
    make a link of, wherever it stands.
    """
    return holds_address(_FORBIDDEN.sub("", plain).translate(_SIGNS))


def to_document_html(source: str) -> str:
    """Safe HTML of a text that has a page of its own: its headings are headings, from h2 on."""
    tokens = _MARKDOWN.parse(_FORBIDDEN.sub("", source))
    env = {HEADINGS: heading_tags(tokens)}
    return _PAGE_CLEANER.clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env))


def to_plain_html(source: str) -> str:
    """The words as they stand, lines kept: no Markdown, and no address becomes a link."""
    return sanitise("<p>" + escape(_FORBIDDEN.sub("", source)).replace("\n", "<br>") + "</p>")


def from_elsewhere(said: str) -> str:
    """Plain words of another program's field, which may hold HTML: no tag and no sign that nobody sees."""
    plain = _FORBIDDEN.sub("", said)
    if "<" in plain:
        ended = _ENDS_LINE.sub("\n", plain)
        plain = nh3.clean(ended, tags=set(), clean_content_tags={"script", "style"})
    return unescape(plain).strip()


def sanitise(html: str) -> str:
    """What of this HTML may stand on a page; the last gate, which no words pass by."""
    return _CLEANER.clean(html)


def fold_quotes(html: str, summary: str, least: int = 300) -> str:
    """The same HTML (made by `to_html`) with long quotes folded under `summary`, a plain sentence.

    Only outermost quotes of more than `least` characters: short ones are part of the answer.
    """
    opened = f'<details class="quoted"><summary>{escape(summary)}</summary>'
    parts: list[str] = []
    depth, start, end = 0, 0, 0
    for tag in _QUOTE.finditer(html):
        if tag.group() == "<blockquote>":
            if depth == 0:
                start = tag.start()
            depth += 1
            continue
        depth -= 1
        if depth == 0 and tag.end() - start > least:
            parts += [html[end:start], opened, html[start : tag.end()], "</details>"]
            end = tag.end()
    return "".join([*parts, html[end:]])


def to_excerpt(source: str, limit: int = 200) -> str:
    """The first words as plain text of at most `limit` characters, quotes left out.

    Unless all is quoted: then the quote is what there is to say.

    Plain: the template escapes it like any other value.
    """
    tokens = _MARKDOWN.parse(_FORBIDDEN.sub("", source[: limit * 20]))
    own = " ".join(" ".join(_plain(tokens)).split())
    words = own or " ".join(" ".join(_plain(tokens, with_quotes=True)).split())
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:.") + "…"


def to_slug(title: str) -> str:
    """The words of a title for an address: small letters of any script, digits and hyphens.

    Latin letters lose their accents; other scripts keep their marks, without which they are
    other words. Never empty: a title without letters gives "-".
    """
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", title.casefold()):
        category = unicodedata.category(character)
        if category[0] in "LN" or (category[0] == "M" and kept and kept[-1] > "\u024f"):
            kept.append(character)
        elif category[0] != "M" and character not in "'’":
            kept.append("-")
    slug = re.sub("-+", "-", "".join(kept)).strip("-")
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return unicodedata.normalize("NFC", slug) or "-"


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: a known scheme, a path of this hub, or a place on the page.

    Browsers drop tabs, newlines and leading blanks, and read a backslash as a slash: `/\\t/evil`
    leads to another host. So the address is looked at as a browser would read it.
    """
    seen = _IGNORED_IN_ADDRESSES.sub("", address).replace("\\", "/").lower()
    if seen.startswith("#"):
        return True
    if seen.startswith("/"):
        return not seen.startswith("//")
    scheme, colon, rest = seen.partition(":")
    if not colon or scheme not in LINK_SCHEMES:
        return False
    return rest.startswith("//") if scheme in {"http", "https"} else not rest.startswith("/")


def _relative(address: str) -> str | None:
    return address if address.startswith(("/", "#")) and is_safe_address(address) else None


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """The last look at each attribute, after the sanitiser's own."""
    if name == "href":
        return value if is_safe_address(value) else None
    if name == "start":
        return value if value.isdecimal() else None
    return value


def _plain(tokens: Sequence[Token], *, with_quotes: bool = False) -> Iterator[str]:
    quoted = 0
    for token in tokens:
        if token.type in {"blockquote_open", "blockquote_close"}:
            quoted += 0 if with_quotes else token.nesting
        elif not quoted and token.type in {"code_block", "fence"}:
            yield token.content
        elif not quoted and token.children:
            yield "".join(
                child.content
                if child.type in {"text", "code_inline"}
                else " " * (child.tag == "br")
                for child in token.children
            )


_MARKDOWN = make_markdown()


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes=_ATTRIBUTES,
        tag_attribute_values=_FIXED_VALUES,
        attribute_filter=_attribute,
        url_schemes=LINK_SCHEMES,
        url_relative=_relative,
        link_rel=LINK_REL,
    )


_CLEANER = _cleaner(_TAGS | _TABLE_TAGS)
_PAGE_CLEANER = _cleaner(_TAGS | _TABLE_TAGS | {"h2", "h3", "h4"})
