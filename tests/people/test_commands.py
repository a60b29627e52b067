"""`peerhub person`, `token` and `sector`: what they print, and one clear line for what cannot be."""

import io
from pathlib import Path

import pytest

from peerhub.cli import main

AMINA = "amina@example.org"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PEERHUB_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("PEERHUB_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


class Terminal:
    """Runs a verb; what it wrote, and whether it ended well."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def run(self, *words: str) -> str:
        main(*words)
        return self.capsys.readouterr().out

    def fail(self, *words: str) -> str:
        """The one line of a refusal."""
        with pytest.raises(SystemExit) as end:
            main(*words)
        said = self.capsys.readouterr()
        assert end.value.code == 1 and said.out == ""
        assert said.err.count("\n") == 1 and said.err.startswith("peerhub: ")
        return said.err


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


def test_a_person_is_added_and_listed(terminal: Terminal) -> None:
    said = terminal.run(
        "person", "add", AMINA, "--name", "Amina", "--role", "moderator@sector:housing",
        "--role", "editor",
    )  # fmt: skip
    assert said == "Added Amina: /people/amina\n"
    said = terminal.run("person", "list")
    assert said == f"{AMINA}\tmember\teditor@hub moderator@sector:housing\tAmina\n"


def test_a_password_comes_by_standard_input_only(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("five quiet green chairs\n"))
    terminal.run("person", "add", AMINA, "--name", "Amina", "--password-stdin")
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    said = terminal.fail("person", "add", "bo@example.org", "--name", "Bo", "--password-stdin")
    assert "at least 10" in said
    assert "bo@example.org" not in terminal.run("person", "list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("person", "add", "amina", "--name", "Amina"), "whole email address"),
        (("person", "add", AMINA, "--name", "!!"), "at least one letter"),
        (("person", "add", AMINA, "--name", "Amina", "--role", "king"), "There is no role 'king'"),
        (("person", "add", AMINA, "--name", "A", "--role", "editor@moon"), "is no scope"),
        (("person", "suspend", AMINA), "Nobody here has the address"),
        (("person", "role", AMINA, "editor"), "Nobody here has the address"),
        (("token", "add", AMINA, "--scope", "read"), "Nobody here has the address"),
        (("token", "add", AMINA, "--scope", "all"), "There is no scope 'all'"),
        (("token", "revoke", "nothing"), "no standing token"),
        (("sector", "archive", "nothing"), "There is no sector"),
    ],
)
def test_what_cannot_be_is_one_clear_line(
    terminal: Terminal, words: tuple[str, ...], said: str
) -> None:
    assert said in terminal.fail(*words)


def test_nobody_is_added_twice(terminal: Terminal) -> None:
    terminal.run("person", "add", AMINA, "--name", "Amina")
    said = terminal.fail("person", "add", AMINA.upper(), "--name", "Another")
    assert "with this address already" in said


def test_roles_are_given_and_taken(terminal: Terminal) -> None:
    terminal.run("person", "add", AMINA, "--name", "Amina")
    assert terminal.run("person", "role", AMINA, "moderator") == "moderator@hub\n"
    said = terminal.run("person", "role", AMINA, "--give", "editor", "--take", "moderator")
    assert said == "editor@hub\n"
    assert "does not hold" in terminal.fail("person", "role", AMINA, "--take", "moderator")
    terminal.run("person", "role", AMINA, "administrator")
    assert "only administrator" in terminal.fail("person", "suspend", AMINA)


def test_a_person_is_suspended_and_restored(terminal: Terminal) -> None:
    terminal.run("person", "add", AMINA, "--name", "Amina")
    terminal.run("person", "suspend", AMINA)
    assert "\tsuspended\t" in terminal.run("person", "list")
    assert "no member now" in terminal.fail("person", "suspend", AMINA)
    terminal.run("person", "suspend", AMINA, "--restore")
    assert "\tmember\t" in terminal.run("person", "list")


@pytest.mark.parametrize(
    "words", [("--scope", "read", "write"), ("--scope", "read", "--scope", "write")]
)
def test_a_token_stands_alone_on_standard_output(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    terminal.run("person", "add", AMINA, "--name", "Amina")
    secret = terminal.run("token", "add", AMINA, *words)
    assert len(secret.strip()) == 43 and secret.count("\n") == 1
    token_id, scopes, _at, owner = terminal.run("token", "list").strip().split("\t")
    assert (scopes, owner) == ("read write", AMINA) and token_id not in secret
    terminal.run("token", "revoke", token_id)
    assert terminal.run("token", "list") == ""


def test_sectors_are_data(terminal: Terminal) -> None:
    terminal.run("sector", "add", "housing", "--title", "Housing")
    assert terminal.run("sector", "list") == "housing\topen\tHousing\n"
    assert "with this address" in terminal.fail("sector", "add", "housing", "--title", "Again")
    terminal.run("sector", "archive", "housing")
    assert terminal.run("sector", "list") == "housing\tarchived\tHousing\n"
