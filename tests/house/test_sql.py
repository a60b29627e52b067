"""No SQL in the house is pieced together from strings."""

import pytest

from tests.house.source import files, short, tell
from tests.house.sql import faults


def test_every_statement_binds_its_values() -> None:
    kept = files("peerhub/*.py", "peerhub/**/*.py")
    found = [fault for path in kept for fault in faults(short(path), path.read_text())]
    assert not found, tell(found)


@pytest.mark.parametrize(
    "source",
    [
        "text(f'SELECT * FROM {table}')",
        "sa.text('SELECT ' + column)",
        "await db.execute('DELETE FROM x WHERE id = %s' % number)",
        "op.execute('DROP TABLE {}'.format(name))",
        "db.exec_driver_sql(', '.join(names))",
        "db.scalar(text('SELECT 1' + more + ' LIMIT 1'))",
    ],
)
def test_a_pieced_statement_is_named(source: str) -> None:
    assert "pieced-together" in tell(faults("x.py", source))


@pytest.mark.parametrize(
    "source",
    [
        "text('SELECT 1 WHERE x = :x')",
        "await db.execute(select(people).where(people.c.person_id == person_id))",
        "await db.execute(STATEMENT, {'x': 1})",
        "await db.scalar(select(posts.c.seq + 1))",
    ],
)
def test_a_bound_statement_is_let_be(source: str) -> None:
    assert not list(faults("x.py", source))
