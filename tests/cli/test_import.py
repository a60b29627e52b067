"""`peerhub import mbox` at its door: looked at first, brought once, and never waiting for nobody."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_bad_input import one_sentence
from tests.forum.archive import archive, letter
from tests.forum.test_mbox_files import NOTES, TABLE, with_files
from tests.support.server import Server


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    other = letter("Subject: Peas\nFrom: Sam <sam@example.org>", number=2)
    return archive(tmp_path, with_files(NOTES, TABLE), other, other, "no head at all\n")


@pytest.fixture
def filled(server: Server) -> Server:
    done = server.run("board", "add", "lists", "--title", "Lists")
    assert done.returncode == 0, done.stderr
    return server


SHOWN = """\
Letters read: 4
Doubles left out: 1
Authors: 2
Threads: 2
  Beans
  Peas
"""
REST = """\
Files {}kept: 1
  left: 1, an old kind of document
Not readable: 1
  letter 4 (no subject): It has no head with a sender and a date.
"""


def test_a_dry_run_and_the_real_one_say_the_same(filled: Server, mails: Path) -> None:
    wanted = ["import", "mbox", str(mails), "--board", "lists"]
    dry = filled.run(*wanted, "--dry-run")
    assert dry.stdout == (
        SHOWN + "Letters would be brought: 2\nHere already: 0\n" + REST.format("would be ")
    )
    real = filled.run(*wanted)
    assert real.stdout == SHOWN + "Letters brought: 2\nHere already: 0\n" + REST.format("")
    again = filled.run(*wanted)
    assert "Letters brought: 0\nHere already: 2\nFiles kept: 0\nNot" in again.stdout
    assert {done.returncode for done in (dry, real, again)} == {0}
    assert len([p for p in (filled.data_dir / "uploads").rglob("*") if p.is_file()]) == 1


def at_a_terminal(server: Server, *arguments: str, said: bytes) -> tuple[int, str]:
    ours, theirs = os.openpty()
    os.write(ours, said)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "peerhub", *arguments],
            env=server.environment,
            stdin=theirs,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    return done.returncode, done.stdout


def test_at_a_terminal_it_shows_and_asks_first(filled: Server, mails: Path) -> None:
    wanted = ["import", "mbox", str(mails), "--board", "lists"]
    status, said = at_a_terminal(filled, *wanted, said=b"n\n")
    assert status == 1
    assert said.startswith(SHOWN + "Bring these letters into the board?")
    assert "brought" not in said
    status, said = at_a_terminal(filled, *wanted, said=b"y\n")
    assert status == 0
    assert "Letters brought: 2" in said
    status, said = at_a_terminal(filled, *wanted, "--yes", said=b"")
    assert status == 0
    assert "?" not in said


def test_where_nothing_more_can_be_kept_it_says_how_to_go_on(filled: Server, mails: Path) -> None:
    wanted = ["import", "mbox", str(mails), "--board", "lists"]
    (filled.data_dir / "uploads").write_bytes(b"")  # as a full disk does, no file can be made
    one_sentence(filled.run(*wanted), "run the import again")
    (filled.data_dir / "uploads").unlink()
    assert "Letters brought: 2" in filled.run(*wanted).stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (".", b"", "is a folder"),
        ("none.mbox", None, "cannot be read"),
        ("takeout.zip", b"PK\x03\x04", "Unpack it first"),
        ("cut.mbox.gz", b"\x1f\x8b\x08\x00cut", "does not unpack"),
    ],
)
def test_what_is_no_archive_is_said_in_one_sentence(
    filled: Server, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if content:
        path.write_bytes(content)
    one_sentence(filled.run("import", "mbox", str(path), "--board", "lists"), words)
    one_sentence(filled.run("import", "mbox", str(path), "--board", "none"), "There is no board")
