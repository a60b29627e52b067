"""Settings come from the environment and from peerhub.toml; a wrong one is one clear line."""

from pathlib import Path

import pytest

from peerhub.core.config import load_config
from peerhub.core.errors import StartError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_file_has_the_names_of_the_environment(folder: Path) -> None:
    (folder / "peerhub.toml").write_text('PEERHUB_DATA_DIR = "here"\npost_rate = "5/minute"\n')
    config = load_config()
    assert config.data_dir == Path("here") and config.post_rate == "5/minute"


def test_the_environment_outweighs_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "peerhub.toml").write_text('PEERHUB_POST_RATE = "5/minute"\n')
    monkeypatch.setenv("PEERHUB_POST_RATE", "6/minute")
    assert load_config().post_rate == "6/minute"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ('PEERHUB_DATADIR = "x"', "there is no setting called PEERHUB_DATADIR"),
        ("PEERHUB_PORT = 80", "there is no setting called PEERHUB_PORT"),
        ('PEERHUB_POST_RATE = "often"', "PEERHUB_POST_RATE is not right: write a number"),
        ('PEERHUB_LIMITS = "maybe"', "PEERHUB_LIMITS is not right"),
        ('PEERHUB_BASE_URL = "hub.example.org"', "PEERHUB_BASE_URL is not right"),
        ("this is no toml", "peerhub.toml cannot be read"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(folder: Path, said: str, sentence: str) -> None:
    (folder / "peerhub.toml").write_text(said + "\n")
    with pytest.raises(StartError) as told:
        load_config()
    assert sentence in str(told.value) and "\n" not in str(told.value)
