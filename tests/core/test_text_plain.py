"""A plain line takes a short way to HTML; it must lead to the same place as the long one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peerhub.core import text
from peerhub.core.text import _PLAIN_LINE, has_address, to_html

# The same without possessive quantifiers, which the generator of examples does not know.
SHAPE = r"[^\W\d_](?:[\w ,;?()'!]|[.:](?=[ ).]|$))*(?<! )"


def by_the_long_way(source: str) -> str:
    return text.sanitise(text._MARKDOWN.render(text._FORBIDDEN.sub("", source)))


@settings(deadline=None)  # the machine is shared; time is tested elsewhere
@given(st.from_regex(SHAPE, fullmatch=True))
@example("hey all, thanks. it's (really) good! :) ok?")
@example("a. b. c: d.")
@example("eg. this, www. no")
@example("mailto: me")
@example("Zürich, naïve, 日本語 ok")
@example("a: b:) c.) d...")
def test_the_short_way_is_the_long_way(source: str) -> None:
    assert "_" in source or _PLAIN_LINE.fullmatch(source)
    assert to_html(source) == by_the_long_way(source)


@pytest.mark.parametrize(
    "source",
    [
        "see example.org",
        "www.example.org",
        "a@b.org",
        "https://x.org",
        "tel:123",
        "*so*",
        "a\nb",
        "- a",
        "1. a",
        "a ",
        " a",
        "# a",
        "a < b",
        "a & b",
        'say "hi"',
        "a_b_c",
        "@amina",
        "`x`",
        "a\u0000b",
        "[x](y)",
        "",
    ],
)
def test_what_means_something_goes_the_long_way(source: str) -> None:
    assert "_" in source or not _PLAIN_LINE.fullmatch(source)
    assert to_html(source) == by_the_long_way(source)


@pytest.mark.parametrize(
    ("plain", "holds"),
    [
        ("see example.org", True),
        ("`https://x.org`", True),
        ("write to a@b.org", True),
        ("//x.org/a", True),
        ("Tea, or coffee? Both.", False),
        ("Amina A.", False),
        ("3.5 hours at 10:30", False),
        ("a" * 5_000 + ".org", False),
    ],
)
def test_an_address_is_found_where_words_are_shown_as_they_were_typed(
    plain: str, holds: bool
) -> None:
    assert has_address(plain) is holds
