"""No archive takes much memory or long, however long its mails are or how many it has."""

import tracemalloc
from pathlib import Path

import pytest

from peerhub.forum.importers.mbox import PATIENCE, read_mbox
from peerhub.forum.importers.opened import NotAnArchive
from tests.forum.archive import FROM_LINE, archive, letter
from tests.forum.test_mbox import read


def test_of_a_large_mail_the_beginning_is_read_in_little_memory(tmp_path: Path) -> None:
    large = letter("Subject: Large").encode() + b"beans beans beans beans\n" * 2_000_000
    path = archive(tmp_path, large, letter(number=2))
    del large
    tracemalloc.start()
    found = read(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [item.shortened for item in found] == [True, False]
    assert found[0].body_markdown.startswith("Hello\nbeans beans")
    assert peak < 128 * 1024 * 1024


FILE = """MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: image/png; name=a.png
Content-Transfer-Encoding: base64

"""


@pytest.mark.parametrize(
    ("head", "piece", "times"),
    [
        (FILE, "QUFB" * 19 + "\n", 250_000),
        ("", "é" * 29 + "\n", 300_000),
        ("", "beans " * 12, 400_000),
        ("", "\n", 300_000),
    ],
    ids=["a file", "signs of two bytes", "one line", "nothing"],
)
def test_a_mail_as_long_as_is_read_takes_little_memory(
    tmp_path: Path, head: str, piece: str, times: int
) -> None:
    path = archive(tmp_path, letter().rstrip("\n").encode() + b"\n", between="\n")
    heads = letter(head.partition("\n\n")[0], "").rstrip("\n") + "\n\n" + head.partition("\n\n")[2]
    with path.open("ab") as file:
        file.write(FROM_LINE.encode() + heads.encode())
        file.writelines(piece.encode() for _ in range(times))
    tracemalloc.start()
    found = read(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [item.shortened for item in found] == [False, True]
    assert peak < 128 * 1024 * 1024


@pytest.mark.parametrize("mail", ["\n", "From: a\nSubject: b\n\n\n"])
def test_a_bomb_of_empty_mails_is_refused_soon(tmp_path: Path, mail: str) -> None:
    path = tmp_path / "archive.mbox"
    path.write_text((FROM_LINE + mail) * (PATIENCE * 3))
    reader = read_mbox(path)
    with pytest.raises(NotAnArchive):
        for count, _found in enumerate(reader):  # noqa: B007
            pass
    assert count < PATIENCE
