"""What people write looks as they meant it: links, lists, quotes, tables, code, excerpts, slugs."""

import pytest

from peerhub.core.text import is_safe_address, to_excerpt, to_html, to_slug

REL = 'rel="nofollow ugc noopener noreferrer"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Hello", "<p>Hello</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("**a** *b* ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code></p>\n"),
        ("<b>a & b</b>", "<p>&lt;b&gt;a &amp; b&lt;/b&gt;</p>\n"),
        ("# Title", "<p><strong>Title</strong></p>\n"),
        ("Bye\n---", "<p>Bye</p>\n<hr>\n"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("```py\n<b>\n```", '<pre tabindex="0"><code>&lt;b&gt;\n</code></pre>\n'),
        ("[a](/rooms/x)", f'<p><a href="/rooms/x" {REL}>a</a></p>\n'),
        ("[a](#post-4)", f'<p><a href="#post-4" {REL}>a</a></p>\n'),
        ("[call](tel:116123)", f'<p><a href="tel:116123" {REL}>call</a></p>\n'),
        ("www.a.org.uk", f'<p><a href="http://www.a.org.uk" {REL}>www.a.org.uk</a></p>\n'),
        ("a@b.org", f'<p><a href="mailto:a@b.org" {REL}>a@b.org</a></p>\n'),
        ("", ""),
    ],
)
def test_markdown_means_what_people_expect(source: str, html: str) -> None:
    assert to_html(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("![a cat](https://x.y/c.png)", f'<a href="https://x.y/c.png" {REL}>a cat</a>'),
        ("![](https://x.y/c.png)", f'<a href="https://x.y/c.png" {REL}>c.png</a>'),
        ("[![a cat](https://x.y/c.png)](/x)", f'<a href="/x" {REL}>a cat</a>'),
    ],
)
def test_a_picture_becomes_a_link_so_that_nobody_learns_who_reads(source: str, html: str) -> None:
    assert to_html(source) == f"<p>{html}</p>\n"


def test_a_table_can_be_scrolled_by_keyboard_and_is_aligned_without_style() -> None:
    html = to_html("|a|b|c|\n|-|:-:|-:|\n|1|2|3|")
    assert html.startswith('<div class="scroll" tabindex="0"><table>')
    assert '<td>1</td>\n<td class="centre">2</td>\n<td class="end">3</td>' in html


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://a.org", True),
        ("HTTP://a.org", True),
        ("mailto:a@b.org", True),
        ("tel:116123", True),
        ("/rooms/x", True),
        ("/", True),
        ("#x", True),
        ("", False),
        ("x", False),
        ("//a.org", False),
        ("/\\a.org", False),
        ("/\t/a.org", False),
        ("\\\\a.org", False),
        ("https:a.org", False),
        ("https:/a.org", False),
        ("javascript:x", False),
        ("java\nscript:x", False),
        ("\x01javascript:x", False),
        ("javascript\u200b:x", False),
        ("data:text/html,x", False),
    ],
)
def test_links_lead_only_to_known_places(address: str, safe: bool) -> None:
    assert is_safe_address(address) is safe


@pytest.mark.parametrize(
    ("source", "limit", "excerpt"),
    [
        ("Hello **you**\nthere", 80, "Hello you there"),
        ("> you said\n\nI say `x`", 80, "I say x"),
        ("> only you", 80, "only you"),
        ("- a\n- b\n\n![c](https://x/y.png)", 80, "a b c"),
        ("# Title\n\nwords", 80, "Title words"),
        ("one two three four", 12, "one two…"),
        ("x" * 50, 10, "xxxxxxxxx…"),
        ("<b>&</b>", 80, "<b>&</b>"),
        ("", 80, ""),
    ],
)
def test_an_excerpt_is_plain_text_cut_between_words(source: str, limit: int, excerpt: str) -> None:
    assert to_excerpt(source, limit) == excerpt


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Crème brûlée & the Café's", "creme-brulee-the-cafes"),
        ("  Hello, World! 2 ", "hello-world-2"),
        ("Straße", "strasse"),
        ("नमस्ते दुनिया", "नमस्ते-दुनिया"),
        ("مرحبا بالعالم", "مرحبا-بالعالم"),
        ("../../etc/passwd", "etc-passwd"),
        ("?!", "-"),
        ("", "-"),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_a_slug_keeps_the_words_in_any_script(title: str, slug: str) -> None:
    assert to_slug(title) == slug
