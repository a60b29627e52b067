"""Where the house's own files are, and what a fault looks like."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "peerhub"


def files(*patterns: str) -> list[Path]:
    """The project's files that match, without what git does not keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / line for line in sorted(set(listed.stdout.splitlines())))
    return [path for path in paths if path.is_file()]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Every call of a function or method with one of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def tell(faults: Iterable[str]) -> str:
    """All faults at once, one a line: nobody likes to be told them one by one."""
    return "\n".join(faults)
