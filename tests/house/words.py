"""Sentences in the code that people read: each goes through gettext, whole and plain.

Pure functions over source text, so that a test can plant a fault.
"""

import ast
from collections.abc import Iterator

from tests.house.source import called, calls

TOLD_TO_PEOPLE = ("Refused", "Forbidden", "NotFound")
TRANSLATES = ("_", "N_", "gettext")


def faults(name: str, source: str) -> Iterator[str]:
    tree = ast.parse(source)
    for call in calls(tree, *TOLD_TO_PEOPLE):
        if call.args and is_bare(call.args[0]):
            yield (
                f"{name}:{call.lineno}: what {called(call)} says is read by people: "
                "write it through _()."
            )
    for call in calls(tree, *TRANSLATES):
        if call.args and not _can_be_found(call.args[0]):
            yield (
                f"{name}:{call.lineno}: gettext looks up plain sentences; fill the holes after: "
                "_('Hello %(name)s') % {'name': name}."
            )


def is_bare(value: ast.expr) -> bool:
    """A literal, also a pieced-together one, whose words no translation could replace."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and bool(value.value)
    if isinstance(value, ast.BinOp):
        return is_bare(value.left) or (isinstance(value.op, ast.Add) and is_bare(value.right))
    if isinstance(value, ast.IfExp):
        return is_bare(value.body) or is_bare(value.orelse)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr == "format" and is_bare(value.func.value)
    return isinstance(value, ast.JoinedStr)


def _can_be_found(value: ast.expr) -> bool:
    """A plain literal, or a name whose literal was marked with N_ elsewhere."""
    return not isinstance(value, ast.JoinedStr | ast.BinOp)
