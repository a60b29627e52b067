"""Bad input at the command line: one clear sentence, an exit status that is not 0, nothing half done."""

import socket
from pathlib import Path

import pytest

from tests.support.server import Server


def one_sentence(done: object, *words: str) -> None:
    """The verb failed, said one line on standard error, and it holds these words."""
    assert done.returncode != 0  # type: ignore[attr-defined]
    said: str = done.stderr.strip()  # type: ignore[attr-defined]
    assert len(said.splitlines()) == 1, said
    assert said.endswith("."), said
    for word in words:
        assert word in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PEERHUB_DATABASE_URL", "mysql://x", "postgresql://"),
        ("PEERHUB_REDIS_URL", "memcached://x", "redis://"),
        ("PEERHUB_BASE_URL", "hub.example.org", "https://hub.example.org"),
        ("PEERHUB_BASE_URL", "https://hub.example.org/hub", "without a path"),
        ("PEERHUB_SMTP_URL", "mail.example.org", "smtp://"),
        ("PEERHUB_ALERT_URL", "http://pager.example.org", "https://"),
        ("PEERHUB_POST_RATE", "fast", "20/minute"),
        ("PEERHUB_LIMITS", "maybe", "PEERHUB_LIMITS"),
        ("PEERHUB_TRUSTED_PROXIES", "the proxy", "PEERHUB_TRUSTED_PROXIES"),
    ],
)
def test_a_wrong_setting_stops_the_start(server: Server, name: str, value: str, words: str) -> None:
    server.settings = {name: value}
    one_sentence(server.run("serve", "--port", str(server.port)), name, words)


def test_a_settings_file_that_is_none_stops_the_start(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "peerhub.toml").write_text("this is = = no toml")
    monkeypatch.chdir(tmp_path)
    one_sentence(server.run("doctor"), "peerhub.toml")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "PEERHUB_BASE_URL"),
        (["--workers", "2"], "PEERHUB_REDIS_URL"),
    ],
)
def test_options_that_do_not_go_together(server: Server, options: list[str], words: str) -> None:
    server.settings = {}
    one_sentence(server.run("serve", "--port", str(server.port), *options), words)


def test_limits_off_and_demo_stay_on_loopback(server: Server) -> None:
    server.settings = {"PEERHUB_BASE_URL": "https://hub.example.org"}
    one_sentence(server.run("serve", "--demo", "--host", "0.0.0.0"), "--demo")
    server.settings["PEERHUB_LIMITS"] = "off"
    one_sentence(server.run("serve", "--host", "0.0.0.0"), "PEERHUB_LIMITS")


def test_a_port_in_use(server: Server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", server.port))
        taken.listen()
        one_sentence(server.run("serve", "--port", str(server.port)), str(server.port), "--port")


def test_a_data_directory_with_a_server_on_it(server: Server) -> None:
    server.start()
    other = Server(server.data_dir)
    one_sentence(other.run("serve", "--port", str(other.port)), "runs on", "PEERHUB_DATA_DIR")


def test_a_data_directory_that_cannot_be_written(server: Server) -> None:
    server.settings["PEERHUB_DATA_DIR"] = "/proc/peerhub"
    one_sentence(
        server.run("serve", "--port", str(server.port)), "/proc/peerhub", "PEERHUB_DATA_DIR"
    )
    server.settings["PEERHUB_DATA_DIR"] = "/dev/null"
    one_sentence(server.run("serve", "--port", str(server.port)), "/dev/null", "PEERHUB_DATA_DIR")


def test_a_database_that_is_none(server: Server) -> None:
    (server.data_dir / "peerhub.sqlite3").write_bytes(b"not a database at all" * 100)
    one_sentence(server.run("serve", "--port", str(server.port)), "database")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["board", "add", "Bad Slug!", "--title", "X"], "letters, digits and hyphens"),
        (["room", "archive", "no-such"], "no-such"),
        (["board", "archive", "no-such"], "no-such"),
        (["room", "add", "r", "--title", "X", "--sector", "no-such"], "sector"),
        (["board", "add", "b", "--title", "X", "--kind", "private", "--public"], "open board"),
        (["import", "mbox", "/no/such/file", "--board", "b"], "board"),
        (["import", "meetups", "/no/such/file"], "cannot be read"),
        (["import", "meetups", __file__], "is no calendar"),
        (["import", "directory", "https://nobody.invalid/"], "cannot be reached"),
    ],
)
def test_a_verb_that_cannot_be_carried_out(
    server: Server, arguments: list[str], words: str
) -> None:
    done = server.run(*arguments)
    assert done.returncode != 0
    assert words in done.stderr
    assert "Traceback" not in done.stderr
