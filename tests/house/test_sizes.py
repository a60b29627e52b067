"""Files and functions stay small, have a name that says something, and begin by saying why."""

import pytest

from tests.house.sizes import faults
from tests.house.source import files, short, tell


def test_every_file_is_small_and_well_named() -> None:
    kept = files("*.py", "peerhub/**/*.js", "peerhub/**/*.css", "peerhub/**/*.html")
    found = [fault for path in kept for fault in faults(short(path), path.read_text())]
    assert not found, tell(found)


LONG_BODY = '"""Why."""\n\n\ndef f():\n' + "    x = 1\n" * 40


@pytest.mark.parametrize(
    ("name", "source", "reason"),
    [
        ("peerhub/core/text.py", '"""Why."""\n' * 301, "two files"),
        ("peerhub/web/static/js/x.js", "// why\n" * 150, "two files"),
        ("peerhub/core/utils.py", '"""Why."""\n', "says nothing"),
        ("peerhub/common/text.py", '"""Why."""\n', "says nothing"),
        ("peerhub/core/text.py", "import os\n", "begin with a docstring"),
        ("peerhub/core/text.py", LONG_BODY, "f has 41 lines"),
        ("peerhub/core/text.py", '"""Why."""\n# TO' + "DO later\n", "open an issue"),
    ],
)
def test_a_fault_is_named(name: str, source: str, reason: str) -> None:
    assert reason in tell(faults(name, source))


def test_a_long_docstring_does_not_make_a_function_long() -> None:
    words = "    more words\n" * 60
    source = f'"""Why."""\n\n\ndef f():\n    """Does.\n\n{words}    """\n    return 1\n'
    assert not list(faults("peerhub/core/text.py", source))
    assert not list(faults("peerhub/core/__init__.py", ""))
    assert not list(faults("peerhub/migrations/versions/0001_first.py", LONG_BODY))
