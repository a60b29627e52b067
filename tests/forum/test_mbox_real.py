"""Real public archives come along whole; nothing of them is quoted here."""

import re
from collections import Counter

import pytest

from peerhub.core.text import to_excerpt, to_html
from peerhub.forum.importers.letters import Letter, Unreadable
from peerhub.forum.importers.mbox import read_mbox
from peerhub.forum.importers.threads import thread_letters
from tests.core.eyes import harm
from tests.support.browser import html_errors
from tests.support.shared import shared_data

PAGE = '<!doctype html><html lang="en"><title>x</title><body><div>{}</div></body></html>'
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


@pytest.mark.parametrize(
    ("name", "mails", "unreadable", "distinct", "threads"),
    [
        # 31: letters that answer the same lost one are one thread, 44 if they were two
        ("list-archive.mbox", 263, 0, 228, 31),
        # one mail of this archive has no head but its place in the web archive, and no text
        ("3GPP_TSG_RAN_WG4_NR-MIMO-OTA.mbox", 59, 1, 55, 23),
        ("3GPP_TSG_SA_WG4_EVS.mbox", 50, 0, 49, 37),
    ],
)
def test_an_archive_is_counted_as_others_count_it(
    name: str, mails: int, unreadable: int, distinct: int, threads: int
) -> None:
    found = list(read_mbox(shared_data(f"mail/{name}")))
    kinds = Counter(type(item) for item in found)
    sorted_ = thread_letters(item for item in found if isinstance(item, Letter))
    assert (len(found), kinds[Unreadable]) == (mails, unreadable)
    assert (sum(len(thread.letters) for thread in sorted_), len(sorted_)) == (distinct, threads)


@pytest.mark.parametrize(
    "name",
    [
        "list-archive.mbox",
        "3GPP_TSG_RAN_WG4_NR-MIMO-OTA.mbox",
        "3GPP_TSG_SA_WG4_EVS.mbox",
    ],
)
def test_every_letter_is_dated_named_harmless_and_without_an_address(name: str) -> None:
    for letter in read_mbox(shared_data(f"mail/{name}")):
        if isinstance(letter, Unreadable):
            continue
        html = to_html(letter.body_markdown)
        shown = [letter.subject, letter.author_name, letter.body_markdown, html]
        shown += [letter.list_name, *(file.name for file in letter.attachments)]
        assert letter.sent_at is not None
        assert letter.author_name
        assert not ADDRESS.search("\n".join(shown)), letter.message_id
        assert harm(html) == []
        assert html_errors(PAGE.format(html)) == [], letter.message_id
        to_excerpt(letter.body_markdown)
