"""The papers say what the code does: settings, verbs, frames, codes, paths, events, links, named tests."""

import re
from collections.abc import Iterable
from pathlib import Path

import click
from starlette.routing import Route

from peerhub.app import FEATURES, routes_of
from peerhub.cli import VERBS, peerhub
from peerhub.cli.settings_help import settings
from peerhub.core import errors
from peerhub.core.events import event_types
from peerhub.rooms import frames
from tests.house.source import ROOT, files, tell

INTERFACES = (ROOT / "docs/interfaces.md").read_text()
PAPERS = [*files("*.md", "docs/*.md")]


def marked(text: str) -> set[str]:
    """Everything between backticks, and its words."""
    parts = re.findall(r"`([^`\n]+)`", text)
    return {word for part in parts for word in (part, *part.split())}


def unnamed(names: Iterable[str], text: str, what: str) -> list[str]:
    known = marked(text)
    return [
        f"{what} {name!r} is not in docs/interfaces.md." for name in names if name not in known
    ]


def table_of_settings() -> str:
    lines = ["| name | default | meaning |", "|---|---|---|"]
    for name, default, meaning in settings():
        lines.append(f"| `{name}` | {f'`{default}`' if default else 'none'} | {meaning} |")
    return "\n".join(lines)


def test_the_readme_lists_every_setting_as_it_is() -> None:
    assert table_of_settings() in (ROOT / "README.md").read_text(), "\n" + table_of_settings()


def test_every_setting_is_named() -> None:
    found = unnamed((name for name, _default, _meaning in settings()), INTERFACES, "setting")
    assert not found, tell(found)


def verbs() -> list[str]:
    """`serve`, `person add`, …"""
    context = click.Context(peerhub)
    found = []
    for name in VERBS:
        command = peerhub.get_command(context, name)
        if isinstance(command, click.Group):
            found += [f"{name} {verb}" for verb in command.commands]
        else:
            found.append(name)
    return found


def test_every_verb_is_named() -> None:
    known = [part for part in re.findall(r"`([^`\n]+)`", INTERFACES)]
    found = [verb for verb in verbs() if not any(f"{k} ".startswith(f"{verb} ") for k in known)]
    assert not found, tell(found)


def outgoing_frames() -> set[str]:
    """The types that the server writes, read from the code that makes them."""
    sources = files("peerhub/rooms/*.py", "peerhub/notifications/service.py")
    text = "\n".join(path.read_text() for path in sources)
    return set(re.findall(r'"type": "([a-z_]+)"', text))


def test_every_frame_is_named() -> None:
    types = {*frames.KINDS, *outgoing_frames()}
    assert types >= {"hello", "joined", "message", "ack", "beat", "notice", "error"}
    fields = {name for kind in frames.KINDS.values() for name in kind.model_fields}
    found = unnamed(sorted(types | (fields - {"type"})), INTERFACES, "frame or field")
    assert not found, tell(found)


def codes() -> set[str]:
    text = "\n".join(path.read_text() for path in files("peerhub/**/*.py"))
    said = set(re.findall(r'\bcode(?:: str)? ?= ?"([a-z_]+)"', text))
    said |= set(re.findall(r'"code"\] = "([a-z_]+)"', text))
    raised = {kind.code for kind in errors.HubError.__subclasses__()}
    return (said | raised) - {"error", "email"}  # the base class; a word between two of our files


def test_every_code_is_named() -> None:
    assert codes() >= {"bad_frame", "unknown_room", "conflict", "gone", "unavailable"}
    found = unnamed(sorted(codes()), INTERFACES, "code")
    assert not found, tell(found)


def test_every_path_is_named() -> None:
    routes = [route for route in routes_of(FEATURES) if isinstance(route, Route)]
    shown = [r for r in routes if "GET" in (r.methods or ()) or r.path.startswith("/api/")]
    paths = {route.path for route in shown if route.name not in ("static", "forum:thread_by_id")}
    short = {path.removeprefix("/api/v1") if "openapi" not in path else path for path in paths}
    found = unnamed(sorted(short), INTERFACES, "path")
    assert not found, tell(found)


def test_every_event_is_named() -> None:
    found = unnamed(event_types(), INTERFACES, "event")
    assert not found, tell(found)


def dead_links(paper: Path, text: str) -> list[str]:
    """Links to files that are not there. Pictures count."""
    said = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    inside = [link for link in said if not re.match(r"[a-z]+:", link)]
    gone = [link for link in inside if not (paper.parent / link).exists()]
    return [f"{paper.relative_to(ROOT)}: {link} is not there." for link in gone]


def test_every_link_between_the_papers_leads_somewhere() -> None:
    found = [fault for paper in PAPERS for fault in dead_links(paper, paper.read_text())]
    assert not found, tell(found)


def missing_tests(text: str) -> list[str]:
    """Tests named as `tests/x/test_y.py::test_z` that do not exist."""
    found = []
    named = re.findall(r"`(tests/[\w/]+)\.py::(\w+)`", text)
    for module, name in named:
        path = ROOT / f"{module}.py"
        if not path.exists() or not re.search(rf"\bdef {name}\(", path.read_text()):
            found.append(f"{module}.py::{name} does not exist.")
    return found if named else ["no test is named at all."]


def test_every_test_that_a_promise_names_exists() -> None:
    found = missing_tests((ROOT / "docs/reliability.md").read_text())
    assert not found, tell(found)


def test_a_fault_is_named() -> None:
    assert unnamed(["tug"], "`join` and tug", "frame") != []
    assert not unnamed(["join"], "`join ROOM`", "frame")
    assert dead_links(ROOT / "README.md", "[a](docs/none.md) [b](https://example.org)")
    assert not dead_links(ROOT / "README.md", "[a](LICENSE) [b](https://example.org)")
    assert missing_tests("`tests/house/test_docs.py::test_nothing_of_the_kind`")
    assert not missing_tests("`tests/house/test_docs.py::test_a_fault_is_named`")
