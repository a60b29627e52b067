"""An archive is read letter by letter, whatever thirty years of mail programs did to it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from peerhub.forum.importers.letters import Attachment, Left, Letter, Unreadable
from peerhub.forum.importers.mbox import read_mbox
from tests.forum.archive import FROM_LINE, PLAIN, archive, letter


def read(path: Path) -> list[Letter]:
    found = list(read_mbox(path))
    assert all(isinstance(item, Letter) for item in found), found
    return [item for item in found if isinstance(item, Letter)]


def read_one(folder: Path, *parts: str | bytes) -> Letter:
    (found,) = read(archive(folder, *parts))
    return found


def test_a_plain_letter_is_read_whole(tmp_path: Path) -> None:
    assert read_one(tmp_path, PLAIN) == Letter(
        message_id="beans-1@example.org",
        subject="[allotment] Who waters the beans?",
        author_name="Wren Example",
        sent_at=datetime(2026, 3, 3, 10, tzinfo=UTC),
        references=(),
        body_markdown="Who waters the beans on Sunday?",
        attachments=(),
        list_name="allotment",
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Wren Example <wren@example.org>", "Wren Example"),
        ('"Example, Wren" <wren@example.org>', "Example, Wren"),
        ("wren@example.org (Wren Example)", "Wren Example"),
        ("wren at example.org (Wren Example)", "Wren Example"),
        ("Wren Example          wren@EXAMPLE.ORG", "Wren Example"),
        ("Wren Example via Beans <beans@example.org>", "Wren Example"),
        ("=?utf-8?q?Wr=C3=A9n?= =?utf-8?q?_Example?= <wren@example.org>", "Wrén Example"),
        ("=?iso-8859-1?Q?Wr=E9n?= <wren@example.org>", "Wrén"),
        ("=?utf-8?B?V3LDqW4?= <wren@example.org>", "Wrén"),
        ("=?no-such-charset?q?Wren?= <wren@example.org>", "Wren"),
        ("Wrén Example <wren@example.org>", "Wrén Example"),
        ("wren@example.org", "A list member"),
        ('"wren@example.org" <wren@example.org>', "A list member"),
        ("<wren@example.org>", "A list member"),
        ("wren at example.org", "A list member"),
        ("", "A list member"),
    ],
)
def test_the_name_is_shown_and_the_address_never(tmp_path: Path, line: str, name: str) -> None:
    assert read_one(tmp_path, letter(f"From: {line}")).author_name == name


def test_addresses_are_masked_everywhere(tmp_path: Path) -> None:
    found = read_one(
        tmp_path,
        letter(
            "Subject: For wren@example.org",
            "Ask <wren.example@mail.example.org>, or <sam.example at example.org>,\n"
            "https://example.org/?to=jo.doe@example.org\n\n"
            "diff -r a b\n+Signed-off-by: wren@example.org",
        ),
    )
    everything = found.subject + found.body_markdown
    assert "example.org>" not in everything
    assert "@e" not in everything
    assert "wre…@…" in found.body_markdown
    assert "sam…@…" in found.body_markdown
    assert "@…" in found.subject


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Date: Tue, 3 Mar 2026 10:00:00 +0200", datetime(2026, 3, 3, 8, tzinfo=UTC)),
        ("Date: 3 Mar 2026 10:00 GMT", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        (
            "Date: yesterday\nReceived: from a by b; Mon, 2 Mar 2026 09:00:00 +0000",
            datetime(2026, 3, 2, 9, tzinfo=UTC),
        ),
        ("Date: yesterday", datetime(2026, 3, 3, 10, tzinfo=UTC)),  # the From line's
        ("Date: Tue, 99 Foo 2026 77:00:00 +9999", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        ("Date: Tue, 3 Mar 1902 10:00:00 +0000", datetime(2026, 3, 3, 10, tzinfo=UTC)),
    ],
)
def test_a_malformed_date_falls_back(tmp_path: Path, head: str, expected: datetime) -> None:
    assert read_one(tmp_path, letter(head)).sent_at == expected


def test_no_date_at_all_is_none(tmp_path: Path) -> None:
    path = tmp_path / "archive.mbox"
    path.write_text("From x  00:00 sometime 0000\n" + letter("Date: never"))
    assert [item.sent_at for item in read(path)] == [None]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("References: <a@x> <b@x>\nIn-Reply-To: <c@x>", ("a@x", "b@x", "c@x")),
        ("References: <a@x>\n <b@x>\nIn-Reply-To: <b@x>", ("a@x", "b@x")),
        ("In-Reply-To: Your message of Monday. <a@x>", ("a@x",)),
        ("in-reply-to: a@x", ("a@x",)),
        ("References: nothing useful", ()),
        ("References: <letter-1@example.org>", ()),
    ],
)
def test_references_run_to_the_parent(tmp_path: Path, head: str, expected: object) -> None:
    assert read_one(tmp_path, letter(head)).references == expected


def test_many_references_keep_the_root_and_the_nearest(tmp_path: Path) -> None:
    names = " ".join(f"<{number}@x>" for number in range(300))
    found = read_one(tmp_path, letter(f"References: {names}")).references
    assert (found[0], found[-1], len(found)) == ("0@x", "299@x", 51)


def test_a_letter_without_an_id_gets_the_same_one_each_time(tmp_path: Path) -> None:
    mail = letter("Message-ID:")
    first, second, third = read(archive(tmp_path, mail, mail, letter("Message-ID:", "Other")))
    assert first.message_id == second.message_id != third.message_id


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        ("utf-8", "café".encode(), "café"),
        ("us-ascii", "café".encode(), "café"),
        ("us-ascii", b"caf\xe9 \x93x\x94", "café “x”"),
        ("iso-8859-1", b"caf\xe9 \x80", "café €"),
        ("gb2312", "你好".encode("gb18030"), "你好"),
        ("iso-2022-jp", "日本".encode("iso-2022-jp"), "日本"),
        ("x-unknown", b"caf\xe9", "café"),
        ("hex", b"636166", "636166"),
        ('"', b"caf\xe9", "café"),
    ],
)
def test_every_charset_gives_words(tmp_path: Path, charset: str, raw: bytes, text: str) -> None:
    head = letter(f"Content-Type: text/plain; charset={charset}", "").encode()
    assert read_one(tmp_path, head + raw + b"\n").body_markdown == text


def test_from_inside_a_body_does_not_end_the_letter(tmp_path: Path) -> None:
    body = "One\n\nFrom here on it rains.\n>From my window\n>>From afar"
    (found,) = read(archive(tmp_path, letter("", body)))
    assert found.body_markdown.splitlines() == [
        "One",
        "",
        "From here on it rains.",
        "From my window",
        "",
        "> From afar",
    ]


def test_windows_line_ends_and_missing_blank_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "archive.mbox"
    one, two = letter("", "One\n\n"), letter("", "Two\n\n", number=2)
    path.write_bytes((FROM_LINE + one + FROM_LINE + two).replace("\n", "\r\n").encode())
    assert [item.body_markdown for item in read(path)] == ["One", "Two"]


MIXED = """\
From: Wren Example <wren@example.org>
Subject: Plan
Message-ID: <plan@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/html; charset=utf-8

<p>In <b>HTML</b></p>
--c
Content-Type: text/plain; charset=utf-8; format=flowed

In plain text that goes on 
over two lines
--c--
--b
Content-Type: application/pdf; name="plan.pdf"
Content-Disposition: attachment; filename="plan for wren@example.org.pdf"
Content-Transfer-Encoding: base64

aGVsbG8=
--b
Content-Type: application/pgp-signature

seal
--b--
"""  # the blank at the end of a flowed line is what it is about


def test_of_alternatives_the_plain_one_is_taken_and_files_are_listed(tmp_path: Path) -> None:
    found = read_one(tmp_path, MIXED)
    assert found.body_markdown == "In plain text that goes on over two lines"
    assert found.attachments == (
        Attachment("plan for wre…@….pdf", "application/pdf", 5, b"hello"),
        Attachment("application/pgp-signature", "application/pgp-signature", 4, left=Left.SEAL),
    )


def test_a_mail_in_html_only_becomes_text(tmp_path: Path) -> None:
    html = """
    <html><head><title>t</title><style>p{}</style></head><body>
    <p>Dear all,<br>come to <a href="https://example.org/a_b">the garden</a>.</p>
    <script>alert(1)</script><img src="https://evil.example/p.gif">
    <ul><li>spade</li><li>beans</li></ul>
    <blockquote><p>Who comes?</p></blockquote>
    <pre>  two  blanks</pre></body></html>"""
    body = read_one(tmp_path, letter("Content-Type: text/html", html)).body_markdown
    assert "Dear all,\ncome to the garden (<https://example.org/a_b>)." in body
    assert "\\- spade\n\\- beans" in body
    assert "> Who comes?" in body
    assert "alert" not in body
    assert "evil" not in body


def test_a_bad_mail_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    found = list(read_mbox(archive(tmp_path, letter(), "no head at all\n", letter(number=2))))
    assert [type(item).__name__ for item in found] == ["Letter", "Unreadable", "Letter"]
    bad = found[1]
    assert isinstance(bad, Unreadable)
    assert (bad.position, bad.reason) == (2, "It has no head with a sender and a date.")


def test_a_mail_that_breaks_the_library_is_named(tmp_path: Path) -> None:
    deep = "".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n" for depth in range(3000)
    )
    found = list(read_mbox(archive(tmp_path, "Subject: Deep\n" + deep, letter())))
    assert isinstance(found[0], Unreadable)
    assert isinstance(found[1], Letter)


def test_what_is_no_archive_gives_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "archive.mbox"
    path.write_bytes(b"\x00\xff" * 50_000)
    assert [type(item).__name__ for item in read_mbox(path)] == ["Unreadable"]
    path.write_bytes(b"")
    assert not list(read_mbox(path))
