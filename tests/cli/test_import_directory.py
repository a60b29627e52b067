"""`peerhub import directory` at its door: sheets, feeds, and one sentence where it cannot be."""

from pathlib import Path

import pytest

from tests.cli.test_bad_input import one_sentence
from tests.support.server import Server

SHEET = """\
name,about,website,phone,boroughs,languages
Tea XE-EXAMPLE,Tea and talk.,tea.example.org,020 7946 0100 (office),Brent; Camden,English; so

,No name,,,,
Cake XE-EXAMPLE,Cake,ftp://cake.example.org,,,
Toast XE-EXAMPLE,Toast,,,,,,more
"""
ROWS = """\
row 2 (Tea XE-EXAMPLE): {}.
row 4: not brought: it has no name.
row 5: not brought: its web address is none: it begins with https://.
row 6: not brought: it has more cells than the heading.
Organisations read: 4
"""
COUNTS = """\
New pages {0}made: {1}
Pages {0}changed: 0
As they were: {2}
Left: 0
Not brought, because something is wrong with them: 3
"""


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "groups.csv"
    path.write_text(SHEET, encoding="cp1252")
    return str(path)


def test_a_sheet_is_reported_row_by_row_and_comes_once(server: Server, sheet: str) -> None:
    dry = server.run("import", "directory", sheet, "--dry-run")
    said = ROWS.format("new") + COUNTS.format("would be ", 1, 0)
    assert dry.stdout == said + "Nothing was changed.\n", dry.stderr
    real = server.run("import", "directory", sheet)
    assert real.stdout == ROWS.format("new") + COUNTS.format("", 1, 0)
    again = server.run("import", "directory", sheet)
    assert again.stdout == ROWS.format("as it was") + COUNTS.format("", 0, 1)
    assert {done.returncode for done in (dry, real, again)} == {0}
    trail = server.run("audit", "verify")
    assert trail.returncode == 0, trail.stderr


def test_a_feed_of_another_hub_is_followed(server: Server, sheet: str, tmp_path: Path) -> None:
    server.run("import", "directory", sheet)
    server.start()
    feed = f"{server.address}/open-referral/"
    (tmp_path / "other").mkdir(mode=0o700)
    other = Server(tmp_path / "other")
    first = other.run("import", "directory", feed)
    assert "New pages made: 1\n" in first.stdout, first.stderr
    assert "As they were: 1\n" in other.run("import", "directory", feed + "services").stdout
    own = server.run("import", "directory", feed)
    assert "record 1 (Tea XE-EXAMPLE): left: it is this hub's own page.\n" in own.stdout
    server.kill()
    one_sentence(other.run("import", "directory", feed), "cannot be reached")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b'[{"id": ', "line 1"),
        (b'{"total": 3}', "holds no organisations"),
        (b"colour,shape\nred,round\n", "name"),
    ],
)
def test_what_is_no_directory_gets_one_sentence(
    server: Server, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd"
    path.write_bytes(content)
    one_sentence(server.run("import", "directory", str(path)), "odd", words)


def test_a_file_that_is_not_there_gets_one_sentence(server: Server) -> None:
    one_sentence(server.run("import", "directory", "/no/such/file"), "cannot be read")
