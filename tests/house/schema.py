"""What a database looks like from outside: each object's words, without the dialects of those who wrote them.

Pure reading: never changes the database that it looks at.
"""

import re
import sqlite3
import subprocess
from pathlib import Path

ALEMBICS = "alembic_version"  # the road's own milestone, no table of ours


def portrait_of_sqlite(path: Path) -> dict[str, str]:
    """Every table, index and trigger of a SQLite file by name."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {f"{kind} {name}": plain(sql) for kind, name, sql in rows if name != ALEMBICS}
    finally:
        connection.close()


def plain(sql: str) -> str:
    """One statement without comments, quotes and line ends; constraints in the order of the alphabet."""
    bare = re.sub(r"--[^\n]*", "", sql).replace('"', "").replace("`", "")
    flat = re.sub(r"\s+", " ", bare).strip()
    head, bracket, rest = flat.partition("(")
    if not bracket or not head.lower().startswith("create table"):
        return flat
    body, _, tail = rest.rpartition(")")
    parts = parts_of(body)
    columns = [part for part in parts if not is_constraint(part)]
    constraints = sorted(part for part in parts if is_constraint(part))
    return f"{head}({', '.join([*columns, *constraints])}){tail}"


def is_constraint(part: str) -> bool:
    return part.upper().startswith(("CONSTRAINT ", "PRIMARY KEY", "FOREIGN KEY", "UNIQUE", "CHECK"))


def parts_of(body: str) -> list[str]:
    """Cut at the commas that stand in no bracket."""
    parts, depth, begun = [], 0, 0
    for place, sign in enumerate(body):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append(body[begun:place].strip())
            begun = place + 1
    return [*parts, body[begun:].strip()]


def portrait_of_postgres(programs: Path, folder: Path, name: str) -> list[str]:
    """The statements of `pg_dump -s`, without comments and the milestone, in the order of the alphabet."""
    command = [str(programs / "pg_dump"), "-s", "-O", "-x", "-h", str(folder), "-U", "peerhub"]
    dump = subprocess.run(
        [*command, "-T", ALEMBICS, name], check=True, capture_output=True, text=True
    )
    lines = [
        line for line in dump.stdout.splitlines() if line and not line.startswith(("--", "\\"))
    ]
    statements = " ".join(lines).split(";")
    return sorted(plain(statement) for statement in statements if statement.strip())
