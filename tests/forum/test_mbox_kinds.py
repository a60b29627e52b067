"""Every kind of archive is taken apart rightly: packed, with lengths, from Mailman, Google, Listserv."""

import gzip
from pathlib import Path

import pytest

from peerhub.forum.importers import opened
from peerhub.forum.importers.letters import Attachment, Left, Letter, Unreadable
from peerhub.forum.importers.list_marks import without_footers
from peerhub.forum.importers.mbox import read_letters, read_mbox
from peerhub.forum.importers.opened import NotAnArchive
from peerhub.forum.importers.threads import thread_letters
from tests.forum.archive import FROM_LINE, archive, letter


def read(path: Path) -> list[Letter]:
    found = list(read_mbox(path))
    assert all(isinstance(item, Letter) for item in found), found
    return [item for item in found if isinstance(item, Letter)]


def written(folder: Path, text: str | bytes, name: str = "archive.mbox") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_mailman_serves_packed_is_unpacked(tmp_path: Path) -> None:
    plain = archive(tmp_path, letter(), letter(number=2)).read_bytes()
    packed = written(tmp_path, gzip.compress(plain[:200]) + gzip.compress(plain[200:]), "a.mbox.gz")
    assert [item.message_id for item in read(packed)] == [
        "letter-1@example.org",
        "letter-2@example.org",
    ]


def test_what_grows_too_large_or_is_cut_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "UNASKED", 2 << 20)
    bomb = written(tmp_path, gzip.compress(bytes(100 << 20)), "bomb.gz")
    with pytest.raises(NotAnArchive, match="too large"):
        list(read_mbox(bomb))
    cut = written(tmp_path, gzip.compress(letter().encode())[:-20], "cut.gz")
    with pytest.raises(NotAnArchive, match="cut off"):
        list(read_mbox(cut))


def test_a_folder_and_other_packers_files_lead_on(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="is a folder"):
        list(read_mbox(tmp_path))
    with pytest.raises(NotAnArchive, match="Unpack it first"):
        list(read_mbox(written(tmp_path, b"PK\x03\x04 takeout", "takeout.zip")))


INSIDE = f"One\n\n{FROM_LINE}Subject: not a mail\n\nstill one\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_length_in_the_head_is_believed_where_a_mail_ends_there(
    tmp_path: Path, ends: str
) -> None:
    body = INSIDE.replace("\n", ends)
    first = letter(f"Content-Length: {len(body)}", "").rstrip("\n").replace("\n", ends) + ends * 2
    second = letter(number=2).replace("\n", ends)
    start = FROM_LINE.replace("\n", ends)
    path = written(tmp_path, start + first + body + ends + start + second)
    one, two = read(path)
    assert "still one" in one.body_markdown
    assert two.message_id == "letter-2@example.org"
    lying = (start + first + body + ends + start + second).replace(
        f"{len(body)}", f"{len(body) + 9}"
    )
    assert len(list(read_mbox(written(tmp_path, lying)))) == 3


def test_a_listserv_notebook_is_taken_apart_at_its_rules(tmp_path: Path) -> None:
    rule = "=" * 73 + "\n"
    inside = "Dear all,\n\n" + rule + "This is no head.\n\nFrom here at 10:00 in 2026 on"
    found = read(written(tmp_path, rule + letter("", inside) + rule + letter(number=2)))
    assert [item.message_id for item in found] == ["letter-1@example.org", "letter-2@example.org"]
    assert "This is no head" in found[0].body_markdown


PIPERMAIL = """\
From wren at example.org  Tue Mar  3 10:00:00 2026
From: wren at example.org (Wren Example)
Date: Tue, 3 Mar 2026 10:00:00 +0000
Subject: [allotment] The plan, see sam at example.org
Message-ID: <plan@mail.example.org>

Here it is. Ask jo.doe at mail.example.org, or look at example.org
and at www.example.org.
-------------- next part --------------
A non-text attachment was scrubbed...
Name: plan.jpg
Type: image/jpeg
Size: 12345 bytes
Desc: not available
URL: <http://lists.example.org/pipermail/allotment/attachments/plan.jpg>
-------------- next part --------------
An HTML attachment was scrubbed...
URL: <http://lists.example.org/pipermail/allotment/attachments/plan.html>

From sam at example.org  Tue Mar  3 11:00:00 2026
From: sam at example.org (Sam)
Date: Tue, 3 Mar 2026 11:00:00 +0000
Subject: [allotment] The plan
In-Reply-To: <plan@mail.example.org>
References: <plan@mail.example.org>
Message-ID: <answer@mail.example.org>

Thank you.
"""


def test_an_archive_of_pipermail_tells_no_address_and_names_lost_files(tmp_path: Path) -> None:
    first, second = read(written(tmp_path, PIPERMAIL))
    assert (first.author_name, second.author_name) == ("Wren Example", "Sam")
    assert first.subject == "[allotment] The plan, see sam…@…"
    assert first.body_markdown.startswith("Here it is. Ask jo.…@…, or look at example.org\n")
    assert "at www.example.org" in first.body_markdown
    assert "scrubbed" not in first.body_markdown
    assert "<http://lists.example.org/pipermail/allotment/attachments/plan.jpg>" in (
        first.body_markdown
    )
    assert "plan.html" not in first.body_markdown
    assert first.attachments == (Attachment("plan.jpg", "image/jpeg", 12345, left=Left.ELSEWHERE),)
    assert len(thread_letters([first, second])) == 1


GOOGLE = """\
From 1653840573450183711@xxx Mon Jan 01 00:00:00 +0000 2018
X-GM-THRID: 1653840573450183711
X-Google-Group-Id: 12345
From: "'Wren Example' via Allotment" <allotment@googlegroups.com>
Subject: [allotment] Beans
Message-ID: <beans@mail.gmail.com>
List-ID: <allotment.googlegroups.com>
Content-Type: text/html; charset="utf-8"

<div dir="ltr">I come.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Sun,
Sam &lt;<a href="mailto:sam@example.org">sam@example.org</a>&gt; wrote:<br></div><blockquote
class="gmail_quote" style="margin:0"><div>Who comes?</div></blockquote></div>

<p></p>

-- <br />
You received this message because you are subscribed to the Google Groups &quot;Allotment&quot; group.<br />
To unsubscribe from this group and stop receiving emails from it, send an email to
<a href="mailto:allotment+unsubscribe@googlegroups.com">allotment+unsubscribe@googlegroups.com</a>.<br />
To view this discussion on the web visit
<a href="https://groups.google.com/d/msgid/allotment/x">the web</a>.<br />

From 1653840573450183712@xxx Mon Jan 01 01:00:00 +0000 2018
From: Sam <sam@example.org>
Subject: Re: [allotment] Beans
Message-ID: <two@mail.gmail.com>
List-ID: <allotment.googlegroups.com>

Good.
"""


def test_googles_takeout_is_read_without_its_footers(tmp_path: Path) -> None:
    first, second = read(written(tmp_path, GOOGLE))
    assert first.author_name == "Wren Example"
    assert first.sent_at is not None
    assert first.sent_at.isoformat() == "2018-01-01T00:00:00+00:00"
    assert first.body_markdown.startswith("I come.\n")
    assert first.body_markdown.endswith("> Who comes?")
    assert (second.body_markdown, second.list_name) == ("Good.", "allotment")
    (thread,) = thread_letters([first, second])
    assert thread.title == "Beans"


@pytest.mark.parametrize(
    "footer",
    [
        "_______________________________________________\nBeans mailing list\nBeans@x.org\nhttp://x.org/l",
        "_______________________________________________\nBeans mailing list -- beans@x.org\n"
        "To unsubscribe send an email to beans-leave@x.org\nhttps://x.org/mailman3/lists/beans.x.org/",
        "-- \nYou received this message because you are subscribed to the Google\nGroups “Beans” group.\n"
        "To post to this group, send email to b@x.org.\nFor more options, visit https://groups.google.com",
        "-- \nSie erhalten diese Nachricht, weil Sie in Google Groups E-Mails abonniert haben.\nMehr: x",
        "--~--~---------~--~----~------------~-------~--~----~\nYou received this message because you "
        "are subscribed to the Google Groups group.\n-~----------~----~----~----~------~----~------~--~---",
        "########################################################################\n\n"
        "To unsubscribe from the BEANS list, click the following link:\nhttps://x.org/?SUBED1=BEANS\n\n"
        "########################################################################",
        "To unsubscribe from the BEANS list, click the following link:\nhttps://x.org/?SUBED1=BEANS&A=1",
        "------------------------------------\n\nYahoo! Groups Links\n\n<*> To visit your group\n",
        "-=-=-=-=-=-=-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.\n"
        "View/Reply Online (#1): https://groups.io/g/beans/message/1\n-=-=-=-=-=-=-=-=-=-=-=-",
    ],
)  # fmt: skip
def test_footers_go_and_words_stay(footer: str) -> None:
    assert without_footers(f"Dear all\n\n{footer}\n").rstrip() == "Dear all"
    assert without_footers(f"{footer}\n").strip() == ""  # as a part of its own
    answered = f"{footer}\n" + "\nMuch was said below it.\n" * 20
    assert without_footers(answered) == answered


def test_who_asked_for_no_archive_is_in_none(tmp_path: Path) -> None:
    (found,) = read_mbox(archive(tmp_path, letter("X-No-Archive: Yes")))
    assert isinstance(found, Unreadable)
    assert found.reason == "Its writer asked that no archive keep it."


@pytest.mark.parametrize(
    "mark",
    ["Re:", "RE :", "Re[2]:", "Re^3:", "AW:", "SV:", "Antw:", "Fwd: Re:", "回复：", "WG: VS:"],
)
def test_the_marks_of_answers_go_in_every_language(mark: str) -> None:
    (thread,) = thread_letters([Letter("a", f"{mark} Beans", "W", None, (), "", (), "")])
    assert thread.title == "Beans"


@pytest.mark.parametrize(
    ("heads", "address"),
    [
        ("From: Wren <Wren@Example.org>", "wren@example.org"),
        ("From: wren at example.org (Wren)", "wren@example.org"),
        ('From: "Wren, now sam@x.org" <wren@example.org>', "wren@example.org"),
        ('From: "Wren via Beans" <beans@x.org>\nX-Original-From: wren@y.org', "wren@y.org"),
        ('From: "Wren via Beans" <beans@x.org>\nReply-To: Wren <wren@y.org>', "wren@y.org"),
        ('From: "Wren via Beans" <beans@x.org>\nReply-To: wren@y.org, b@x.org', ""),
        ('From: "Wren via Beans" <beans@x.org>', ""),
        ("From: Wren <beans@x.org>\nList-Id: <beans.x.org>", ""),
        ("From: Wren <wre...@example.org>", ""),
        ("From: Wren", ""),
    ],
)
def test_a_writer_is_known_by_their_own_address_alone(
    tmp_path: Path, heads: str, address: str
) -> None:
    with archive(tmp_path, letter(heads)).open("rb") as file:
        ((_start, found),) = read_letters(file, mark=lambda said: f"<{said}>")
    assert isinstance(found, Letter)
    assert found.author_mark == f"<{address}>"
