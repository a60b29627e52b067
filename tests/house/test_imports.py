"""Imports go downstairs only, through front rooms, and never in a circle."""

from pathlib import Path

import pytest

from tests.house.circles import circles, graph_of
from tests.house.floors import faults
from tests.house.source import ROOT, files, tell


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources() -> dict[str, str]:
    return {module_of(path): path.read_text() for path in files("peerhub/**.py", "peerhub/*.py")}


def test_every_import_goes_downstairs_to_a_front_room() -> None:
    found = [fault for module, source in sources().items() for fault in faults(module, source)]
    assert not found, tell(found)


def test_no_module_imports_itself_by_a_detour() -> None:
    found = [" > ".join(circle) for circle in circles(graph_of(sources()))]
    assert not found, tell(found)


@pytest.mark.parametrize(
    ("module", "source", "reason"),
    [
        ("peerhub.core.hub", "from peerhub.web import render", "downstairs only"),
        ("peerhub.web.pages", "import peerhub.people.service", "downstairs only"),
        ("peerhub.community.service", "from peerhub.people import service", "downstairs only"),
        ("peerhub.people.access", "def f():\n  from peerhub.forum import access", "downstairs"),
        ("peerhub.forum.service", "from ..rooms import service", "neighbours"),
        ("peerhub.uploads.service", "from peerhub.search import service", "neighbours"),
        ("peerhub.forum.service", "from peerhub.people.store import get_person", "front rooms"),
        ("peerhub.forum.service", "from peerhub.people import tables", "front rooms"),
        ("peerhub.cli.person", "from peerhub.people import store", "front rooms"),
        ("peerhub.forum.models", "from peerhub.forum import rules", "from the ground up"),
        ("peerhub.forum.views", "from peerhub.forum import api", "from the ground up"),
        ("peerhub.forum.views", "from peerhub.forum.store import get_thread", "access and service"),
        ("peerhub.forum.api", "from . import tables", "access and service"),
        ("peerhub.forum.utils", "", "no room called 'utils'"),
        ("peerhub.chess.models", "", "stands on no floor"),
        (
            "peerhub.moderation.service",
            "from peerhub.moderation.safeguarding import service",
            "downstairs only",
        ),
        (
            "peerhub.core.hub",
            "import importlib\nimportlib.import_module('peerhub.forum.feature')",
            "downstairs only",
        ),
    ],
)
def test_a_wrong_import_is_named_with_its_reason(module: str, source: str, reason: str) -> None:
    assert reason in tell(faults(module, source))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("peerhub.forum.service", "from peerhub.moderation import service"),
        ("peerhub.forum.store", "from peerhub.people.tables import people"),
        ("peerhub.forum.store.posts", "from peerhub.forum.store import threads"),
        ("peerhub.forum.views", "from peerhub.forum import access, service"),
        ("peerhub.forum.views", "from peerhub.web.render import render"),
        ("peerhub.people.service", "from peerhub.community import access"),
        ("peerhub.moderation.safeguarding.service", "from peerhub.moderation import service"),
        ("peerhub.app", "from peerhub.people.session import SessionMiddleware"),
        ("peerhub.cli.imports", "from peerhub.forum.importers import mbox"),
        ("peerhub.cli.opened", "from peerhub.app import build_hub"),
        ("peerhub.web.pages", "import peerhub\nfrom peerhub import __version__"),
    ],
)
def test_a_right_import_is_let_be(module: str, source: str) -> None:
    assert not list(faults(module, source))


def test_a_circle_is_found() -> None:
    planted = {"peerhub.core.a": "from peerhub.core.b import x", "peerhub.core.b": "import os"}
    assert not circles(graph_of(planted))
    planted["peerhub.core.b"] = "if TYPE_CHECKING:\n  from peerhub.core.a import y"
    assert not circles(graph_of(planted))
    planted["peerhub.core.b"] = "def f():\n  from peerhub.core import a"
    assert circles(graph_of(planted)) == [["peerhub.core.a", "peerhub.core.b", "peerhub.core.a"]]
