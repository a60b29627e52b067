"""Nobody's words are in the logs."""

import pytest

from tests.house.logs import faults
from tests.house.source import files, short, tell


def test_every_log_line_names_ids_only() -> None:
    kept = files("peerhub/*.py", "peerhub/**/*.py")
    found = [fault for path in kept for fault in faults(short(path), path.read_text())]
    assert not found, tell(found)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("log.info('post held', body=post.body)", "words of people"),
        ("log.warning(f'{person.name} left')", "fixed phrase"),
        ("logger.error('no mail to ' + address)", "fixed phrase"),
        ("print(post)", "outside cli/"),
    ],
)
def test_words_in_a_log_line_are_named(source: str, reason: str) -> None:
    assert reason in tell(faults("peerhub/forum/service.py", source))


@pytest.mark.parametrize(
    "source",
    ["log.info('post held', post=post.id)", "answer.error('Say more.')", "log.exception('x')"],
)
def test_ids_in_a_log_line_are_let_be(source: str) -> None:
    assert not list(faults("peerhub/forum/service.py", source))
