"""One truth for the schema: tables.py, its portrait schema.sql and the road of migrations agree."""

import sqlite3
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import create_engine

import peerhub.app  # noqa: F401 - every feature's tables are known from here on
from peerhub.core.config import Config, load_config
from peerhub.core.errors import StartError
from peerhub.core.tables import metadata
from peerhub.migrations import road
from peerhub.migrations.portrait import render_schema
from tests.house.schema import plain, portrait_of_postgres, portrait_of_sqlite
from tests.house.source import ROOT
from tests.support.services import Postgres

RELEASED = sorted((ROOT / "tests/house/released").glob("*.sql"))


def walked(folder: Path) -> Path:
    """A new SQLite file, brought here by the road."""
    road.migrate(load_config(data_dir=folder, database_url=""))
    return folder / "peerhub.sqlite3"


def test_schema_sql_is_the_portrait_of_the_tables() -> None:
    kept = (ROOT / "schema.sql").read_text()
    assert kept == render_schema(), "run: peerhub schema > schema.sql"


def test_the_road_leads_to_the_tables(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'made.sqlite3'}")
    metadata.create_all(engine)
    engine.dispose()
    assert portrait_of_sqlite(walked(tmp_path)) == portrait_of_sqlite(tmp_path / "made.sqlite3")


@pytest.mark.services
def test_the_road_leads_to_the_tables_on_postgresql(
    postgres_server: Postgres, tmp_path: Path
) -> None:
    made, by_road = postgres_server.create(), postgres_server.create()
    engine = create_engine(postgres_server.url(made))
    metadata.create_all(engine)
    engine.dispose()
    url = postgres_server.url(by_road).replace("+psycopg", "")
    road.migrate(load_config(data_dir=tmp_path, database_url=url))
    portraits = [
        portrait_of_postgres(postgres_server.programs, postgres_server.folder, name)
        for name in (made, by_road)
    ]
    assert len(portraits[0]) > len(metadata.tables)
    assert portraits[0] == portraits[1]
    for name in (made, by_road):
        postgres_server.drop(name)


def test_every_released_version_can_be_upgraded(tmp_path: Path) -> None:
    """Runs over what lies in tests/house/released; before the first release nothing does."""
    fresh = portrait_of_sqlite(walked(tmp_path))
    for dump in RELEASED:
        folder = tmp_path / dump.stem
        folder.mkdir()
        with sqlite3.connect(folder / "peerhub.sqlite3") as old:
            old.executescript(dump.read_text())
        old.close()
        assert portrait_of_sqlite(walked(folder)) == fresh, dump.name


VERSION = '''\
"""{name}"""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = {name!r}, {before!r}, None, None


def upgrade() -> None:
{body}
'''

FAMILY = """\
op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True))
op.create_table(
    "child",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE"), nullable=False),
)
op.execute("INSERT INTO parent (id) VALUES (1)")
op.execute("INSERT INTO child (id, parent_id) VALUES (1, 1), (2, 1)")
"""
REBUILT = """\
with op.batch_alter_table("parent", recreate="always") as batch:
    batch.add_column(sa.Column("name", sa.Text, nullable=True))
"""
ORPHANED = 'op.execute("DELETE FROM parent")\n'


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A road of its own, with Alembic's real entry and one version: a parent and its two children."""
    here = tmp_path / "road"
    (here / "versions").mkdir(parents=True)
    (here / "env.py").write_text((road.HERE / "env.py").read_text())
    plant(here, "one", None, FAMILY)
    monkeypatch.setattr(road, "HERE", here)
    return here


def plant(here: Path, name: str, before: str | None, body: str) -> None:
    source = VERSION.format(name=name, before=before, body=textwrap.indent(body, "    "))
    (here / "versions" / f"{name}.py").write_text(source)


def children(config: Config) -> int:
    with sqlite3.connect(config.data_dir / "peerhub.sqlite3") as connection:
        count = connection.execute("SELECT count(*) FROM child").fetchone()[0]
    connection.close()
    return int(count)


def test_rebuilding_a_parent_keeps_its_children(planted: Path, tmp_path: Path) -> None:
    config = load_config(data_dir=tmp_path, database_url="")
    road.migrate(config)
    plant(planted, "two", "one", REBUILT)
    road.migrate(config)
    assert road.current_revision(config) == "two" and children(config) == 2


def test_a_migration_that_breaks_references_changes_nothing(planted: Path, tmp_path: Path) -> None:
    config = load_config(data_dir=tmp_path, database_url="")
    road.migrate(config)
    plant(planted, "two", "one", ORPHANED)
    with pytest.raises(StartError, match="break references"):
        road.migrate(config)
    assert road.current_revision(config) == "one" and children(config) == 2


def test_a_database_from_the_future_is_refused(planted: Path, tmp_path: Path) -> None:
    config = load_config(data_dir=tmp_path, database_url="")
    plant(planted, "two", "one", REBUILT)
    road.migrate(config)
    (planted / "versions" / "two.py").unlink()
    with pytest.raises(StartError, match="newer peerhub"):
        road.migrate(config)


@pytest.mark.parametrize(
    "other",
    [
        "CREATE TABLE a (x INTEGER NOT NULL, y TEXT, CHECK (y IN ('b')))",
        "CREATE TABLE a (x INTEGER, y TEXT, CHECK (y IN ('b', 'c')))",
        "CREATE TABLE a (y TEXT, x INTEGER NOT NULL, CHECK (y IN ('b', 'c')))",
    ],
)
def test_a_difference_between_two_portraits_is_seen(other: str) -> None:
    one = "CREATE TABLE \"a\" (\n  x INTEGER NOT NULL, -- why\n  y TEXT, CHECK (y IN ('b', 'c'))\n)"
    assert plain(one) == plain(
        "CREATE TABLE a (x INTEGER NOT NULL, y TEXT, CHECK (y IN ('b', 'c')))"
    )
    assert plain(one) != plain(other)
