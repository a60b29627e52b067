"""How large a file and a function may grow, and how a file may be called.

Pure functions over source text, so that a test can plant a fault.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePath

FILE_LINES = {".py": 300, ".js": 150, ".css": 200, ".html": 300}
FUNCTION_LINES = 40
FORBIDDEN = {"util", "utils", "helper", "helpers", "common", "misc", "shared_code", "stuff"}
MARK = "TO" + "DO"  # not in one piece, or this file would be its own fault
ONE_WAY_ROADS = "peerhub/migrations/versions/"  # written once, walked once, never changed
UNFINISHED = re.compile(rf"\b(?:{MARK}|FIX[M]E)\b(?!\(#\d+\))")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def faults(name: str, source: str) -> Iterator[str]:
    """What is wrong with the size, the name or the beginning of one file."""
    path = PurePath(name)
    lines = len(source.splitlines())
    limit = None if name.startswith(ONE_WAY_ROADS) else FILE_LINES.get(path.suffix)
    if limit and lines >= limit:
        yield f"{name} has {lines} lines; from {limit} on it is two files. Divide it by its nouns."
    for part in (*path.parts[:-1], path.stem):
        if part.lower() in FORBIDDEN:
            yield f"{name}: {part!r} says nothing. Name the noun that it is about."
    for number, line in enumerate(source.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f"{name}:{number}: finish it, or open an issue and write {MARK}(#number)."
    if path.suffix == ".py":
        yield from _python(name, source)


def _python(name: str, source: str) -> Iterator[str]:
    tree = ast.parse(source)
    if tree.body and not ast.get_docstring(tree):
        yield f"{name}: begin with a docstring: what it is for, then what it must never do."
    for node in ast.walk(tree):
        if isinstance(node, Function):
            length = _length(node)
            if length >= FUNCTION_LINES and not name.startswith(ONE_WAY_ROADS):
                yield (
                    f"{name}:{node.lineno}: {node.name} has {length} lines; "
                    f"a function stays under {FUNCTION_LINES}. Find the step in it that has a name."
                )


def _length(function: Function) -> int:
    """Lines from `def` to the end, the docstring not counted: words about it are welcome."""
    first = function.body[0]
    words = 0
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        words = (first.end_lineno or 0) - first.lineno + 1
    return (function.end_lineno or 0) - function.lineno + 1 - words
