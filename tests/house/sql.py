"""SQL is never pieced together from strings: values are bound, names are columns of tables.

Pure functions over source text, so that a test can plant a fault.
"""

import ast
from collections.abc import Iterator

from tests.house.source import called, calls

TAKES_SQL = ("text", "execute", "exec_driver_sql", "executemany", "executescript")
DEFINES_SQL = ("scalar", "scalars", "DDL", "literal_column")


def faults(name: str, source: str) -> Iterator[str]:
    for call in calls(ast.parse(source), *TAKES_SQL, *DEFINES_SQL):
        for argument in call.args[:1]:
            if _pieced(argument):
                yield (
                    f"{name}:{call.lineno}: {called(call)}() is given a pieced-together string. "
                    "Bind the value, or write the statement with SQLAlchemy's columns."
                )


def _pieced(value: ast.expr) -> bool:
    if isinstance(value, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in value.values)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add | ast.Mod):
        return _is_text(value.left) or _is_text(value.right)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr in {"format", "join"} and _is_text(value.func.value)
    return False


def _is_text(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.JoinedStr)
        or (isinstance(value, ast.Constant) and isinstance(value.value, str))
        or _pieced(value)
    )
