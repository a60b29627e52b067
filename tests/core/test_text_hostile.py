"""No words that anybody writes become a script, a style, a picture from elsewhere, or a trap."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peerhub.core.text import sanitise, to_excerpt, to_html, to_slug
from tests.core.eyes import harm, seen_by_bleach, shape
from tests.support.browser import html_errors
from tests.support.shared import shared_data

OWN = Path(__file__).with_name("hostile.txt")
PAGE = '<!doctype html><html lang="en"><title>x</title><body><div>{}</div></body></html>'

MARKDOWN_PIECES = st.one_of(
    st.sampled_from("[]()<>;`*_|\n \\!\"'=\t#\0"),
    st.sampled_from(
        ["](", "&#", "javascript:", "//", "onerror=", "<script", "https://x", "a@b.cd"]
    ),
)


def corpus(name: str) -> list[str]:
    path = OWN if name == "our own" else shared_data("hostile/xss.txt")
    return path.read_text(errors="replace").splitlines()


def check(source: str) -> None:
    html = to_html(source)
    assert harm(html) == [], source
    assert shape(seen_by_bleach(html)) == shape(html), source


@pytest.mark.parametrize("name", ["our own", "the public list"])
def test_hostile_words_become_harmless_html(name: str) -> None:
    for line in corpus(name):
        check(line)


@pytest.mark.parametrize("name", ["our own", "the public list"])
def test_the_sanitiser_holds_without_markdowns_help(name: str) -> None:
    for line in corpus(name):
        assert harm(sanitise(line)) == [], line


@pytest.mark.parametrize("name", ["our own", "the public list"])
def test_all_hostile_words_together_make_a_page_without_a_parse_error(name: str) -> None:
    lines = corpus(name)
    for separator in ("\n", "\n\n"):
        html = to_html(separator.join(lines))
        assert harm(html) == []
        assert html_errors(PAGE.format(html)) == []


def test_our_own_list_is_long_enough() -> None:
    assert len(set(corpus("our own"))) >= 100


def test_the_eyes_see_harm() -> None:
    """A check that cannot fail is no check."""
    for bad in (
        "<script>x</script>",
        "<p onclick=x>x</p>",
        "<p style=x>x</p>",
        "<img src=x>",
        "<a href='java\tscript:x'>x</a>",
        "<a href='//x'>x</a>",
        "<a href='/\\x'>x</a>",
        "<a href='data:x'>x</a>",
        "<div class='button'>x</div>",
    ):
        assert harm(bad), bad
    assert shape(seen_by_bleach("<p onclick=x>x</p>")) != shape("<p onclick=x>x</p>")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(MARKDOWN_PIECES).map("".join)))
@example("\ud800 half a character")
@example("&#1; &#xFFFE; &#xD800; \x0b \ufdd0 \U0001fffe")
def test_any_text_becomes_harmless_and_valid_html(source: str) -> None:
    html = to_html(source)
    assert harm(html) == []
    assert html_errors(PAGE.format(html)) == []
    html.encode()
    assert len(to_excerpt(source, 80)) <= 80
    assert to_slug(source)
