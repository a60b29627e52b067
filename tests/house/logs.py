"""Logs name ids and events, never the words, names or addresses of people.

Pure functions over source text, so that a test can plant a fault.
"""

import ast
from collections.abc import Iterator

from tests.house.source import called

LEVELS = {"debug", "info", "warning", "warn", "error", "critical", "exception"}
LOGGERS = {"log", "logger", "_log", "logging", "LOG"}
WORDS_OF_PEOPLE = {"body", "source", "html", "words", "message", "subject", "excerpt", "note"}
WORDS_OF_PEOPLE |= {"title", "name", "display_name", "handle", "bio", "query", "form", "payload"}
WORDS_OF_PEOPLE |= {"email", "address", "ip", "password", "token", "secret", "cookie", "headers"}


def faults(name: str, source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node) == "print" and "/cli/" not in name:
            yield f"{name}:{node.lineno}: print() outside cli/: write a log line, or say it in cli."
        if isinstance(node, ast.Call) and _is_log(node):
            yield from _line(name, node)


def _is_log(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in LEVELS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in LOGGERS
    )


def _line(name: str, call: ast.Call) -> Iterator[str]:
    where = f"{name}:{call.lineno}"
    if call.args and not isinstance(call.args[0], ast.Constant):
        yield f"{where}: a log line's event is a fixed phrase; what differs goes into its fields."
    for field in call.keywords:
        if field.arg in WORDS_OF_PEOPLE:
            yield f"{where}: {field.arg}= may hold words of people. Log an id instead."
