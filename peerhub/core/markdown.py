"""Markdown as people's words use it: tokens and HTML, bounded in time and in depth.

Its HTML is not yet safe: `core/text.py` puts it through the sanitiser, and nobody else asks here.
"""

import re
from collections.abc import Sequence

from linkify_it import LinkifyIt  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

MAX_NESTING = 20  # quotes within quotes; deeper than anybody reads
MAX_CELLS = 5_000  # a table for every day of three years; more only makes the server work
MAX_WORD = 2_000  # characters of an address that is found without being marked as a link

_DELIMITER_ROW = re.compile(r"[-:|\s>]*-[-:|\s>]*")


def make_markdown() -> MarkdownIt:
    """A parser with our rules; it keeps no state between texts."""
    options = {"html": False, "linkify": True, "breaks": True, "maxNesting": MAX_NESTING}
    markdown = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    markdown.enable(["table", "strikethrough", "linkify"])
    # A line of hyphens under a paragraph is a rule or a signature here, never a heading.
    markdown.disable("lheading")
    markdown.linkify = _Links()
    # Looks back over all that went before at each colon: quadratic. The core rule finds links too.
    markdown.inline.ruler.disable("linkify")
    markdown.block.ruler.at("table", _table_in_bounds, {"alt": ["paragraph", "reference"]})
    markdown.core.ruler.push("tame", _tame)
    return markdown


def _tame(state: StateCore) -> None:
    """Pictures become links; emphasis nested beyond all reading is dropped.

    Twenty thousand nested <em> are a few bytes to write and a stack overflow to parse.
    """
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        changed: list[Token] = []
        depth = in_link = 0
        for token in block.children:
            depth += token.nesting == 1
            in_link += token.nesting if token.tag == "a" else 0
            if token.type == "image":
                changed.extend(_linked(token, in_link))
            elif token.nesting == 0 or depth <= MAX_NESTING:
                changed.append(token)
            depth -= token.nesting == -1
        block.children = changed


def _linked(image: Token, in_link: int) -> list[Token]:
    """A link with the picture's alternative text; inside a link only the text."""
    address = str(image.attrs.get("src", ""))
    words = Token("text", "", 0)
    words.content = image.content or address.rstrip("/").rpartition("/")[2] or address
    if in_link:
        return [words]
    opening = Token("link_open", "a", 1, attrs={"href": address})
    return [opening, words, Token("link_close", "a", -1)]


def _table_in_bounds(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown's tables, until the text has asked for MAX_CELLS.

    Each row is filled up to the header's width, so that a few kilobytes could ask for a
    million cells; the library bounds one table, not a hundred of them.
    """
    if start + 2 > end or not _DELIMITER_ROW.fullmatch(_line(state, start + 1)):
        return False
    asked = state.env.get("cells", 0)
    if asked > MAX_CELLS:
        return False
    rows = start + 1
    while rows < end and not state.isEmpty(rows):
        rows += 1
    asked += (_line(state, start).count("|") + 1) * (rows - start)
    if not silent or asked > MAX_CELLS:
        state.env["cells"] = asked
    return asked <= MAX_CELLS and table(state, start, end, silent)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]]


class _Links(LinkifyIt):  # type: ignore[misc]  # the library has no types
    """Finds addresses in plain text, unless a single word is longer than any honest address.

    Within such a word the search is quadratic, and it takes seconds at a post's limit.
    """

    def test(self, text: str) -> bool:
        return max(map(len, text.split()), default=0) <= MAX_WORD and bool(super().test(text))


_LINKS = _Links()


def holds_address(text: str) -> bool:
    """Whether it is one that becomes a link without being marked as one."""
    return bool(_LINKS.test(text) and _LINKS.match(text))


HEADINGS = "headings"  # in `env`: the tag of each level of heading, for a text that has a page


def heading_tags(tokens: Sequence[Token]) -> dict[str, str]:
    """The levels that a text uses as the h2 and below of its page, none left out."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    return {tag: f"h{min(number, 4)}" for number, tag in enumerate(used, start=2)}


class _Renderer(RendererHTML):
    """CommonMark's HTML, save for headings, tables and code."""

    def heading_open(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        tag = env.get(HEADINGS, {}).get(tokens[index].tag)
        return f"<{tag}>" if tag else "<p><strong>"

    def heading_close(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        tag = env.get(HEADINGS, {}).get(tokens[index].tag)
        return f"</{tag}>\n" if tag else "</strong></p>\n"

    def table_open(self, *_: object) -> str:
        return '<div class="scroll" tabindex="0"><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></div>\n"

    def th_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Alignment as a class: the content security policy forbids `style`."""
        style = str(tokens[index].attrs.pop("style", ""))
        name = {"text-align:center": "centre", "text-align:right": "end"}.get(style)
        if name:
            tokens[index].attrs["class"] = name
        return self.renderToken(tokens, index, options, env)

    td_open = th_open

    def code_block(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        content = tokens[index].content.replace("&", "&amp;").replace("<", "&lt;")
        return f'<pre tabindex="0"><code>{content}</code></pre>\n'

    fence = code_block  # type: ignore[assignment]  # the language is not shown
