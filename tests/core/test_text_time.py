"""No text makes the server work for long: the Markdown world's pathological inputs at full length.

The bound is generous, as build machines are slow and shared; a quadratic rule takes ten times it.
"""

import time

import pytest

from peerhub.core.text import to_excerpt, to_html

LIMIT = 50_000  # characters of a post
SECONDS = 2.5  # the promise is one, on an idle machine


def fill(piece: str) -> str:
    return (piece * (LIMIT // len(piece) + 1))[:LIMIT]


WIDE_TABLE = "|".join("a" * 100) + "\n" + "|".join("-" * 100) + "\n" + "a\n" * 100
REPEATED = [
    ">", "[", "]", "[]", "[a", "[a]", "![", "![[]()", "[a](b", "[a](<b", '[a](b "', "*a ", "**a ",
    "a**b", "***a", "_a", "*_", "*_~~`[!", "~~a ", "~", "`", "```\n", "<", "<a@", "<!--",
    "<![CDATA[", "<?", "&", "&#x", "\\", "@", "a@", "a@a.com", "a@b.", "http://", "http://a.com(", '"http://a.b/\'',
    "://", "//a", "www.", "mailto:", "a.", ":", "1.1.1.1", "- ", "- a\n", "1. ", "> > - ", "a  \n",
    "# ", "* * * ", "\n", " ", "\t", "-", "|a", "|\n", "-|-\n", WIDE_TABLE,
]  # fmt: skip
OTHERS = {
    "nested emphasis": "*_" * 12_000 + "a" + "_*" * 12_000,
    "ever longer code marks": "".join("e" + "`" * length for length in range(310)),
    "ever deeper lists": "\n".join(" " * depth + "- a" for depth in range(300)),
    "many references": "".join(f"[{number}]: a\n" for number in range(4_500)),
    "one reference often": "[a]: u\n" + "[a]" * 16_000,
    "a table of one column": "a\n-\n" + "a\n" * 24_000,
    "a table of many columns": "|a" * 160 + "\n" + "|-" * 160 + "\n" + "|\n" * 24_000,
    "an address without an end": "http://x.com/" + "'a" * 24_000,
    "a name without an end": "a" * LIMIT + "@",
}
CASES = {piece[:20]: fill(piece) for piece in REPEATED} | OTHERS


@pytest.mark.parametrize("source", CASES.values(), ids=[repr(name) for name in CASES])
def test_a_pathological_text_is_done_in_time(source: str) -> None:
    started = time.process_time()
    html = to_html(source)
    to_excerpt(source)
    assert time.process_time() - started < SECONDS
    assert len(html) < 20 * LIMIT
