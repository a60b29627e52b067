"""A mail's text looks as it was written: nothing becomes markup, quotes and code stay apart."""

import time

import pytest

from peerhub.core.text import to_html
from peerhub.forum.importers.mail_html import to_text
from peerhub.forum.importers.mail_text import MAX_LENGTH, to_markdown


def markdown(text: str) -> str:
    return to_markdown(text)[0]


@pytest.mark.parametrize(
    "line",
    [
        "a *b* _c_ __d__ `e` ~~f~~",
        "snake_case_stays and 2*3*4",
        "[x](javascript:alert(1)) ![y](z) [1] <b>",
        "# no heading",
        "#hashtag",
        "- no list",
        "+ no list",
        "* no list",
        "1. no list",
        "12) no list",
        "---",
        "===",
        "| a | b |",
        "&amp; &#60;",
        "\\ backslash \\*",
        "a  b",
    ],
)
def test_no_sign_becomes_markup(line: str) -> None:
    shown = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert to_html(markdown("Before\n" + line)) == f"<p>Before<br>\n{shown}</p>\n"


def test_web_addresses_become_links_and_keep_their_signs() -> None:
    html = to_html(markdown("See https://example.org/a_b_c*d (and http://example.org/x)."))
    assert 'href="https://example.org/a_b_c*d"' in html
    assert 'href="http://example.org/x"' in html
    assert "</a>)." in html


def test_quotes_keep_their_depth() -> None:
    text = "Wren wrote:\n> > Who?\n>> comes\n> I\nMe too"
    assert markdown(text) == "Wren wrote:\n\n> > Who?\n> > comes\n>\n> I\n\nMe too"


def test_what_outlook_puts_below_is_quoted() -> None:
    text = "I come.\n\nFrom: Wren\nSent: Monday\nTo: All\nSubject: Beans\n\nWho comes?"
    assert "> From: Wren" in markdown(text)
    assert "> Who comes?" in markdown(text)
    text = "I come.\n\n-----Original Message-----\nWho comes?"
    assert "> Who comes?" in markdown(text)


PATCH = """\
Please look.
---
 beans.c |    2 +-
 1 files changed, 1 insertions(+), 1 deletions(-)

diff --git a/beans.c b/beans.c
--- a/beans.c
+++ b/beans.c
@@ -1,3 +1,3 @@
 int *beans;

-char **old_beans;
+char **new_beans;
```
-- 
1.6.3
"""  # "-- " is what a signature begins with


def test_a_patch_stands_in_a_fence_with_its_columns() -> None:
    found = markdown(PATCH)
    assert "```\n beans.c |    2 +-" in found
    assert " int *beans;\n\n-char **old_beans;\n+char **new_beans;\n```" in found
    assert found.endswith("---\n\n1.6.3")
    assert to_html(found).count("<pre") == 1


def test_a_quoted_patch_is_fenced_inside_its_quote() -> None:
    html = to_html(markdown("> @@ -1,3 +1,3 @@\n> -a *b*\n> +c\n\nGood."))
    assert '<blockquote>\n<pre tabindex="0"><code>@@ -1,3 +1,3 @@\n-a *b*\n+c\n' in html


def test_indented_lines_are_code_only_when_there_are_two() -> None:
    assert markdown("a\n\n    one\n\n    two\n\nb").count("```") == 2
    assert "```" not in markdown("a\n\n    Wren\n\nb")


def test_the_signature_stands_apart_and_list_footers_go() -> None:
    assert markdown("Words\n-- \nWren\nGarden team") == "Words\n\n---\n\nWren\nGarden team"
    assert markdown("Words\n--\nWren") == "Words\n\n---\n\nWren"
    assert markdown(f"Words\n{'_' * 47}\nbeans mailing list\nhttps://example.org/l") == "Words"
    assert markdown('Words\n--\nTo unsubscribe from this list: send "x"\nto a@b.cd') == "Words"


def test_pgp_seals_go_and_sealed_text_is_named() -> None:
    signed = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nWords\n- --- dashes\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEc\n-----END PGP SIGNATURE-----\n"
    )
    assert markdown(signed) == "Words\n\\--- dashes"
    sealed = "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n"
    assert markdown(sealed) == "\\[MESSAGE\\]"


def test_flowed_lines_are_joined_within_one_depth() -> None:
    text = "> one \n> two\nthree \nfour\n-- \nWren"
    found, _cut = to_markdown(text, flowed=True)
    assert found == "> one two\n\nthree four\n\n---\n\nWren"


def test_a_long_mail_is_cut_at_a_posts_length() -> None:
    found, cut = to_markdown("*words*\n" * 10_000)
    assert cut
    assert len(found) <= MAX_LENGTH


@pytest.mark.parametrize(
    "piece",
    [
        "a", "@", "a@", "> ", ">", "\n", ">\n", "    a\n\n", " ", "--\n", "From:\n", "[cid:", "_" * 30 + "\n",
        "-----BEGIN PGP SIGNATURE-----\n", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: x\n", "http://a.,",
        "From: Sent: \n", "(a at b.", "\n--\nTo unsubscribe from this list:", "diff -\n\n",
        "\n-- \nGoogle Groups", "a at b ", "#" * 30 + "\n",
        "~" * 30 + "\nGoogle ", "-=-=-=-=-=-=-=-\nGroups.io Links:\n",
    ],
)  # fmt: skip
def test_no_text_makes_the_reader_work_for_long(piece: str) -> None:
    started = time.process_time()
    to_markdown(piece * (200_000 // len(piece)), flowed=True, spelt_out=True)
    assert time.process_time() - started < 2.5


@pytest.mark.parametrize("piece", ["<div>", "<blockquote>", "<pre>\n", "<a href=x>", "&", "<!--"])
def test_no_html_makes_the_reader_work_for_long(piece: str) -> None:
    started = time.process_time()
    to_text(piece * (2_000_000 // len(piece)))
    assert time.process_time() - started < 2.5
